import Inbox
import LocalStore
import Messaging
import Synchronization

/// Notices which of our messages wait for a person, and says so once; and when they no longer do.
final class OutboxWatch: Sendable {
    private let told = Mutex<Set<MessageID>>([])
    private let hasLooked = Mutex(false)

    /// What is new since the last look: texts left over from before at the first, replies that were overtaken later.
    func look(_ store: InboxStore) throws -> [News] {
        let waiting = try store.openOutbox().filter(\.waitsForPerson)
        let isFirst = hasLooked.withLock { looked in
            defer { looked = true }
            return !looked
        }
        let (fresh, gone) = told.withLock { told in
            let fresh = waiting.filter { !told.contains($0.id) }
            let gone = told.subtracting(waiting.map(\.id))
            told = Set(waiting.map(\.id))
            return (fresh, gone)
        }
        let decided: [News] = gone.isEmpty ? [] : [.decided(gone)]
        guard !fresh.isEmpty else { return decided }
        if isFirst { return [.leftHeld(try fresh.compactMap { try hit($0, store) })] }
        return try decided + fresh.compactMap { try news(of: $0, store) }
    }

    private func news(of entry: OutboxEntry, _ store: InboxStore) throws -> News? {
        if let newer = try store.newer(than: entry), let message = try store.message(newer),
            let lead = try store.lead(entry.lead)
        {
            return .overtaken(entry.id, lead: lead, by: message)
        }
        return try hit(entry, store).map { .leftHeld([$0]) }
    }

    private func hit(_ entry: OutboxEntry, _ store: InboxStore) throws -> SearchHit? {
        guard let message = try store.message(entry.id), let lead = try store.lead(entry.lead) else { return nil }
        return SearchHit(message: message, lead: lead)
    }
}
