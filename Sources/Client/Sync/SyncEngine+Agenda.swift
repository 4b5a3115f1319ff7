import LocalStore
import Messaging

extension SyncEngine {
    /// What there is to do for `purpose`, as the store and the nudges have it now.
    func agenda(for purpose: Purpose) -> Agenda {
        var agenda = Agenda()
        let open = openOutbox()
        switch purpose {
        case .handOver(let id):
            addPush(open.filter { $0.id == id }, to: &agenda)
        case .drain:
            addGuards(open, to: &agenda)
            addPush(open, to: &agenda)
        case .run, .pass:
            // Nothing is being sent between two jobs: such a row lost its outcome because the store could not take it.
            if open.contains(where: { $0.state == .sending }) { settleLeftovers() }
            addGuards(open, to: &agenda)
            addPush(open, to: &agenda)
            if purpose == .pass {
                addSearchesOnce(open, to: &agenda)
                if !passed.isUpToDate { agenda.add(.look, from: .atOnce) }
            } else {
                addSearches(open, to: &agenda)
                agenda.add(.look, from: news.isLooking ? .atOnce : nextLook)
            }
            addMedia(to: &agenda)
            addListPrice(to: &agenda)
            addStatus(to: &agenda)
            addHistory(to: &agenda)
        }
        return agenda
    }

    /// Does one job, and takes note of how it failed.
    func perform(_ job: Agenda.Job) async {
        let begun = now
        do throws(SyncError) {
            try await work(job)
        } catch {
            note(error, took: now - begun)
        }
    }

    /// Does one job: at most one request, and what came of it committed.
    func work(_ job: Agenda.Job) async throws(SyncError) {
        switch job {
        case .endHold(let entry): try endHold(entry)
        case .holdForPerson(let entry): try stored { try store.holdForPerson(entry.id, now: now) }
        case .history: try await readHistory()
        case .guardReply(let lead):
            await news.freeLine()
            try await guardReply(to: lead)
        case .send(let entry):
            await news.freeLine()
            try await push(entry)
        case .reconcile(let entry):
            await news.freeLine()
            try await reconcile(entry)
        case .look:
            await news.freeLine()
            try await lookForNews()
        case .media(let wish):
            await news.freeLine()
            try await fulfil(wish)
        case .listPrice(let region):
            await news.freeLine()
            try await learnPrice(to: region)
        case .status(let watch):
            await news.freeLine()
            try await follow(watch)
        }
    }

    /// The request was answered, whatever the answer was.
    func noteAnswer() {
        lastAnswer = now
        guard let gap = weather.succeeded(at: now) else { return }
        if gap > pace.catchUpAfter { isCatchingUp = true }
        look = .wanted
    }

    /// What an error means for the requests after it. `took` is how long the request was away, where it was one.
    func note(_ error: SyncError, took: Duration = .zero) {
        // What stands until a person acts is written down once, not with each try.
        if error.standingReason == nil || error.standingReason != weather.refusal { surroundings.log(error.logLine) }
        // Whoever was interrupted has learnt nothing about the network.
        guard !Task.isCancelled else { return }
        switch error {
        case .unreachable, .outcomeUnknown: failed(.unreachable, took, retryAfter: nil)
        case .busy(let after, _): failed(.busy, took, retryAfter: after)
        case .outOfOrder(let after, _): failed(.outOfOrder, took, retryAfter: after)
        case .credentials(let reason):
            weather.refused(at: now, reason: reason, retry: pace.refusedRetry)
        case .store(let problem):
            // A full disk or a lost file does not get better by hurrying, and nothing may go out unrecorded.
            weather.refused(at: now, reason: "\(problem)", retry: pace.takeover * 5)
        case .ourFault, .rejected, .gone: failed(.outOfOrder, took, retryAfter: nil)
        case .elsewhere: break
        }
    }

    private func failed(_ trouble: EngineReport.Trouble, _ took: Duration, retryAfter: Duration?) {
        weather.failed(
            trouble, at: now, took: took, retryAfter: retryAfter, backoff: pace.backoff, jitter: surroundings.random())
    }

    /// The conversations that are read again while replies to them are held.
    private func addGuards(_ open: [OutboxEntry], to agenda: inout Agenda) {
        guards.notice(open)
        if let lead = guards.next { agenda.add(.guardReply(lead), from: .atOnce) }
    }

    private func addPush(_ open: [OutboxEntry], to agenda: inout Agenda) {
        guard let step = nextPush(open) else { return }
        switch step {
        case .work(let job): agenda.add(job, from: .atOnce)
        case .rest(let until): if let until { agenda.wake(at: until) }
        }
    }

    /// When the next row of the outbox is due, where one waits for a moment.
    var nextDeparture: Instant? {
        guard case .rest(let until)? = nextPush(openOutbox()) else { return nil }
        return until
    }

    /// What the outbox asks for, with the rows that the store told to wait put off.
    func nextPush(_ open: [OutboxEntry]) -> Agenda.Turn? {
        parked = parked.filter { $0.value > now }
        let rows = open.map { entry in
            var entry = entry
            if entry.state == .pending, let until = parked[entry.id] { entry.dueAt = max(until, entry.dueAt ?? until) }
            return entry
        }
        return PushPlan(staleAfter: pace.staleAfter).next(rows, now: now)
    }

    /// The looks for texts whose outcome is unknown, each at its moment.
    private func addSearches(_ open: [OutboxEntry], to agenda: inout Agenda) {
        let unknown = open.filter { $0.state == .unknown }
        if addSearchUnderWay(unknown, to: &agenda) { return }
        let moments = unknown.map { entry in (entry, entry.nextLookAt ?? now) }
        if let (entry, due) = moments.min(by: { $0.1 < $1.1 }) { agenda.add(.reconcile(entry), from: .at(due)) }
    }

    /// The same for a pass: each is looked for once, whenever its moment is.
    private func addSearchesOnce(_ open: [OutboxEntry], to agenda: inout Agenda) {
        let unknown = open.filter { $0.state == .unknown }
        if addSearchUnderWay(unknown, to: &agenda) { return }
        guard let next = unknown.first(where: { !passed.looked.contains($0.id) }) else { return }
        agenda.add(.reconcile(next), from: .atOnce)
    }

    private func addSearchUnderWay(_ unknown: [OutboxEntry], to agenda: inout Agenda) -> Bool {
        guard let searched = news.searched else { return false }
        guard let entry = unknown.first(where: { $0.id == searched }) else {
            news.endSearch()
            return false
        }
        agenda.add(.reconcile(entry), from: .atOnce)
        return true
    }

    private func addHistory(to agenda: inout Agenda) {
        do throws(SyncError) {
            if let due = try news.historyDue() { agenda.add(.history, from: due) }
        } catch {
            note(error)
        }
    }
}
