/// The words of the filter language.
package enum FilterWord {
    /// What may stand before a colon.
    package static let keys = ["is", "from", "to", "name"]

    /// What may follow `is:`.
    package static let states = table.map(\.word)

    private static let table: [(word: String, condition: LeadFilter.Term.Condition)] = [
        ("unread", .unread), ("waiting", .waiting), ("failed", .failed), ("draft", .draft), ("optout", .optedOut),
        ("held", .held), ("unknown", .unknown), ("open", .state(.open)), ("snoozed", .state(.snoozed)),
        ("closed", .state(.closed)),
    ]

    static func condition(_ word: String) -> LeadFilter.Term.Condition? {
        let word = word.lowercased()
        return table.first { $0.word == word }?.condition
    }

    /// `condition` as one types it.
    static func spelling(of condition: LeadFilter.Term.Condition) -> String {
        switch condition {
        case .addressPrefix(let prefix): "from:" + quoted(prefix)
        case .ourNumberPrefix(let prefix): "to:" + quoted(prefix)
        case .name(let part): "name:" + quoted(part)
        case .text(let text):
            quoted(text, always: text.unicodeScalars.first == "-" || text.unicodeScalars.contains(":"))
        default: "is:" + (table.first { $0.condition == condition }?.word ?? "")
        }
    }

    private static func quoted(_ value: String, always: Bool = false) -> String {
        always || value.unicodeScalars.contains { $0.properties.isWhitespace } ? "\"\(value)\"" : value
    }

    /// The word of `words` that `typed` is nearest to, if one is near enough to be meant.
    package static func nearest(to typed: String, among words: [String]) -> String? {
        guard typed.unicodeScalars.count <= 12 else { return nil }
        if typed.unicodeScalars.count >= 2, let begun = words.first(where: { $0.hasPrefix(typed) }) { return begun }
        let ranked = words.map { (word: $0, distance: distance(typed, $0)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// How many letters have to be put in, taken out, exchanged, or swapped with their neighbour.
    private static func distance(_ one: String, _ other: String) -> Int {
        let (one, other) = (Array(one.unicodeScalars), Array(other.unicodeScalars))
        var rows = [Array(0...other.count)]
        for row in 0..<one.count {
            var line = [row + 1]
            for column in 0..<other.count {
                let isSame = one[row] == other[column]
                var best = min(rows[row][column] + (isSame ? 0 : 1), rows[row][column + 1] + 1, line[column] + 1)
                if row > 0, column > 0, one[row] == other[column - 1], one[row - 1] == other[column] {
                    best = min(best, rows[row - 1][column - 1] + 1)
                }
                line.append(best)
            }
            rows.append(line)
        }
        return rows[one.count][other.count]
    }
}
