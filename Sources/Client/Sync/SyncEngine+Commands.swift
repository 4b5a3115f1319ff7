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
            lock.giveBack()
        }
        (tally, passed, look) = (PassSummary(), PassProgress(), .wanted)
        while !Task.isCancelled {
            while isAside, !Task.isCancelled { await rest(until: nil) }
            if !lock.isHeld, try !acquireLock() { throw .elsewhere }
            followClock()
            switch turn(for: .pass) {
            case .work(let job):
                do throws(SyncError) {
                    try await workInPass(job)
                } catch {
                    await recordOutcomes(until: uptime + Self.patience)
                    throw error
                }
            case .rest(let until):
                // Waited for is what failed a moment ago, not what comes in its time.
                guard passed.isRetrying, let until, until <= now + Self.patience else {
                    return try await endPass()
                }
                await rest(until: until)
            }
            publish()
        }
        return try await endPass()
    }

    /// Does one job of a pass. What fails alone is tried a few times and left; what concerns everything ends the pass.
    private func workInPass(_ job: Agenda.Job) async throws(SyncError) {
        let outcome = await inFlight(job) { () async -> Result<Void, SyncError> in
            do throws(SyncError) {
                return .success(try await self.tryInPass(job))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    private func tryInPass(_ job: Agenda.Job) async throws(SyncError) {
        let begun = uptime
        do throws(SyncError) {
            try await work(job)
            noteDone()
            passed.succeeded(asked)
        } catch {
            note(error, of: asked, took: uptime - begun)
            // An unknown outcome is written down already, and never tried again.
            if case .outcomeUnknown = error { return }
            guard let asked, error.standingReason == nil else { throw error }
            let isPatient = setbacks.due(asked) <= .at(now + Self.patience)
            let goesOn = passed.failed(asked, error, isLast: !isPatient)
            if flight?.isGivenUp == true || isAside { return }
            guard goesOn, weather.networkFrom <= .at(now + Self.patience), !Task.isCancelled else { throw error }
        }
    }

    private func endPass() async throws(SyncError) -> PassSummary {
        await recordOutcomes(until: uptime + Self.patience)
        tally.unknown = outboxFront().unknown.count
        tally.isComplete = try news.historyReach() == .complete
        publish()
        if let failure = passed.failure { throw failure }
        return tally
    }

    /// Hands one row over now, after what waits to the same number, and returns it as it then stands.
    ///
    /// While another process is the engine, that one sends; this waits for it until `timeout`.
    package func sendNow(_ id: MessageID, timeout: Duration = .seconds(60)) async throws(SyncError) -> MessageRow? {
        let end = uptime + timeout
        while uptime < end, !Task.isCancelled {
            followClock()
            await recordOutcomes(until: end)
            let entry = try stored { try store.outboxEntry(id) }
            guard let entry else { break }
            let isRepeated = entry.state == .unknown && mayHandOverAgain(entry)
            let isOpen = entry.state == .pending || entry.state == .sending || entry.isBeingTakenUp
            guard isOpen || isRepeated else { break }
            var wait = now + pace.watchRow
            if entry.state != .sending, !isAside, try acquireLock() {
                defer { lock.giveBack() }
                switch agenda(for: .handOver(id)).turn(now: now, networkFrom: .atOnce, storeFrom: storePause.until) {
                case .work(.send(let due)):
                    try await retrying { () async throws(SyncError) in try await pushInFlight(due) }
                    if due.id != id { wait = now }
                case .work(let job): await perform(job)
                case .rest(let until): if let until { wait = until }
                }
            }
            // What an earlier text to that number holds back is not ours to wait for.
            guard try stored({ try store.outboxEntry(id)?.state.isOpen ?? false }), parked[id] == nil,
                try stored({ try store.textAhead(of: id) }) == nil, wait < moment(of: end)
            else { break }
            await rest(until: wait)
        }
        await awaitDeparture(id, until: end)
        return try stored { try store.message(id) }
    }

    private func pushInFlight(_ entry: OutboxEntry) async throws(SyncError) {
        let outcome = await inFlight(.send(entry)) { () async -> Result<Void, SyncError> in
            do throws(SyncError) {
                return .success(try await self.push(entry))
            } catch {
                return .failure(error)
            }
        }
        try outcome.get()
    }

    /// Follows one row until its state is final or `timeout` is over, and returns it as it then stands.
    ///
    /// While another process is the engine, that one asks; this reads what it writes.
    package func follow(_ id: MessageID, timeout: Duration) async throws(SyncError) -> MessageRow? {
        let end = uptime + timeout
        var (looks, nextLook) = (0, uptime + (store.isServed ? .zero : pace.statusGap(after: 0)))
        while uptime < end, !Task.isCancelled {
            followClock()
            guard let row = try stored({ try store.message(id) }), !row.isSettled else { break }
            if weather.networkFrom.isOver(at: now), storePause.until.isOver(at: now), !isAside,
                try stored({ try lock.tryAcquire() })
            {
                defer { lock.giveBack() }
                // Nobody is sending it any more: whoever was is gone, and left it so.
                if row.sendState == .sending { settleLeftovers() }
                if row.sendState == .unknown {
                    await lookFor(id)
                } else if store.isServed, nextLook <= uptime {
                    await learnNews()
                    nextLook = uptime + pace.watchRow * 5
                } else if let externalID = row.externalID, nextLook <= uptime {
                    await lookAt(externalID)
                    looks += 1
                    nextLook = uptime + pace.statusGap(after: looks)
                }
            }
            await rest(until: min(moment(of: end), now + pace.watchRow))
        }
        return try stored { try store.message(id) }
    }

    private func lookFor(_ id: MessageID) async {
        guard let entry = outboxEntry(id), entry.state == .unknown else { return }
        let due = max(entry.nextLookAt.map(Due.at) ?? .atOnce, setbacks.due(.search(id)))
        if news.searched != nil || due.isOver(at: now) { await performInterruptibly(.reconcile(entry)) }
    }

    private func lookAt(_ externalID: String) async {
        do throws(SyncError) {
            _ = try await readState(of: externalID)
        } catch {
            note(error, of: nil)
        }
    }

    /// Repeats `work` after failures that pass, a few times.
    private func retrying(_ work: () async throws(SyncError) -> Void) async throws(SyncError) {
        for attempt in 1... {
            do throws(SyncError) {
                return try await work()
            } catch {
                note(error, of: asked)
                // The answer is here, and is written down before anything else.
                if !unrecorded.isEmpty || isAside { return }
                // An unknown outcome is written down already, and never tried again.
                if case .outcomeUnknown = error { return }
                let next = max(weather.networkFrom, asked.map(setbacks.due) ?? .atOnce)
                guard error.isTransient, attempt < Self.tries, next <= .at(now + Self.patience), !Task.isCancelled
                else { throw error }
                // A page that ends late may wake whoever rests.
                while !next.isOver(at: now), !Task.isCancelled { await rest(until: next.moment ?? now) }
                // Others may have it by now.
                guard lock.isHeld else { return }
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
