package import LocalStore
package import Messaging

/// What is new: the heads of all lists, taken in one after the other. One that cannot be read is put off, and the others
/// are read all the same.
///
/// Where there are many lists the first pages of the next ones are asked for beside the present one, so that a long way to
/// the remote is waited for once and not for each number.
extension TwilioLists {
    package var isLooking: Bool { round != nil || asksForPool }
    package var lookPart: String { round.map { "\($0.list.side) \($0.list.number.e164)" } ?? "the service's numbers" }
    package var retryDue: Due? { headSetbacks.first }

    package func silence() -> SilentNumbers? {
        let failing = headSetbacks.failing(since: now - pace.saidToFailAfter).sorted {
            ($0.since, $0.target.number.e164) < ($1.since, $1.target.number.e164)
        }
        return failing.first.map { first in
            let others = Set(failing.map(\.target.number)).count - 1
            return SilentNumbers(number: first.target.number, others: others, since: first.since)
        }
    }

    package func beginLook() throws(SyncError) -> Bool {
        beginRound(over: try lists())
        // Behind the heads: the first screen does not wait for it.
        asksForPool = settings.service != nil && pool.due.isOver(at: now)
        return isLooking
    }

    /// A round over those of `lists` that are not put off.
    func beginRound(over lists: [ListCursor]) {
        ahead.drop()
        round = HeadRound(
            lists: lists.filter { headSetbacks.due($0.list).isOver(at: now) }, interrupted: interrupted, now: remoteNow,
            pace: pace, sizes: HeadRound.Sizes(quick: settings.quickPage, thorough: settings.thoroughPage))
    }

    package nonisolated(nonsending) func look() async throws(SyncError) -> NewsBatch {
        guard var round else { return try await readPool() }
        interrupted[round.list.list] = nil
        let isDated = pages.time != nil
        // How far a walk has to go is known by the remote's time alone: the first answer of all tells it.
        let request = isDated ? round.request : round.list.newest(size: settings.thoroughPage)
        let (page, askedAt): (RemotePage, Instant)
        do throws(SyncError) {
            (page, askedAt) = try await head(request, of: round)
            isHeadInDoubt = false
        } catch {
            throw putOff(round, error, isDated: isDated)
        }
        if !isDated {
            round = round.opened(by: request, size: settings.thoroughPage, at: askedAt, pace: pace)
            self.round = round
        }
        let (rows, cutSecond) = try splitLastSecond(of: round.place.unfinished + page.messages, page)
        self.page = HeadPage(page: page, cutSecond: cutSecond)
        var batch = NewsBatch(.head, rows.filter(try ownership().covers))
        batch.askedAt = askedAt
        return batch
    }

    /// A page of a list's head, and when it was asked for, by the remote's clock.
    private nonisolated(nonsending) func head(
        _ request: PageRequest, of round: HeadRound
    ) async throws(SyncError) -> (RemotePage, askedAt: Instant) {
        guard pages.time != nil else {
            let asked = now
            let page = try await pages.page(request)
            guard let time = pages.time else { throw .outOfOrder(after: nil, detail: "an answer without a date") }
            return (page, time - (now - asked))
        }
        if !isHeadInDoubt, try lists().count > ListCursor.Side.allCases.count {
            let others = round.upcoming(headsAtOnce - 1, pace: pace)
            ahead.ask([request] + others, of: pages, at: remoteNow)
        }
        let (askedAt, answer) = (remoteNow, ahead.take(request))
        guard let answer else { return (try await pages.page(request), askedAt) }
        return (try await answer.page(), answer.askedAt)
    }

    package func noteLook(_ report: CommitReport) throws(SyncError) -> NewsBatch? {
        guard let round, let page else { return nil }
        self.page = nil
        let outcome = PageOutcome(
            isAllKnown: report.isAllKnown && page.cutSecond.isEmpty, oldest: page.page.oldest,
            newest: page.page.newest, count: page.page.messages.count, nextPage: page.page.nextPage)
        var progress = round.absorbing(outcome, pace: pace)
        if progress.round?.list == round.list { progress.round?.place.unfinished = page.cutSecond }
        self.round = progress.round
        // A first page says nothing of the one behind it: where that is refused each time, the list fails each time.
        if !round.isAtFirstPage || progress.round?.list != round.list { headSetbacks.succeeded(round.list.list) }
        guard let joined = progress.joined else { return nil }
        // History may have been read on since the round began.
        let known = try lists().first { $0.list == joined.list } ?? joined
        var cursor = known
        (cursor.headSince, cursor.deepSince, cursor.solidAt) = (joined.headSince, joined.deepSince, joined.solidAt)
        return cursor == known ? nil : NewsBatch(.head, cursor: cursor)
    }

    /// Goes on without the present list where the failure is its own. Returns what is to be said of it.
    private func putOff(_ round: HeadRound, _ error: SyncError, isDated: Bool) -> SyncError {
        // What was asked for beside it may fail for the same reason, and is no try of its own.
        ahead.drop()
        isHeadInDoubt = true
        // The account bears less at once than was asked of it.
        if case .busy = error { headsAtOnce = 1 }
        switch error {
        // An interruption says nothing of the list, nor does what concerns the whole account.
        case _ where Task.isCancelled: return error
        case .busy, .credentials, .elsewhere, .store: return error
        case .gone: self.round = round.restarting(pace: pace)
        // Asked again, it would make no more sense.
        case .ourFault, .rejected: self.round = round.withNextList(pace)
        case .unreachable, .outOfOrder, .outcomeUnknown:
            if isDated { interrupted[round.list.list] = round.place }
            self.round = round.withNextList(pace)
        }
        headSetbacks.failed(
            round.list.list, at: now, retryAfter: error.retryAfter, backoff: pace.backoff, jitter: reader.random())
        switch error {
        case .gone, .ourFault, .rejected:
            return .outOfOrder(after: nil, detail: "a page of a list's head was refused: \(error.logLine)")
        case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .credentials, .elsewhere, .store: return error
        }
    }

    /// Sets the rows of a page's last second apart when new ones may follow them on the next page.
    ///
    /// Within a second the list's order decides, and the store can keep it only for rows that come in one batch.
    private func splitLastSecond(
        of rows: [RemoteMessage], _ page: RemotePage
    ) throws(SyncError) -> (rows: [RemoteMessage], cutSecond: [RemoteMessage]) {
        guard page.nextPage != nil, round?.isFirstLook == false, let last = rows.last,
            let second = last.moment?.seconds, try !storing({ try reader.store.knows(last) })
        else { return (rows, []) }
        let kept = rows.lastIndex { $0.moment?.seconds != second }.map { $0 + 1 } ?? 0
        return (Array(rows[..<kept]), Array(rows[kept...]))
    }
}
