/// The characters of one scalar in a JSON text, as a slice of the text; valid while its reader runs.
struct JSONText {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let isEscaped: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, isEscaped: Bool) { (self.bytes, self.isEscaped) = (bytes, isEscaped) }

    var first: UInt8? { bytes.first }
    var isEmpty: Bool { bytes.isEmpty }

    /// The text with its escapes undone; bytes that are no UTF-8 and lone surrogates become U+FFFD.
    var string: String {
        isEscaped ? String(decoding: unescaped(), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
    }

    /// Runs `body` on the characters themselves. Escapes stay as they are, so this is for what has none: dates,
    /// numbers, words.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result { body(bytes) }

    /// Whether the text is `word`, which needs no escapes.
    static func == (text: JSONText, word: StaticString) -> Bool {
        guard text.bytes.count == word.utf8CodeUnitCount else { return false }
        for index in text.bytes.indices where text.bytes[index] != word.utf8Start[index] { return false }
        return true
    }

    /// Whether the text is `string`.
    func equals(_ string: String) -> Bool { !isEscaped && string.utf8.elementsEqual(bytes) }

    /// The text as a whole number; a fraction of zeros is allowed.
    var integer: Int? {
        guard let decimal = Decimal(bytes), decimal.millionths % 1_000_000 == 0 else { return nil }
        return Int(decimal.millionths / 1_000_000)
    }

    private func unescaped() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count else {
                result.append(bytes[index])
                index += 1
                continue
            }
            let letter = bytes[index + 1]
            if letter == UInt8(ascii: "u") {
                result.append(contentsOf: UTF8.encode(takeScalar(&index)) ?? UTF8.encodedReplacementCharacter)
            } else {
                result.append(Self.plain(letter))
                index += 2
            }
        }
        return result
    }

    private static func plain(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "n"): 10
        case UInt8(ascii: "t"): 9
        case UInt8(ascii: "r"): 13
        case UInt8(ascii: "b"): 8
        case UInt8(ascii: "f"): 12
        default: letter
        }
    }

    /// The scalar that the `\uXXXX` at `index` stands for, with its second half where it is a surrogate pair.
    private func takeScalar(_ index: inout Int) -> Unicode.Scalar {
        let replacement: Unicode.Scalar = "\u{FFFD}"
        guard let high = unit(at: index) else {
            index += 2
            return replacement
        }
        index += 6
        if UTF16.isLeadSurrogate(high), let low = unit(at: index), UTF16.isTrailSurrogate(low) {
            index += 6
            return UTF16.decode(UTF16.EncodedScalar([high, low]))
        }
        return Unicode.Scalar(high) ?? replacement
    }

    /// The code unit of the escape that begins at `index`, or `nil` where there is none.
    private func unit(at index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        var unit: UInt16 = 0
        for digit in bytes[(index + 2)..<(index + 6)] {
            guard let value = digit.hexadecimalValue else { return nil }
            unit = unit << 4 | UInt16(value)
        }
        return unit
    }
}

extension UInt8 {
    /// What this hexadecimal digit counts.
    var hexadecimalValue: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
