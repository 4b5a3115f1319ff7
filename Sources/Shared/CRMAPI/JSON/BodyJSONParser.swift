/// Reads RFC 8259 to the letter: what one reader takes for one thing and the next for another is refused here.
///
/// It never traps and never reads outside of its bytes, and takes no more room than a few times their length.
package struct BodyJSONParser {
    static let depthLimit = 32
    /// How many values a request may have, and an answer: a page of a thousand messages with all their members.
    package static let requestLimit = 20_000
    static let answerLimit = 500_000

    private let bytes: UnsafeBufferPointer<UInt8>
    private let valueLimit: Int
    private var position = 0
    private var values = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, valueLimit: Int = Self.requestLimit) {
        (self.bytes, self.valueLimit) = (bytes, valueLimit)
    }

    /// The one value of the whole text.
    mutating func document() throws(BodyJSONFault) -> BodyJSON {
        skipBlanks()
        guard position < bytes.count else { throw fault(.empty) }
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw fault(.malformed) }
        return value
    }

    private mutating func value(depth: Int) throws(BodyJSONFault) -> BodyJSON {
        guard depth < Self.depthLimit else { throw fault(.tooDeep) }
        values += 1
        guard values <= valueLimit else { throw fault(.tooMany) }
        switch try peek() {
        case UInt8(ascii: "{"): return .object(try members(depth: depth))
        case UInt8(ascii: "["): return .list(try elements(depth: depth))
        case UInt8(ascii: "\""): return .text(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func members(depth: Int) throws(BodyJSONFault) -> [String: BodyJSON] {
        var members: [String: BodyJSON] = [:]
        position += 1
        if try next() == UInt8(ascii: "}") { return closed(members) }
        while true {
            guard try next() == UInt8(ascii: "\"") else { throw fault(.malformed) }
            let start = position
            let name = try string()
            guard try next() == UInt8(ascii: ":") else { throw fault(.malformed) }
            position += 1
            skipBlanks()
            // Names that differ by their scalars alone, such as one letter spelt in two ways, count as the same here.
            guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
                throw BodyJSONFault(reason: .duplicate(name), offset: start)
            }
            guard try continues(UInt8(ascii: "}")) else { return members }
        }
    }

    private mutating func elements(depth: Int) throws(BodyJSONFault) -> [BodyJSON] {
        var elements: [BodyJSON] = []
        position += 1
        if try next() == UInt8(ascii: "]") { return closed(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            guard try continues(UInt8(ascii: "]")) else { return elements }
        }
    }

    private mutating func closed<Value>(_ value: Value) -> Value {
        position += 1
        return value
    }

    /// Passes over a comma, or over the `bracket` that ends the list; whether another element has to follow.
    private mutating func continues(_ bracket: UInt8) throws(BodyJSONFault) -> Bool {
        let byte = try next()
        guard byte == bracket || byte == UInt8(ascii: ",") else { throw fault(.malformed) }
        position += 1
        skipBlanks()
        return byte != bracket
    }

    private mutating func word(_ word: StaticString, _ value: BodyJSON) throws(BodyJSONFault) -> BodyJSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw fault(.malformed) }
            position += 1
        }
        return value
    }

    private mutating func number() throws(BodyJSONFault) -> String {
        let start = position
        if try peek() == UInt8(ascii: "-") { position += 1 }
        let first = try peek()
        guard takeDigits() > 0 else { throw fault(.malformed) }
        // A leading zero stands alone.
        if first == 48, bytes[position - 1] != 48 || position - start > (bytes[start] == 45 ? 2 : 1) {
            throw fault(.malformed)
        }
        if here == UInt8(ascii: ".") {
            position += 1
            guard takeDigits() > 0 else { throw fault(.malformed) }
        }
        if here.map({ $0 | 32 }) == UInt8(ascii: "e") {
            position += 1
            if here == UInt8(ascii: "+") || here == UInt8(ascii: "-") { position += 1 }
            guard takeDigits() > 0 else { throw fault(.malformed) }
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func takeDigits() -> Int {
        let start = position
        while let byte = here, (48...57).contains(byte) { position += 1 }
        return position - start
    }

    private mutating func string() throws(BodyJSONFault) -> String {
        position += 1
        var reader = BodyStringReader(bytes, position)
        defer { position = reader.position }
        return try reader.read()
    }

    private var here: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func peek() throws(BodyJSONFault) -> UInt8 {
        guard position < bytes.count else { throw fault(.cutOff) }
        return bytes[position]
    }

    /// The first byte that is no blank, which stays where it is.
    private mutating func next() throws(BodyJSONFault) -> UInt8 {
        skipBlanks()
        return try peek()
    }

    private mutating func skipBlanks() {
        while let byte = here, byte == 32 || byte == 10 || byte == 13 || byte == 9 { position += 1 }
    }

    private func fault(_ reason: BodyJSONFault.Reason) -> BodyJSONFault {
        BodyJSONFault(reason: reason, offset: position)
    }
}
