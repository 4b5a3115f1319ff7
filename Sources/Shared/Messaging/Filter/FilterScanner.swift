/// Cuts a typed filter into words, each with its place.
struct FilterScanner {
    /// One term as it was typed.
    struct Word {
        var isNegated = false
        /// What stands before the first colon, in lower case, where that could be a key.
        var key: String?
        /// What stands behind the key, without quotes.
        var value = ""
        var range = 0..<0

        /// Key and value as one text.
        var whole: String { key.map { "\($0):\(value)" } ?? value }
    }

    /// Whether the text was longer than the scanner reads.
    let wasCut: Bool
    private let scalars: [Unicode.Scalar]
    private var place = 0

    init(_ text: String, limit: Int) {
        scalars = Array(text.unicodeScalars.prefix(limit))
        wasCut = text.unicodeScalars.dropFirst(limit).first != nil
    }

    /// The next word, or `nil` at the end. A quotation that is not closed reaches to the end of the text.
    mutating func next() -> Word? {
        while place < scalars.count, Self.isBlank(scalars[place]) { place += 1 }
        guard place < scalars.count else { return nil }
        var word = Word()
        let start = place
        if scalars[place] == "-", place + 1 < scalars.count, !Self.isBlank(scalars[place + 1]) {
            word.isNegated = true
            place += 1
        }
        word.key = takeKey()
        word.value = takeValue()
        word.range = start..<place
        return word
    }

    /// Letters with a colon behind them.
    private mutating func takeKey() -> String? {
        var end = place
        while end < scalars.count, scalars[end].properties.isAlphabetic { end += 1 }
        guard end > place, end < scalars.count, scalars[end] == ":" else { return nil }
        defer { place = end + 1 }
        return String(String.UnicodeScalarView(scalars[place..<end])).lowercased()
    }

    private mutating func takeValue() -> String {
        var value = String.UnicodeScalarView()
        var isQuoted = false
        while place < scalars.count, isQuoted || !Self.isBlank(scalars[place]) {
            if scalars[place] == "\"" { isQuoted.toggle() } else { value.append(scalars[place]) }
            place += 1
        }
        return String(value)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
