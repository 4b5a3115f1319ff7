/// What a person typed into the search, as the full-text index wants it.
///
/// Every term must occur; the last one may be unfinished, and words within double quotes must stand together. Only
/// letters and digits reach the index, so nothing that is typed is ever an operator.
struct SearchText {
    /// Words that have to stand together, folded.
    struct Term: Equatable {
        var words: [String]
        /// Whether the last word may go on.
        var isOpen: Bool

        /// The single word that the term is, where it may go on and is long enough to be looked up.
        var unfinished: String? {
            guard isOpen, words.count == 1, let word = words.first, word.unicodeScalars.count >= 3 else { return nil }
            return word
        }

        /// The term in the language of the index.
        var expression: String {
            let phrase = "\"" + words.joined(separator: " ") + "\""
            // One letter begins too many words to be of use, and has no index of its own.
            return isOpen && (words.last?.unicodeScalars.count ?? 0) > 1 ? phrase + " *" : phrase
        }
    }

    let terms: [Term]
    /// Emoji and other signs that the index of words does not hold, of a text that has no words besides; they are looked
    /// for in the messages themselves.
    let signs: [String]

    init(_ text: String) {
        var terms: [Term] = []
        for (place, part) in text.prefix(500).split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // Every second part stands within quotes.
            let isQuoted = place % 2 == 1
            let pieces = isQuoted ? [part] : part.split(whereSeparator: \.isWhitespace)
            for piece in pieces {
                let words = IndexText.words(String(piece))
                if !words.isEmpty { terms.append(Term(words: words, isOpen: !isQuoted)) }
            }
        }
        self.terms = Array(terms.prefix(16))
        signs = terms.isEmpty ? Self.signs(text) : []
    }

    /// What stands between blanks and is drawn; how it is drawn, as a picture or not, does not matter.
    private static func signs(_ text: String) -> [String] {
        let pieces = text.prefix(100).split { $0.isWhitespace || $0 == "\"" }.prefix(4)
        return pieces.map { piece in
            var signs = String.UnicodeScalarView()
            for scalar in piece.unicodeScalars where scalar.value > 0x7F && !(0xFE00...0xFE0F).contains(scalar.value) {
                signs.append(scalar)
            }
            return String(signs)
        }.filter { !$0.isEmpty }
    }

    /// An expression for the index, or `nil` when there is no word in the text.
    ///
    /// `known` gives the words that an unfinished one stands for, or `nil` where they are too many to name. To name
    /// them is far quicker than to have the index gather all that begins so, because each can be read newest first.
    func expression(_ known: (String) throws -> [String]?) rethrows -> String? {
        let parts = try terms.map { term in
            guard let words = try term.unfinished.flatMap(known), !words.isEmpty else { return term.expression }
            return "(" + words.map { "\"\($0)\"" }.joined(separator: " OR ") + ")"
        }
        return parts.isEmpty ? nil : parts.joined(separator: " AND ")
    }
}
