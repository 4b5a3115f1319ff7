import LocalStore
import Messaging

/// What changes in the mirror from a moment on, as the lines that `leadline watch` prints.
///
/// It follows the store's own order of changes, so that nothing depends on how many leads there are, how old a message
/// is, or which process wrote it.
struct MirrorNews {
    private let store: InboxStore
    private var place: Int64

    /// Begins behind everything that has changed so far.
    init(_ store: InboxStore) throws {
        self.store = store
        place = try store.newsEnd()
    }

    /// The lines since the last call: each message and lead once, as it stands now, in the order of the first change.
    mutating func take() throws -> [JSONLine] {
        var items: [NewsItem] = []
        var lines: [JSONLine] = []
        while true {
            let page = try store.news(after: place)
            if page.hasGap, lines.isEmpty { lines.append(Self.gap) }
            if page.items.isEmpty { break }
            items += page.items
            place = page.end
        }
        var seen: Set<MessageID> = []
        var told: Set<LeadID> = []
        for item in items {
            guard let id = item.message, seen.insert(id).inserted, let line = try line(id, isNew: item.isNew) else {
                continue
            }
            told.insert(item.lead)
            lines.append(line)
        }
        // Each message's line brings its lead along.
        for item in items where item.message == nil && told.insert(item.lead).inserted {
            if let lead = try store.lead(item.lead, wholeText: true) { lines.append(Self.line(lead)) }
        }
        return lines
    }

    /// A message with its lead, as `watch` prints it; `nil` where it is gone again.
    private func line(_ id: MessageID, isNew: Bool) throws -> JSONLine? {
        guard let message = try store.message(id), let lead = try store.lead(message.leadID, wholeText: true) else {
            return nil
        }
        var line = message.jsonLine(errorWords: ErrorSentence(to: lead.address).words)
        line.set("event", isNew ? "new" : "changed")
        line.set("lead", lead.jsonLine)
        return line
    }

    private static func line(_ lead: LeadRow) -> JSONLine {
        var line = JSONLine()
        line.set("event", "lead")
        line.set("lead", lead.jsonLine)
        return line
    }

    private static var gap: JSONLine {
        var line = JSONLine()
        line.set("event", "gap")
        return line
    }
}
