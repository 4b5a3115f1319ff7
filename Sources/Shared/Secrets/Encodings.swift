internal import COpenSSL

/// Bytes as pairs of hexadecimal digits.
package enum Hexadecimal {
    package static func lowercase(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digit($0 >> 4), digit($0 & 15)] }, as: UTF8.self)
    }

    /// The digit of a number below 16.
    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }

    /// What a digit of either case counts.
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - 87
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - 55
        default: nil
        }
    }
}

/// Bytes as text in the alphabet of RFC 4648 section 4, padded and in one line.
package enum Base64 {
    package static func encode(_ bytes: [UInt8]) -> String {
        // libcrypto closes the text with a zero byte, which belongs to the buffer and not to the text.
        var text = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let length = EVP_EncodeBlock(&text, bytes, Int32(bytes.count))
        return String(decoding: text.prefix(Int(length)), as: UTF8.self)
    }

    /// The bytes that `text` stands for, or `nil` where it is no padded base64.
    package static func decode(_ text: String) -> [UInt8]? {
        let letters = Array(text.utf8)
        let padding = letters.reversed().prefix { $0 == UInt8(ascii: "=") }.count
        guard letters.count % 4 == 0, padding <= 2, letters.dropLast(padding).allSatisfy(isLetter) else { return nil }
        var bytes = [UInt8](repeating: 0, count: letters.count / 4 * 3)
        let length = EVP_DecodeBlock(&bytes, letters, Int32(letters.count))
        return length < 0 ? nil : Array(bytes.prefix(Int(length) - padding))
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"): true
        default: false
        }
    }
}
