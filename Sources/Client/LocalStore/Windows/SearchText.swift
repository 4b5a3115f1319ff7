/// What a person typed into the search, as the two full-text indexes want it.
///
/// Every word must occur; the last one may be unfinished, and words within double quotes must stand together. Nothing
/// that is typed is ever an operator.
struct SearchText {
    /// An expression for the index of words, or `nil` when there is no word in the text.
    let words: String?
    /// Patterns for the index of pieces, or none when a piece is too short for it.
    let pieces: [String]
    /// Signs that stand for themselves in the text and for anything in a pattern: they have to be looked for besides.
    let signs: [String]

    init(_ text: String) {
        let phrases = Self.phrases(text)
        let known = phrases.filter { $0.unicodeScalars.contains(where: Self.isLetter) }
        words =
            known.isEmpty
            ? nil
            : known.map { "\"" + Self.doubled($0) + "\"" }.joined(separator: " ")
                + (text.last == "\"" ? "" : " *")
        let isLong = phrases.allSatisfy { $0.unicodeScalars.count >= 3 }
        pieces = isLong ? phrases.map { "%" + $0.replacing("%", with: "_") + "%" } : []
        signs = ["%", "_"].filter { sign in phrases.contains { $0.contains(sign) } }
    }

    /// The words and quoted phrases, at most as many as a person would type.
    private static func phrases(_ text: String) -> [String] {
        var phrases: [String] = []
        var current = ""
        var isQuoted = false
        func flush() {
            let trimmed = current.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            if !trimmed.isEmpty { phrases.append(trimmed) }
            current = ""
        }
        for character in text.prefix(500) where character != "\0" {
            if character == "\"" {
                flush()
                isQuoted.toggle()
            } else if character.isWhitespace, !isQuoted {
                flush()
            } else {
                current.append(character)
            }
        }
        flush()
        return Array(phrases.prefix(16))
    }

    /// What the index of words takes for a part of a word.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .privateUse:
            true
        default: false
        }
    }

    private static func doubled(_ text: String) -> String { text.replacing("\"", with: "\"\"") }
}
