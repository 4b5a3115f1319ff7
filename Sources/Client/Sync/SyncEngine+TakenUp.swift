import LocalStore
import Messaging

/// Texts of an earlier run: whether they have left already, when the database is an older copy that was put back.
extension SyncEngine {
    /// Whether nobody who still runs has written the row, or looked for it.
    func isOfEarlierRun(_ entry: OutboxEntry) -> Bool {
        guard !remote.mayRepeat(entry) else { return false }
        return [entry.session, entry.vouchedBy].compactMap(\.self).allSatisfy { run in
            run != store.session && !surroundings.isAlive(run)
        }
    }

    /// Looks for the text in the remote's lists, back to when it was written. True where it has not left; a person is asked
    /// where it may have.
    func hasNotLeft(_ entry: OutboxEntry, time: Instant) async throws(SyncError) -> Bool {
        let doubted = try stored { try store.beginDoubt(entry.id, remoteNow: time, now: now) }
        guard let doubted else { return false }
        do throws(SyncError) {
            let isComplete = try await isSoughtToTheEnd(doubted)
            if !isComplete { parked[entry.id] = now + pace.watchRow * 10 }
            return try stored { try store.endDoubt(entry.id, isComplete: isComplete, now: now) }
        } catch {
            news.endSearch()
            _ = try stored { try store.endDoubt(entry.id, isComplete: false, now: now) }
            throw error
        }
    }

    private func isSoughtToTheEnd(_ entry: OutboxEntry) async throws(SyncError) -> Bool {
        while true {
            let part = try await news.search(for: entry)
            noteAnswer()
            try commit(part.batch)
            switch part.outcome {
            case .goesOn: break
            case .complete: return true
            case .inconclusive: return false
            }
        }
    }
}
