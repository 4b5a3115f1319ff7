/// Reads one string of a JSON text, from behind its first quotation mark to behind its last.
struct BodyStringReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) { (self.bytes, self.position) = (bytes, position) }

    mutating func read() throws(BodyJSONFault) -> String {
        let start = position
        var text: [UInt8] = []
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                // Escapes give whole scalars, so only bytes as they were sent can be no UTF-8.
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw BodyJSONFault(reason: .notUnicode, offset: start)
                }
                return string
            case UInt8(ascii: "\\"): try takeEscape(into: &text)
            case 0..<32: throw fault(.malformed)
            case let byte:
                text.append(byte)
                position += 1
            }
        }
        throw fault(.cutOff)
    }

    private mutating func takeEscape(into text: inout [UInt8]) throws(BodyJSONFault) {
        guard position + 1 < bytes.count else { throw fault(.cutOff) }
        let letter = bytes[position + 1]
        if letter == UInt8(ascii: "u") {
            text.append(contentsOf: String(Character(try takeScalar())).utf8)
            return
        }
        guard let plain = Self.plain(letter) else { throw fault(.malformed) }
        text.append(plain)
        position += 2
    }

    private static func plain(_ letter: UInt8) -> UInt8? {
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "f"): 12
        default: nil
        }
    }

    /// The scalar that the escape here stands for, with its second half where it is a surrogate pair.
    private mutating func takeScalar() throws(BodyJSONFault) -> Unicode.Scalar {
        let start = position
        let high = try takeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard UTF16.isLeadSurrogate(high), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { throw BodyJSONFault(reason: .notUnicode, offset: start) }
        let low = try takeUnit()
        guard UTF16.isTrailSurrogate(low) else { throw BodyJSONFault(reason: .notUnicode, offset: start) }
        return UTF16.decode(UTF16.EncodedScalar([high, low]))
    }

    private mutating func takeUnit() throws(BodyJSONFault) -> UInt16 {
        guard position + 6 <= bytes.count else { throw fault(.cutOff) }
        var unit: UInt16 = 0
        for digit in bytes[(position + 2)..<(position + 6)] {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue, digit < 128 else {
                throw fault(.malformed)
            }
            unit = unit << 4 | UInt16(value)
        }
        position += 6
        return unit
    }

    private func fault(_ reason: BodyJSONFault.Reason) -> BodyJSONFault {
        BodyJSONFault(reason: reason, offset: position)
    }
}
