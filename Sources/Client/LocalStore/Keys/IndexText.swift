/// Text as the index of words wants it, and the words of a text.
///
/// SQLite's tokenizer takes a run of letters for one word, which in scripts without spaces is a whole sentence. There
/// every letter is made a word of its own, so that any piece of a sentence can be looked for as a phrase.
enum IndexText {
    /// The text with blanks round the letters of such scripts; any other text comes back as it is.
    static func spaced(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDense) else { return text }
        var spaced = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard isDense(scalar) else {
                spaced.append(scalar)
                continue
            }
            spaced.append(contentsOf: [" ", scalar, " "])
        }
        return String(spaced)
    }

    /// Calls back with each folded word that is long enough for a piece of it to be something else than its beginning.
    static func eachLongWord(_ text: String, _ body: (Substring) throws -> Void) rethrows {
        for word in Folding.key(text).unicodeScalars.split(whereSeparator: { !isLetter($0) }) {
            guard word.count > 3, word.count <= 64, !word.contains(where: isDense) else { continue }
            try body(Substring(word))
        }
    }

    /// The folded words of what a person typed.
    static func words(_ text: String) -> [String] {
        Folding.key(spaced(text)).unicodeScalars.split(whereSeparator: { !isLetter($0) }).map { String($0) }
    }

    /// Scripts that are written without spaces: Thai to Khmer, kana, Chinese characters.
    private static func isDense(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x0E00 else { return false }
        switch scalar.value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF,
            0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            return true
        default: return false
        }
    }

    /// What the tokenizer takes for a part of a word.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 128 {
            return (97...122).contains(scalar.value) || (48...57).contains(scalar.value)
                || (65...90).contains(scalar.value)
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            return true
        default: return false
        }
    }
}
