import LocalStore
import Messaging

/// Texts whose answer got lost and that the remote knows by their name: they are handed over once more.
extension SyncEngine {
    /// Hands a text over again that may have been taken. One that a person may think of otherwise by now is only looked
    /// for in what the remote tells.
    func handOverAgain(_ entry: OutboxEntry) async throws(SyncError) {
        passed.looked.insert(entry.id)
        try await news.signIn()
        guard try stored({ try store.repeatAttempt(entry.id, at: remoteNow, now: now) }) else { return }
        try await handOver(entry)
    }

    /// Asks the remote to take the text, and writes down what became of it.
    func handOver(_ entry: OutboxEntry) async throws(SyncError) {
        let outcome = Outcome(entry: entry, answer: await sendUncancelled(entry), gaveUpAt: remoteNow)
        do throws(SyncError) {
            try record(outcome)
        } catch {
            // The outcome is known, whatever the store says: it is written down as soon as that can be.
            if case .store = error { unrecorded[entry.id] = outcome }
            throw error
        }
    }

    /// A request that left is waited for whatever happens to our own task: cutting it off would only make its outcome
    /// unknown. The transport's time-out ends it.
    private func sendUncancelled(_ entry: OutboxEntry) async -> Result<HandedOver, SyncError> {
        let (remote, store) = (remote, store)
        return await Task { () async -> Result<HandedOver, SyncError> in
            do throws(SyncError) {
                let place = store.isServed ? try storing { try store.servedPlace(of: entry) } : nil
                return .success(try await remote.send(entry, to: place))
            } catch {
                return .failure(error)
            }
        }.value
    }

    /// Waits until a server has sent a text that it looks after, or will not, or until `end`.
    func awaitDeparture(_ id: MessageID, until end: Uptime) async {
        guard store.isServed else { return }
        while uptime < end, !Task.isCancelled, outboxEntry(id) == nil, isWithServer(id) {
            followClock()
            // A lock that nobody can have is one that others have.
            if !isAside, (try? lock.tryAcquire()) == true {
                defer { lock.giveBack() }
                await learnNews()
            }
            await rest(until: min(moment(of: end), now + pace.watchRow * 5))
        }
    }

    private func isWithServer(_ id: MessageID) -> Bool {
        // What the store cannot say now it is asked again by whoever waits.
        let state = try? store.message(id)?.sendState
        return state == .pending || state == .sending
    }

    /// Has the remote tell what is new, where it can be asked now.
    func learnNews() async {
        guard weather.networkFrom.isOver(at: now), storePause.until.isOver(at: now) else { return }
        repeat { await performInterruptibly(.look) } while news.isLooking && !Task.isCancelled
    }

    /// Whether a text whose outcome is unknown is handed over again now, rather than looked for.
    func mayHandOverAgain(_ entry: OutboxEntry) -> Bool {
        remote.mayRepeat(entry) && !PushPlan(staleAfter: pace.staleAfter).isStale(entry, now)
    }

    /// The remote has told all that it has, and does not have a text that is too old to be handed over again without a
    /// word. A request that is on its way for long may reach it yet.
    func concludeNotTaken(_ entry: OutboxEntry) throws(SyncError) {
        let again = (entry.attemptedAt.map(ours) ?? entry.queuedAt) + Self.longestWay
        if again > now, again <= now + Self.longestWay {
            try stored { try store.recordLook(entry.id, nextLookAt: again, now: now) }
        } else {
            try stored { try store.recordKeptBack(entry.id, now: now) }
        }
    }

    /// Writes down why the remote has not answered, or not taken, a text that it may be asked to take again.
    func recordRepeatable(_ error: SyncError, of outcome: Outcome) throws(SyncError) {
        let entry = outcome.entry
        switch error {
        case .rejected(let code, let text):
            noteAnswer()
            try stored { try store.recordRejected(entry.id, code: code, text: text, now: now) }
        case .gone:
            noteAnswer()
            try stored { try store.recordRejected(entry.id, code: nil, text: nil, now: now) }
        case .busy(let after, _):
            noteAnswer()
            let wait = pace.backoff.delay(
                failures: entry.attempts + 2, jitter: surroundings.random(), retryAfter: after)
            try postpone(entry, until: now + wait)
        case .outcomeUnknown, .outOfOrder, .ourFault:
            try stored {
                try store.recordUnknown(
                    entry.id, gaveUpAt: outcome.gaveUpAt, nextLookAt: now + (error.retryAfter ?? .zero), now: now)
            }
            throw error
        case .unreachable, .credentials, .elsewhere:
            try postpone(entry, until: now)
            throw error
        case .store: throw error
        }
    }

    /// This request was not taken. An earlier one for the same text may have been.
    private func postpone(_ entry: OutboxEntry, until moment: Instant) throws(SyncError) {
        try stored {
            if entry.state == .unknown {
                try store.recordLook(entry.id, nextLookAt: moment, now: now)
            } else {
                try store.recordNotSent(entry.id, retryAt: moment, now: now)
            }
        }
    }

    /// How long a request may be on its way, proxies and queues counted.
    private static let longestWay = Duration.seconds(300)
}
