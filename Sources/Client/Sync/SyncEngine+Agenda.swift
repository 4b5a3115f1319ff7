import LocalStore
import Messaging

extension SyncEngine {
    /// What there is to do for `purpose`, as the store and the nudges have it now.
    func agenda(for purpose: Purpose) -> Agenda {
        var agenda = Agenda()
        if !unrecorded.isEmpty { agenda.add(.record, from: .atOnce) }
        switch purpose {
        case .handOver(let id):
            // What was written before to the same number leaves before it: nobody else may be there to send that. Whoever
            // holds a text in its undo window lets that go.
            let wanted = outboxEntry(id)
            if let wanted, wanted.state == .unknown, mayHandOverAgain(wanted) {
                addSearches([wanted], to: &agenda)
                return agenda
            }
            let open = wanted == nil ? [] : openOutbox()
            let next = nextPush(open.filter { $0.to == wanted?.to && $0.id <= id })
            if case .work(.endHold)? = next { return agenda }
            addPush(next, to: &agenda)
        case .drain:
            let front = outboxFront()
            addGuards(front.held, to: &agenda)
            addPush(nextPush(front.departures), to: &agenda)
        case .run, .pass:
            // Nothing is being sent between two jobs: such a row lost its outcome because the store could not take it.
            let front = outboxFront()
            if front.isSending { settleLeftovers() }
            addGuards(front.held, to: &agenda)
            addPush(nextPush(front.departures), to: &agenda)
            if purpose == .pass {
                addSearchesOnce(front.unknown, to: &agenda)
                if news.isLooking || !passed.isUpToDate && !passed.hasGivenUpNews {
                    agenda.add(.look, from: news.isLooking || look == .wanted ? .atOnce : news.retryDue ?? .atOnce)
                }
            } else {
                addSearches(front.unknown, to: &agenda)
                agenda.add(.look, from: news.isLooking ? .atOnce : nextLook)
            }
            addWishes(to: &agenda)
            addMedia(to: &agenda)
            addListPrice(to: &agenda)
            addStatus(to: &agenda)
            addHistory(to: &agenda)
            if purpose == .run, isFollowing { agenda.add(.listen, from: .atOnce) }
        }
        return agenda
    }

    /// What is done next for `purpose`.
    func turn(for purpose: Purpose) -> Agenda.Turn {
        let agenda = agenda(for: purpose)
        return agenda.turn(now: now, networkFrom: weather.networkFrom, storeFrom: storePause.until)
    }

    /// Does one job, and takes note of how it failed.
    func perform(_ job: Agenda.Job) async {
        let begun = uptime
        do throws(SyncError) {
            try await work(job)
            noteDone()
        } catch {
            note(error, of: asked, took: uptime - begun)
        }
    }

    /// What the present job is about is well again.
    func noteDone() {
        storePause.succeeded()
        for target in [asked, asked?.kind].compactMap(\.self) { setbacks.succeeded(target) }
    }

    /// Does one job: at most one request, and what came of it committed.
    func work(_ job: Agenda.Job) async throws(SyncError) {
        asked = job.target(nextPart: news.lookPart)
        switch job {
        case .record: try recordOutcomes()
        case .endHold(let entry): try endHold(entry)
        case .holdForPerson(let entry): try stored { try store.holdForPerson(entry.id, now: now) }
        case .tidy(let isHistoryWhole): try stored { try store.tidy(isHistoryWhole: isHistoryWhole, now: now) }
        case .history, .listen: try await readHistory()
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
        case .tell(let wish):
            await news.freeLine()
            try await tell(wish)
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
        if weather.isDown { forgiveHangs() }
        guard let gap = weather.succeeded(at: now) else { return }
        if gap > pace.catchUpAfter { isCatchingUp = true }
        look = .wanted
    }

    /// What an error means for the requests after it. `target` is what the request was about, where it was one, and
    /// `took` how long it was away.
    func note(_ error: SyncError, of target: Target?, took: Duration = .zero) {
        // What stands until a person acts is written down once, not with each try.
        if error.standingReason == nil || error.standingReason != standingReason { surroundings.log(error.logLine) }
        // Whoever was interrupted has learnt nothing about the network.
        guard !Task.isCancelled else { return noteGivenUp(target, took) }
        // An answer that helps nobody shows all the same that the line works.
        if error.isAnswer { lastAnswer = now }
        switch error {
        case .unreachable, .outcomeUnknown: failed(.unreachable, target, took, retryAfter: nil)
        case .busy(let after, _): failed(.busy, target, took, retryAfter: after)
        case .outOfOrder(let after, _): failed(.outOfOrder, target, took, retryAfter: after)
        case .credentials(let reason): weather.refused(at: now, reason: reason, retry: pace.refusedRetry)
        case .store(let problem): storePause.failed(problem, at: now, pause: pace.takeover)
        case .ourFault, .rejected, .gone: failed(.outOfOrder, target, took, retryAfter: nil)
        case .elsewhere: break
        }
    }

    /// What a person has been told to mend.
    var standingReason: String? { storePause.problem.map { "\($0)" } ?? weather.refusal }

    private func failed(
        _ trouble: EngineReport.Trouble, _ target: Target?, _ took: Duration, retryAfter: Duration?
    ) {
        let jitter = surroundings.random()
        let isHanging = target.map(isKnownToHang) ?? false && took >= pace.patience
        // What hangs again while all else is answered says nothing of the way.
        if !isHanging || weather.failures > 0 {
            weather.failed(
                trouble, of: target, at: now, took: took, retryAfter: retryAfter, backoff: pace.backoff, jitter: jitter)
        }
        // A remote that asks to be left alone means all of it; nobody else is kept waiting for one thing.
        guard let target, trouble != .busy else { return }
        setbacks.failed(target, at: now, retryAfter: retryAfter, backoff: pace.backoff, jitter: jitter)
        noteWaste(target, took)
    }

    /// The conversations that are read again while replies to them are held.
    private func addGuards(_ held: [OutboxEntry], to agenda: inout Agenda) {
        guards.notice(held, now: now)
        for lead in guards.leads where !passed.isGivenUp(.conversation(lead)) {
            agenda.add(.guardReply(lead), from: setbacks.due(.conversation(lead)))
        }
    }

    private func addPush(_ next: Agenda.Turn?, to agenda: inout Agenda) {
        switch next {
        case .work(let job): agenda.add(job, from: .atOnce)
        case .rest(let until?): agenda.wake(at: until)
        case .rest(nil), nil: break
        }
        if let until = putOff().until { agenda.wake(at: until) }
    }

    /// When the next row of the outbox is due, where one waits for a moment.
    var nextDeparture: Instant? {
        let moments = [putOff().until, nextPush(outboxFront().departures)?.restsUntil].compactMap { $0 }
        return moments.min()
    }

    /// What the outbox is asked without for now, and when the first of it comes back.
    func putOff() -> (these: PutOff, until: Instant?) {
        parked = parked.filter { $0.value > now }
        var (these, until) = (PutOff(), parked.values.min())
        these.rows = Set(parked.keys)
        these.unseen = Set(guards.leads)
        for (target, moment) in setbacks.waiting(at: now) {
            guard case .recipient(let number) = target else { continue }
            these.recipients.insert(number)
            until = min(until ?? moment, moment)
        }
        return (these, until)
    }

    /// What the outbox asks for, with the rows put off that the store told to wait, or whose number was not to be had.
    func nextPush(_ open: [OutboxEntry]) -> Agenda.Turn? {
        let rows = open.map { entry in
            var entry = entry
            guard entry.state == .pending else { return entry }
            for until in [parked[entry.id], setbacks.due(.recipient(entry.to)).moment].compactMap({ $0 }) {
                entry.dueAt = max(until, entry.dueAt ?? until)
            }
            return entry
        }
        return PushPlan(staleAfter: pace.staleAfter).next(rows, unseen: Set(guards.leads), now: now)
    }

    /// The looks for texts whose outcome is unknown, each at its moment.
    private func addSearches(_ unknown: [OutboxEntry], to agenda: inout Agenda) {
        if addSearchUnderWay(unknown, to: &agenda) { return }
        let looks = unknown.map { entry in
            (entry, max(entry.nextLookAt.map(Due.at) ?? .atOnce, setbacks.due(.search(entry.id))))
        }
        if let (entry, due) = looks.min(by: { $0.1 < $1.1 }) { agenda.add(.reconcile(entry), from: due) }
    }

    /// The same for a pass: each is looked for once, whenever its moment is.
    private func addSearchesOnce(_ unknown: [OutboxEntry], to agenda: inout Agenda) {
        if addSearchUnderWay(unknown, to: &agenda) { return }
        for entry in unknown where !passed.looked.contains(entry.id) && !passed.isGivenUp(.search(entry.id)) {
            agenda.add(.reconcile(entry), from: setbacks.due(.search(entry.id)))
        }
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
            let due = try news.historyDue()
            if store.mayBeUntidy(isHistoryWhole: due == nil) {
                agenda.add(.tidy(isHistoryWhole: due == nil), from: .atOnce)
            }
            if let due, !passed.isGivenUp(.history) {
                agenda.add(.history, from: max(due, setbacks.due(.history)))
            }
        } catch {
            note(error, of: nil)
        }
    }
}
