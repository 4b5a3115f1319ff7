internal import Foundation

/// Text as it is compared when people search: without case and accents, and with the signs that keyboards have.
///
/// Made once, when a name or a message is stored, and once for what is typed.
enum Folding {
    /// For names: besides, letters with a stroke become those without, and wide letters narrow ones.
    static func key(_ text: String) -> String {
        ascii(text) ?? folded(text.decomposedStringWithCompatibilityMapping, letter)
    }

    /// For words of messages: what SQLite's tokenizer does, and no more, since the two are compared.
    static func word(_ text: String) -> String {
        ascii(text)
            ?? folded(text.decomposedStringWithCanonicalMapping) { $0.properties.lowercaseMapping.unicodeScalars }
    }

    private static func ascii(_ text: String) -> String? {
        var text = text
        return text.withUTF8 { bytes in
            guard bytes.allSatisfy({ $0 < 128 }) else { return nil }
            return String(unsafeUninitializedCapacity: bytes.count) { buffer in
                for (place, byte) in bytes.enumerated() {
                    buffer[place] = (65...90).contains(byte) ? byte | 32 : byte
                }
                return bytes.count
            }
        }
    }

    private static func folded(
        _ decomposed: String, _ letter: (Unicode.Scalar) -> String.UnicodeScalarView
    ) -> String {
        var result = String.UnicodeScalarView()
        for scalar in decomposed.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark: continue
            default: result.append(contentsOf: letter(scalar))
            }
        }
        return String(result)
    }

    /// Letters whose stroke or ligature is no accent for Unicode, but is one for whoever types on another keyboard.
    private static func letter(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
        switch scalar {
        // Telephones write these where a keyboard has one sign.
        case "\u{2018}"..."\u{201B}", "\u{2032}", "\u{02BC}", "\u{02B9}": "'".unicodeScalars
        case "\u{201C}"..."\u{201F}", "\u{2033}", "«", "»": "\"".unicodeScalars
        case "\u{2010}"..."\u{2015}", "\u{2212}": "-".unicodeScalars
        case "ø", "Ø": "o".unicodeScalars
        case "ł", "Ł": "l".unicodeScalars
        case "đ", "Đ": "d".unicodeScalars
        case "ı", "İ": "i".unicodeScalars
        case "ß", "ẞ": "ss".unicodeScalars
        case "æ", "Æ": "ae".unicodeScalars
        case "œ", "Œ": "oe".unicodeScalars
        default: scalar.properties.lowercaseMapping.unicodeScalars
        }
    }
}
