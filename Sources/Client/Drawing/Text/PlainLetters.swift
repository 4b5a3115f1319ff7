/// Text for terminals that write one byte a letter: every scalar becomes one of ASCII.
///
/// Such a terminal would take each byte of UTF-8 for a letter of its own, and some of them for orders: the second byte
/// of a plain Û begins a control sequence there. So nothing beyond ASCII may reach it, however harmless the letter.
package enum PlainLetters {
    /// The letter without its accent, a plain sign for a typographic one, and a question mark for all the rest.
    package static func fold(_ scalar: UInt32) -> UInt32 {
        switch scalar {
        case 0x20..<0x7F: scalar
        case 0xC0...0x17F: UInt32(letters[Int(scalar) - 0xC0])
        case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
        case 0x2018...0x201B, 0x2032: 0x27
        case 0x201C...0x201F, 0x2033: 0x22
        case 0x2010...0x2015, 0x2212, 0x2500, 0x2501: 0x2D
        case 0x2502, 0x2503: 0x7C
        case 0x2504...0x257F: 0x2B
        case 0xB7, 0x2022, 0x2026: 0x2E
        default: 0x3F
        }
    }

    /// The same for a text; line breaks and tabs stay.
    package static func fold(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return text }
        return String(
            decoding: text.unicodeScalars.map { scalar in
                scalar == "\n" || scalar == "\t" ? UInt8(scalar.value) : UInt8(fold(scalar.value))
            }, as: UTF8.self)
    }

    /// From À to ſ.
    private static let letters = Array(
        ("AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
            + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOo"
            + "RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs").utf8)
}
