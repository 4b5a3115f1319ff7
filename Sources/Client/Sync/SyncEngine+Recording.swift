import LocalStore
import Messaging

/// How attempts ended, and that it is written down.
extension SyncEngine {
    /// How an attempt ended.
    struct Outcome {
        let entry: OutboxEntry
        let answer: Result<HandedOver, SyncError>
        /// When it was over, by the remote's clock.
        let gaveUpAt: Instant
    }

    /// Writes down what the store did not take at once. An attempt that ends with its process before that is looked for
    /// by the next one.
    func recordOutcomes() throws(SyncError) {
        for (id, outcome) in unrecorded {
            do throws(SyncError) {
                try record(outcome)
            } catch {
                // What else it says of the line was said when it came.
                if case .store(let problem) = error, problem != .missing { throw error }
            }
            unrecorded[id] = nil
        }
    }

    /// The same for a process that has to end, until that is done or `end` has come.
    func recordOutcomes(until end: Uptime) async {
        while !unrecorded.isEmpty, uptime < end {
            do throws(SyncError) {
                try recordOutcomes()
            } catch {
                await rest(until: min(moment(of: end), now + pace.takeover))
            }
        }
    }

    /// Throws on what concerns more than this row, once that is written down.
    func record(_ outcome: Outcome) throws(SyncError) {
        let entry = outcome.entry
        do throws(SyncError) {
            let answer = try outcome.answer.get()
            noteAnswer()
            switch answer {
            case .taken(let message):
                guard entry.isAnswered(by: message),
                    try stored({ try store.recordSubmitted(entry.id, remote: message, now: now) })
                else { throw SyncError.outcomeUnknown(detail: Self.mixedUp) }
                tally.sent += 1
            case .served(let told):
                guard told.name == entry.intent else { throw SyncError.outcomeUnknown(detail: Self.mixedUp) }
                try stored { try store.recordServed(entry.id, told, now: now) }
                tally.sent += 1
            case .overtaken(let batch):
                // What came first is here before the person is asked about it.
                try commit(NewsBatch(served: batch))
                try stored { try store.recordKeptBack(entry.id, now: now) }
            }
        } catch {
            if remote.mayRepeat(entry) { return try recordRepeatable(error, of: outcome) }
            try record(error, of: outcome)
        }
    }

    private static let mixedUp = "an answer that is about another message"

    private func record(_ error: SyncError, of outcome: Outcome) throws(SyncError) {
        let entry = outcome.entry
        switch error {
        case .outcomeUnknown:
            let plan = ReconcilePlan(pace: pace)
            let look = plan.first(attempt: now, now: now)
            try stored {
                try store.recordUnknown(entry.id, gaveUpAt: outcome.gaveUpAt, nextLookAt: look, now: now)
            }
            throw error
        case .rejected(let code, let text):
            noteAnswer()
            try stored { try store.recordRejected(entry.id, code: code, text: text, now: now) }
        case .busy(let after, _):
            noteAnswer()
            let wait = pace.backoff.delay(
                failures: entry.attempts + 2, jitter: surroundings.random(), retryAfter: after)
            try stored { try store.recordNotSent(entry.id, retryAt: now + wait, now: now) }
        case .gone:
            noteAnswer()
            try stored { try store.recordRejected(entry.id, code: nil, text: nil, now: now) }
        case .unreachable, .outOfOrder, .credentials, .ourFault, .elsewhere:
            try stored { try store.recordNotSent(entry.id, retryAt: now, now: now) }
            throw error
        case .store: throw error
        }
    }
}

extension OutboxEntry {
    /// Whether an answer can be about this text: one that tells of another, mixed up on its way, says nothing of ours.
    fileprivate func isAnswered(by message: RemoteMessage) -> Bool {
        var (entry, message) = (self, message)
        message.listedFor = to
        entry.attemptedAt = message.createdAt ?? queuedAt
        entry.state = .sending
        guard let attempt = entry.attempt, let row = message.listed else { return false }
        return attempt.evidence(row) != .none
    }
}
