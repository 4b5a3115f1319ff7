import LocalStore
import Messaging

extension SyncEngine {
    /// Lets a row go whose undo window ran out. A person decides where something newer is there, or where the process
    /// is gone that the reply was written in.
    func endHold(_ entry: OutboxEntry) throws(SyncError) {
        let isOrphan = entry.session != store.session && !surroundings.isAlive(entry.session)
        let isOvertaken = try stored { try store.newer(than: entry) != nil }
        if isOrphan || isOvertaken {
            try stored { try store.holdForPerson(entry.id, now: now) }
        } else {
            try stored { try store.endHold(entry.id, now: now) }
        }
    }

    /// Sends one row: the attempt is on disk before the request leaves, and no transaction is open while it is away.
    func push(_ entry: OutboxEntry) async throws(SyncError) {
        try await news.signIn()
        // The attempt's moment is what the row is later looked for by, so it has to be the remote's time, unless the
        // remote knows the text by its name.
        guard var time = remote.mayRepeat(entry) ? remoteNow : remote.sureTime else {
            return try await readRemoteClock()
        }
        if isOfEarlierRun(entry) {
            guard try await hasNotLeft(entry, time: time) else { return }
            time = remote.sureTime ?? time
        }
        let begun = try stored {
            try store.beginAttempt(entry.id, at: time, now: now, staleAfter: pace.staleAfter)
        }
        guard begun == .go else {
            if begun == .mustWait { parked[entry.id] = now + pace.watchRow * 10 }
            return
        }
        try await handOver(entry)
    }

    private func readRemoteClock() async throws(SyncError) {
        try await news.readClock()
        noteAnswer()
        if remote.time == nil { throw .ourFault(detail: "an answer without a date") }
    }

    /// Reads the next part of the look for a message whose outcome is unknown, or hands it over once more.
    func reconcile(_ entry: OutboxEntry) async throws(SyncError) {
        if mayHandOverAgain(entry) { return try await handOverAgain(entry) }
        let part = try await news.search(for: entry)
        noteAnswer()
        do throws(SyncError) {
            try commit(part.batch)
        } catch {
            // What was read and not stored is read again.
            news.endSearch()
            throw error
        }
        let isStillUnknown = try stored { try store.message(entry.id)?.sendState == .unknown }
        if !isStillUnknown || part.outcome != .goesOn { passed.looked.insert(entry.id) }
        guard isStillUnknown else { return news.endSearch() }
        switch part.outcome {
        case .goesOn: break
        case .complete where remote.mayRepeat(entry): try concludeNotTaken(entry)
        case .complete:
            let plan = ReconcilePlan(pace: pace)
            let attempt = entry.attemptedAt.map(ours) ?? entry.queuedAt
            try conclude(plan.verdict(entry, attempt: attempt, now: now), entry)
        case .inconclusive:
            let again = now + (pace.reconcileAfter.last ?? .zero)
            try stored { try store.recordLook(entry.id, nextLookAt: again, now: now) }
        }
    }

    private func conclude(_ verdict: ReconcilePlan.Verdict, _ entry: OutboxEntry) throws(SyncError) {
        switch verdict {
        case .again(let moment): try stored { try store.recordLook(entry.id, nextLookAt: moment, now: now) }
        case .absent: try stored { try store.recordAbsent(entry.id, now: now) }
        }
    }

    /// What of the outbox may matter now; nothing when the store cannot say.
    func outboxFront() -> OutboxFront {
        do throws(SyncError) {
            return try stored { try store.outboxFront(without: putOff().these) }
        } catch {
            note(error, of: nil)
            return OutboxFront()
        }
    }

    /// The row, settled or not, where the store has it and can say so.
    func outboxEntry(_ id: MessageID) -> OutboxEntry? {
        do throws(SyncError) {
            return try stored { try store.outboxEntry(id) }
        } catch {
            note(error, of: nil)
            return nil
        }
    }

    /// All rows that are not settled, oldest first; none when the store cannot say.
    func openOutbox() -> [OutboxEntry] {
        do throws(SyncError) {
            return try stored { try store.openOutbox() }
        } catch {
            note(error, of: nil)
            return []
        }
    }

    /// Calls the store and turns its errors into ours.
    @discardableResult
    nonisolated func stored<T>(_ call: () throws -> T) throws(SyncError) -> T { try storing(call) }
}

/// Calls the store and turns its errors into ours.
func storing<T>(_ call: () throws -> T) throws(SyncError) -> T {
    do {
        return try call()
    } catch let error as StoreError {
        throw .store(error)
    } catch {
        throw .ourFault(detail: "the store threw \(type(of: error))")
    }
}
