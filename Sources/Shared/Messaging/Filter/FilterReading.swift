/// A filter as a person typed it, and what of it could not be understood.
///
/// The language: terms with blanks between them, all of which must hold. `is:` with one of a few words, `from:` with
/// the beginning of the lead's number, which a word such as `+55` is as well, `to:` with that of ours, `name:` with a
/// part of the name; every other word is looked for in name, number and last message. A minus sign before a term turns
/// it round, double quotes keep blanks together. A term that is not understood is left out and told of, so the rest of
/// the filter works while one types.
package struct FilterReading: Hashable, Sendable {
    /// A term that was left out.
    package struct Problem: Hashable, Sendable {
        /// Where it stands, in Unicode scalars from the beginning.
        package let range: Range<Int>
        /// What is wrong, and the nearest word that would have been understood.
        package let sentence: String
    }

    package private(set) var filter = LeadFilter()
    package private(set) var problems: [Problem] = []

    private static let longestText = 1_000
    private static let mostTerms = 32

    package init(_ text: String) {
        var scanner = FilterScanner(text, limit: Self.longestText)
        while let word = scanner.next() {
            guard filter.terms.count < Self.mostTerms else {
                complain(word, "A filter has at most \(Self.mostTerms) terms; the rest is left out.")
                return
            }
            read(word)
        }
        if scanner.wasCut {
            let end = Self.longestText
            problems.append(Problem(range: end..<end, sentence: "A filter has at most \(end) characters."))
        }
    }

    private mutating func read(_ word: FilterScanner.Word) {
        guard let key = word.key else {
            let prefix = Self.addressPrefix(word.value)
            return add(Self.isInternational(prefix) ? .addressPrefix(prefix) : .text(word.value), word)
        }
        switch key {
        case "is":
            if let condition = FilterWord.condition(word.value) {
                add(condition, word)
            } else {
                complain(word, Self.unknownState(word.value))
            }
        case "from", "to":
            let prefix = Self.addressPrefix(word.value)
            if prefix.isEmpty {
                complain(word, "\(key): is followed by the beginning of a number, such as \(key):+55.")
            } else {
                add(key == "from" ? .addressPrefix(prefix) : .ourNumberPrefix(prefix), word)
            }
        case "name":
            if word.value.isEmpty {
                complain(word, "name: is followed by a part of a name, such as name:ana.")
            } else {
                add(.name(word.value), word)
            }
        default:
            readStrange(key, word)
        }
    }

    /// A key that is not ours: a slip of the fingers, or simply a text with a colon such as `10:30` or `re:offer`.
    private mutating func readStrange(_ key: String, _ word: FilterScanner.Word) {
        if let meant = FilterWord.nearest(to: key, among: FilterWord.keys) {
            complain(word, "“\(Self.shown(key)):” is not known. Did you mean \(meant): ?")
        } else {
            add(.text(word.whole), word)
        }
    }

    private mutating func add(_ condition: LeadFilter.Term.Condition, _ word: FilterScanner.Word) {
        if case .text("") = condition { return }
        filter.terms.append(.init(condition, isNegated: word.isNegated))
    }

    private mutating func complain(_ word: FilterScanner.Word, _ sentence: String) {
        problems.append(Problem(range: word.range, sentence: sentence))
    }

    private static func unknownState(_ value: String) -> String {
        let words = FilterWord.states
        if value.isEmpty { return "is: is followed by one of \(words.joined(separator: ", "))." }
        let question =
            FilterWord.nearest(to: value.lowercased(), among: words)
            .map { "Did you mean is:\($0) ?" } ?? "There are \(words.joined(separator: ", "))."
        return "“is:\(shown(value))” is not known. \(question)"
    }

    private static func shown(_ word: String) -> String {
        VisibleText(word, keepsLines: false, limit: 30).text
    }

    /// Whether a number begins here: with + its country code comes first, and not somewhere in the middle.
    private static func isInternational(_ text: String) -> Bool {
        text.hasPrefix("+") && text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) }
    }

    /// `value` without the punctuation that people put into numbers.
    private static func addressPrefix(_ value: String) -> String {
        value.filter { !" ()-./\u{A0}".contains($0) }
    }
}

extension LeadFilter {
    /// What could be understood of a filter that a person typed; `FilterReading` tells of the rest.
    package init(parsing text: String) { self = FilterReading(text).filter }

    /// The filter in its own language; reading it again gives the same filter.
    package var text: String {
        terms.map { ($0.isNegated ? "-" : "") + FilterWord.spelling(of: $0.condition) }.joined(separator: " ")
    }
}
