import LocalStore
package import Messaging

extension SyncEngine {
    /// One pass over everything: the due outbox, one look at each unknown, the heads until they join, the states that
    /// are due, and history to its end. Interruptible anywhere; the next pass goes on from there.
    ///
    /// A failure that passes is tried again a few times; then the error is thrown, and what was read is kept.
    package func fullPass() async throws(SyncError) -> PassSummary {
        guard try acquireLock() else { throw .elsewhere }
        defer {
            news.close()
            lock.release()
        }
        (tally, passed, look) = (PassSummary(), PassProgress(), .wanted)
        while !Task.isCancelled, case .work(let job) = agenda(for: .pass).turn(now: now, networkFrom: .atOnce) {
            if case .guardReply(let lead) = job {
                await perform(job)
                // Once: a pass that cannot read has its own way to end.
                guards.done(lead)
            } else {
                try await retrying { () async throws(SyncError) in try await work(job) }
            }
            publish()
        }
        tally.unknown = openOutbox().count { $0.state == .unknown }
        tally.isComplete = try news.historyReach() == .complete
        publish()
        return tally
    }

    /// Hands one row over now, and returns it as it then stands.
    ///
    /// While another process is the engine, that one sends; this waits for it until `timeout`.
    package func sendNow(_ id: MessageID, timeout: Duration = .seconds(60)) async throws(SyncError) -> MessageRow? {
        let deadline = now + timeout
        while now < deadline, !Task.isCancelled {
            let entry = try stored { try store.outboxEntry(id) }
            guard let entry, entry.state == .pending || entry.state == .sending else { break }
            var wait = now + pace.watchRow
            if entry.state == .pending, try acquireLock() {
                defer { lock.release() }
                switch agenda(for: .handOver(id)).turn(now: now, networkFrom: .atOnce) {
                case .work(.send(let due)): try await retrying { () async throws(SyncError) in try await push(due) }
                case .work(let job): await perform(job)
                case .rest(let until): if let until { wait = until }
                }
            }
            // What an earlier text to that number holds back is not ours to wait for.
            guard try stored({ try store.outboxEntry(id)?.state.isOpen ?? false }), parked[id] == nil,
                !isHeldBack(entry), wait < deadline
            else { break }
            await rest(until: wait)
        }
        return try stored { try store.message(id) }
    }

    /// Whether an earlier message to the same number has an unknown fate, so that this one stays until it is known.
    private func isHeldBack(_ entry: OutboxEntry) -> Bool {
        openOutbox().prefix { $0.id != entry.id }.contains { $0.state == .unknown && $0.to == entry.to }
    }

    /// Follows one row until its state is final or `timeout` is over, and returns it as it then stands.
    ///
    /// While another process is the engine, that one asks; this reads what it writes.
    package func follow(_ id: MessageID, timeout: Duration) async throws(SyncError) -> MessageRow? {
        let deadline = now + timeout
        var (looks, nextLook) = (0, now + pace.statusGap(after: 0))
        while now < deadline, !Task.isCancelled {
            guard let row = try stored({ try store.message(id) }), !row.isSettled else { break }
            if networkFrom.isOver(at: now), try stored({ try lock.tryAcquire() }) {
                defer { lock.release() }
                // Nobody is sending it any more: whoever was is gone, and left it so.
                if row.sendState == .sending { settleLeftovers() }
                if row.sendState == .unknown {
                    await lookFor(id)
                } else if let externalID = row.externalID, nextLook <= now {
                    await lookAt(externalID)
                    looks += 1
                    nextLook = now + pace.statusGap(after: looks)
                }
            }
            await rest(until: min(deadline, now + pace.watchRow))
        }
        return try stored { try store.message(id) }
    }

    private func lookFor(_ id: MessageID) async {
        guard let entry = openOutbox().first(where: { $0.id == id }) else { return }
        if news.searched != nil || (entry.nextLookAt ?? now) <= now { await perform(.reconcile(entry)) }
    }

    private func lookAt(_ externalID: String) async {
        do throws(SyncError) {
            _ = try await readState(of: externalID)
        } catch {
            note(error)
        }
    }

    /// Repeats `work` after failures that pass, a few times.
    private func retrying(_ work: () async throws(SyncError) -> Void) async throws(SyncError) {
        for attempt in 1... {
            do throws(SyncError) {
                return try await work()
            } catch {
                note(error)
                // An unknown outcome is written down already, and never tried again.
                if case .outcomeUnknown = error { return }
                guard error.isTransient, attempt < Self.tries, weather.networkFrom <= .at(now + Self.patience),
                    !Task.isCancelled
                else { throw error }
                // A page that ends late may wake whoever rests.
                repeat {
                    await rest(until: weather.networkFrom.moment ?? now)
                } while !weather.networkFrom.isOver(at: now) && !Task.isCancelled
            }
        }
    }

    private static let tries = 5
    /// What somebody who waits for a command would not put down to its work.
    private static let patience = Duration.seconds(60)
}

extension MessageRow {
    /// Whether nothing more is to be expected of this message.
    fileprivate var isSettled: Bool {
        guard direction == .outbound else { return true }
        switch sendState {
        case .submitted: return status?.isFinal ?? false
        case .unknown, .pending, .sending: return false
        case .held, .scheduled, .rejected, .absent, .canceled, .blocked, nil: return true
        }
    }
}
