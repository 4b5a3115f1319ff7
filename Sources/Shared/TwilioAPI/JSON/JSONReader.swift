/// Reads JSON from bytes as it comes, forwards only, without building a tree.
///
/// It checks no more than it needs: what is skipped may break the grammar inside, as long as strings and brackets
/// close. It never traps and never reads outside of `bytes`, whatever they hold. Every value must be taken or skipped
/// once.
struct JSONReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0

    static let depthLimit = 64

    enum Kind { case object, array, string, number, literal }

    /// Runs `body` on a reader of `bytes`; the reader and what it returns in slices end with it.
    static func read<Result>(
        _ bytes: [UInt8], _ body: (inout JSONReader) throws(DecodingFault) -> Result
    ) throws(DecodingFault) -> Result {
        try bytes.withUnsafeBufferPointer { buffer throws(DecodingFault) in
            var reader = JSONReader(bytes: buffer)
            return try body(&reader)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// What the next value is.
    mutating func kind() throws(DecodingFault) -> Kind {
        switch try nextByte() {
        case UInt8(ascii: "{"): return .object
        case UInt8(ascii: "["): return .array
        case UInt8(ascii: "\""): return .string
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
        case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): return .literal
        default: throw .notJSON
        }
    }

    /// Takes an object: `body` is called for each member and takes or skips its value.
    mutating func members(
        _ body: (inout JSONReader, JSONText) throws(DecodingFault) -> Void
    ) throws(DecodingFault) {
        try enter(UInt8(ascii: "{"))
        while try !leaves(by: UInt8(ascii: "}")) {
            guard try nextByte() == UInt8(ascii: "\"") else { throw .notJSON }
            let name = try string()
            guard try nextByte() == UInt8(ascii: ":") else { throw .notJSON }
            position += 1
            try body(&self, name)
        }
    }

    /// Takes an array: `body` is called for each element and takes or skips it.
    mutating func elements(_ body: (inout JSONReader) throws(DecodingFault) -> Void) throws(DecodingFault) {
        try enter(UInt8(ascii: "["))
        while try !leaves(by: UInt8(ascii: "]")) { try body(&self) }
    }

    /// Takes a string, or the characters of a number or of `true` and `false`; `nil` for null and for what has parts.
    mutating func scalar() throws(DecodingFault) -> JSONText? {
        switch try kind() {
        case .string: return try string()
        case .number, .literal:
            let text = token()
            return text.first == UInt8(ascii: "n") ? nil : text
        case .object, .array:
            try skip()
            return nil
        }
    }

    /// Passes over the next value, whatever it is.
    mutating func skip() throws(DecodingFault) {
        switch try kind() {
        case .string: _ = try string()
        case .number, .literal: _ = token()
        case .object, .array: try skipNested()
        }
    }

    private mutating func skipNested() throws(DecodingFault) {
        var open = 0
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                _ = try string()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                open += 1
                if depth + open > Self.depthLimit { throw .tooDeep }
            case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
            default: break
            }
            position += 1
            if open == 0 { return }
        }
        throw .cutOff
    }

    private mutating func enter(_ bracket: UInt8) throws(DecodingFault) {
        guard try nextByte() == bracket else { throw .notJSON }
        guard depth < Self.depthLimit else { throw .tooDeep }
        depth += 1
        position += 1
    }

    /// Passes over commas; whether the object or array ends here.
    private mutating func leaves(by bracket: UInt8) throws(DecodingFault) -> Bool {
        var byte = try nextByte()
        if byte == UInt8(ascii: ",") {
            position += 1
            byte = try nextByte()
        }
        guard byte == bracket else { return false }
        depth -= 1
        position += 1
        return true
    }

    /// The first byte that is no white space, which stays where it is.
    private mutating func nextByte() throws(DecodingFault) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 32 { return byte }
            position += 1
        }
        throw .cutOff
    }

    /// The string that begins at `position`, which is a quotation mark.
    private mutating func string() throws(DecodingFault) -> JSONText {
        let start = position + 1
        var end = start
        var isEscaped = false
        while end < bytes.count {
            let byte = bytes[end]
            if byte == UInt8(ascii: "\"") {
                position = end + 1
                return JSONText(UnsafeBufferPointer(rebasing: bytes[start..<end]), isEscaped: isEscaped)
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                end += 1
            }
            end += 1
        }
        throw .cutOff
    }

    private mutating func token() -> JSONText {
        let start = position
        scan: while position < bytes.count {
            switch bytes[position] {
            case 0...32, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""): break scan
            default: position += 1
            }
        }
        return JSONText(UnsafeBufferPointer(rebasing: bytes[start..<position]), isEscaped: false)
    }
}
