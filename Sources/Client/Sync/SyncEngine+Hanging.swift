import LocalStore
import Messaging

/// One thing that hangs: no text waits behind it, and it gets a small part of the line.
extension SyncEngine {
    /// What is being done, and whether it was given up for the sake of a text.
    struct Flight {
        let job: Agenda.Job
        let begun: Uptime
        let giveUp: @Sendable () -> Void
        var alarm: Task<Void, Never>?
        var isGivenUp = false
    }

    func performInterruptibly(_ job: Agenda.Job) async {
        await inFlight(job) { await self.perform(job) }
    }

    /// Does a job as something that can be given up.
    func inFlight<Answer: Sendable>(
        _ job: Agenda.Job, _ work: @escaping @Sendable () async -> Answer
    ) async -> Answer {
        let task = Task { await work() }
        flight = Flight(job: job, begun: uptime, giveUp: { task.cancel() })
        if job.makesWay { mindTexts(after: pace.patience) }
        let answer = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        flight?.alarm?.cancel()
        flight = nil
        landed()
        return answer
    }

    /// Gives the request that is away up where it has taken long and a text is due.
    func mindTexts() {
        guard let flight, flight.job.makesWay, !flight.isGivenUp else { return }
        let patience = pace.patience - (uptime - flight.begun)
        if patience > .zero { return mindTexts(after: patience) }
        if isTextDue(besides: asked) {
            self.flight?.isGivenUp = true
            flight.giveUp()
        } else if let departure = nextDeparture {
            mindTexts(after: departure - now)
        }
    }

    private func mindTexts(after span: Duration) {
        let alarm = surroundings.alarm
        flight?.alarm?.cancel()
        flight?.alarm = Task {
            await alarm(max(span, .milliseconds(1)))
            if !Task.isCancelled { mindTexts() }
        }
    }

    /// Whether a text is to leave now, or a conversation to be read before its text may leave, other than `target`.
    private func isTextDue(besides target: Target?) -> Bool {
        guard weather.networkFrom.isOver(at: now), storePause.until.isOver(at: now) else { return false }
        let front = outboxFront()
        guards.notice(front.held, now: now)
        let looks = guards.leads.map(Target.conversation).filter { $0 != target && !passed.isGivenUp($0) }
        if looks.contains(where: { setbacks.due($0).isOver(at: now) }) { return true }
        switch nextPush(front.departures) {
        case .work(.send), .work(.endHold): return true
        case .work, .rest, nil: return false
        }
    }

    /// A request was interrupted. Where that was for a text, it has been in the way, and is tried again later and
    /// later; of the way itself that tells nothing.
    func noteGivenUp(_ target: Target?, _ took: Duration) {
        guard flight?.isGivenUp == true, let target else { return }
        setbacks.failed(target, at: now, backoff: pace.backoff, jitter: surroundings.random())
        noteWaste(target, took)
        if case .news(let part) = target, let until = setbacks.due(target).moment {
            news.putOff(part, until: until)
            if !news.isLooking { endLook() }
        }
    }

    /// Something came to nothing after it had kept the line for as long as it `took`. Where all else is answered it is
    /// left alone for much longer than that; where not, the way is at fault, and waits for itself.
    func noteWaste(_ target: Target, _ took: Duration) {
        // Texts wait for none but those to the same number.
        if case .recipient = target { return }
        guard took >= pace.patience, !weather.isFailing(besides: target) else { return }
        let isFirst = !isKnownToHang(target)
        for target in [target, target.kind].compactMap(\.self) {
            setbacks.hung(target, for: took, at: now, cap: pace.hangCap)
        }
        if case .news(let part) = target, let until = setbacks.due(target).moment { news.putOff(part, until: until) }
        // Whether anything answers is soon known by the next look.
        if isFirst { look = .wanted }
    }

    func isKnownToHang(_ target: Target) -> Bool {
        setbacks.hangs(target) > 0 || target.kind.map { setbacks.hangs($0) > 0 } ?? false
    }

    /// The way was closed and is open again. What seemed to hang alone may have hung for that.
    func forgiveHangs() {
        for target in setbacks.forgive(at: now) where target != asked {
            if case .news(let part) = target { news.putOff(part, until: now) }
        }
    }
}
