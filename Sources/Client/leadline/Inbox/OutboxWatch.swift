import Inbox
import LocalStore
import Messaging
import Synchronization

/// Notices which of our messages wait for a person, and says so once; and when they no longer do. So it does with those
/// that did not leave.
///
/// A person is asked in the inbox that a text was written in. Others are told that it waits, and take the question over
/// when that inbox is gone.
final class OutboxWatch: Sendable {
    private struct Told {
        var hasLooked = false
        /// What the person is asked about here.
        var asked: Set<MessageID> = []
        /// What another inbox asks about.
        var elsewhere: Set<MessageID> = []
        /// The runs that ask there.
        var askers: Set<String> = []
        /// What did not leave since the first look, and when that was.
        var failed: Set<MessageID> = []
        var since: Instant?
    }

    private let told = Mutex(Told())
    private let isAlive: @Sendable (String) -> Bool

    init(isAlive: @escaping @Sendable (String) -> Bool = RunName.isAlive) { self.isAlive = isAlive }

    /// What is new since the last look: texts left over from before at the first, replies that were overtaken later.
    func look(_ store: InboxStore, now: Instant) throws -> [News] {
        let waiting = try store.openOutbox().filter(\.waitsForPerson)
        let before = told.withLock { $0 }
        var after = Told(hasLooked: true, failed: before.failed, since: before.since ?? now)
        var fresh: [OutboxEntry] = []
        var foreign: [OutboxEntry] = []
        for entry in waiting {
            if before.asked.contains(entry.id), entry.asker == store.session {
                after.asked.insert(entry.id)
            } else if isOurs(entry, store, now) {
                after.asked.insert(entry.id)
                fresh.append(entry)
            } else {
                after.elsewhere.insert(entry.id)
                after.askers.insert(entry.asker)
                if !before.elsewhere.contains(entry.id) { foreign.append(entry) }
            }
        }
        // A clock that was set back dates a failure before the first look.
        let failed = try store.failures(since: (after.since ?? now) - Self.slack)
        let fresher = before.hasLooked ? failed.filter { !before.failed.contains($0) } : []
        after.failed.formUnion(failed)
        told.withLock { $0 = after }
        let gone = before.asked.subtracting(after.asked)
        var news: [News] = gone.isEmpty ? [] : [.decided(gone)]
        if before.hasLooked {
            news += try fresh.compactMap { try self.news(of: $0, store) }
        } else if !fresh.isEmpty {
            news.append(.leftHeld(try fresh.compactMap { try hit($0.id, store) }))
        }
        let failures = try fresher.compactMap { try hit($0, store) }
        if !failures.isEmpty { news.append(.failed(failures)) }
        let hits = try foreign.compactMap { try hit($0.id, store) }
        return hits.isEmpty ? news : news + [.askedElsewhere(hits)]
    }

    /// Whether a run is gone whose affair it is to ask, so that a look would take its question over; `nil` where none is
    /// asked elsewhere. Nothing else tells of the end of a run that was killed.
    func hasHeirless() -> Bool? {
        let askers = told.withLock(\.askers)
        return askers.isEmpty ? nil : askers.contains { !isAlive($0) }
    }

    /// Whether the person is to be asked here: it was written here, or in a run that is gone.
    private func isOurs(_ entry: OutboxEntry, _ store: InboxStore, _ now: Instant) -> Bool {
        if entry.asker == store.session { return true }
        guard !isAlive(entry.asker) else { return false }
        // A store that cannot be written to now tells of it again with its next change.
        return (try? store.takeQuestion(entry, now: now)) ?? false
    }

    private func news(of entry: OutboxEntry, _ store: InboxStore) throws -> News? {
        guard let hit = try hit(entry.id, store) else { return nil }
        guard let newer = try store.newer(than: entry), let message = try store.message(newer) else {
            return .leftHeld([hit])
        }
        return .overtaken(hit.message, lead: hit.lead, by: message)
    }

    private func hit(_ id: MessageID, _ store: InboxStore) throws -> SearchHit? {
        guard let message = try store.message(id), let lead = try store.lead(message.leadID) else { return nil }
        return SearchHit(message: message, lead: lead)
    }

    private static let slack = Duration.seconds(3600)
}
