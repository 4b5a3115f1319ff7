/// The words of the filter language.
package enum FilterWord {
    /// What may stand before a colon.
    package static let keys = ["is", "from", "to", "name"]

    /// What may follow `is:`, as far as it is offered: nobody can snooze a lead yet.
    package static let states = table.map(\.word).filter { $0 != "snoozed" }

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

    /// The word of `words` that was probably meant by `typed`, which may be only its beginning.
    static func nearest(to typed: String, among words: [String]) -> String? {
        guard typed.unicodeScalars.count <= 12 else { return nil }
        if typed.unicodeScalars.count >= 2, let begun = words.first(where: { $0.hasPrefix(typed) }) { return begun }
        return NearestName.of(typed, among: words)
    }
}
