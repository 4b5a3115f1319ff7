internal import Messaging

/// Who goes before whom among the texts to one number: they leave in the order in which they were written.
///
/// What waits for a person's word keeps those behind it waiting, but for one of which the person has said that it may pass.
/// The rows are told one after the other, the oldest first.
package struct OutboxOrder: Sendable {
    private struct Row {
        var id: MessageID
        /// Whether it waits for a person, or behind a text that does.
        var waitsForWord: Bool
    }

    private var rows: [PhoneNumber: [Row]] = [:]
    private var asked: [PhoneNumber: [MessageID]] = [:]

    package init() {}

    /// Whether the text has to wait for one before it.
    package func holdsBack(_ entry: OutboxEntry) -> Bool {
        rows[entry.to, default: []].contains { !($0.waitsForWord && $0.id <= entry.passes) }
    }

    /// Whether the text waits behind one that waits for a person.
    package func isBehindAsked(_ entry: OutboxEntry) -> Bool {
        asked[entry.to, default: []].contains { $0 > entry.passes }
    }

    /// The next text, which those behind it may have to wait for.
    package mutating func add(_ entry: OutboxEntry) {
        let waitsForWord: Bool
        switch entry.state {
        case .held, .pending: waitsForWord = entry.waitsForPerson || isBehindAsked(entry)
        case .sending, .unknown: waitsForWord = false
        case .scheduled, .submitted, .rejected, .absent, .canceled, .blocked: return
        }
        rows[entry.to, default: []].append(Row(id: entry.id, waitsForWord: waitsForWord))
        if entry.waitsForPerson { asked[entry.to, default: []].append(entry.id) }
    }
}
