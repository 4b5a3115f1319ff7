import LocalStore
import Messaging

extension SyncEngine {
    /// Reads the next page of the present look at the heads, or begins one.
    func lookAtHeads() async throws(SyncError) {
        if self.round == nil { self.round = try beginRound() }
        guard let round = self.round else { return }
        let asked = now
        let page: RemotePage
        do throws(SyncError) {
            page = try await remote.page(round.request)
        } catch {
            switch error {
            case .gone: self.round = round.restarting(pace: pace)
            // Asked again, it would make no more sense, and keep everything else waiting.
            case .ourFault:
                self.round = round.givingUp(pace: pace)
                if self.round == nil { lastLook = now }
            default: throw error
            }
            unfinished = []
            throw .outOfOrder(after: nil, detail: "a page of a list's head was refused: \(error.logLine)")
        }
        noteAnswer()
        let (rows, cutSecond) = try splitLastSecond(of: unfinished + page.messages, goesOn: page.nextPage != nil)
        let report = try commit(rows, origin: .head, askedAt: asked + (remote.clockOffset ?? .zero))
        let outcome = PageOutcome(
            isAllKnown: report.isAllKnown && cutSecond.isEmpty, oldest: page.oldest, nextPage: page.nextPage)
        let progress = round.absorbing(outcome, pace: pace)
        unfinished = progress.round?.list == round.list ? cutSecond : []
        if let joined = progress.joined { try noteJoined(joined, since: round.began) }
        self.round = progress.round
        guard progress.round == nil else { return }
        lastLook = now
        isCatchingUp = false
        try stored { try store.forgetSettled(now: now) }
    }

    /// Sets the rows of a page's last second apart when new ones may follow them on the next page.
    ///
    /// Within a second the list's order decides, and the store can keep it only for rows that come in one batch.
    private func splitLastSecond(
        of rows: [RemoteMessage], goesOn: Bool
    ) throws(SyncError) -> (rows: [RemoteMessage], cutSecond: [RemoteMessage]) {
        guard goesOn, round?.isFirstLook == false, let last = rows.last, let second = last.moment?.seconds,
            try stored({ try store.message(sid: last.sid) }) == nil
        else { return (rows, []) }
        let kept = rows.lastIndex { $0.moment?.seconds != second }.map { $0 + 1 } ?? 0
        return (Array(rows[..<kept]), Array(rows[kept...]))
    }

    private func beginRound() throws(SyncError) -> HeadRound? {
        // The machine slept, or the process stood still.
        if let lastLook, now - lastLook > pace.catchUpAfter {
            isCatchingUp = true
            publish()
        }
        let round = HeadRound(
            lists: try lists(), now: remoteNow, pace: pace,
            sizes: HeadRound.Sizes(quick: settings.quickPage, thorough: settings.thoroughPage))
        if round == nil { lastLook = now }
        return round
    }

    /// From now on a thorough walk down this list may count from `since`.
    private func noteJoined(_ list: ListCursor, since: Instant) throws(SyncError) {
        var cursor = try lists().first { $0.number == list.number && $0.side == list.side } ?? list
        cursor.headSince = since
        try commit([], origin: .head, cursor: cursor)
    }

    /// Reads one more page of history. The page before travels with the place to go on from.
    ///
    /// When something else is to be looked at first this ends without the page, which goes on coming.
    func backfill(_ cursor: ListCursor) async throws(SyncError) {
        guard let request = backfillPlan.next(cursor) else { return }
        guard !stalled.hasStored(cursor) else { return try restartHistory(cursor) }
        guard let result = await historyPage(request) else { return }
        let ready: ReadyPage
        do throws(SyncError) {
            ready = try result.get()
        } catch {
            switch error {
            // A page that makes no sense once may do so the next time; one that never does must not stop the rest.
            case .gone, .ourFault: return try restartHistory(cursor)
            default: throw error
            }
        }
        noteAnswer()
        let advanced = backfillPlan.advanced(cursor, by: ready.page)
        if let next = try nextHistory(after: advanced), next.from <= now, let page = backfillPlan.next(next.cursor) {
            readAhead(page)
        }
        try commit(ready.page.messages, origin: .backfill, cursor: advanced, display: ready.display)
        stalled.noteStored(cursor)
    }

    /// The page, or `nil` when a nudge, or a reply that is due, came first.
    private func historyPage(_ request: PageRequest) async -> Result<ReadyPage, SyncError>? {
        if let ahead, ahead.request != request {
            await ahead.giveUp()
            self.ahead = nil
        }
        if ahead == nil { readAhead(request) }
        if ahead?.result == nil { await rest(until: nextDeparture) }
        guard let result = ahead?.result, !Task.isCancelled else { return nil }
        ahead = nil
        return result
    }

    private func readAhead(_ request: PageRequest) {
        ahead = ReadAhead(request, from: remote) { [self] rows throws(SyncError) in
            try display(of: covered(rows, .backfill))
        } whenOver: { [weak self] in
            await self?.wake()
        }
    }

    /// Makes way for another request. A page that has come already is kept.
    func freeLine() async {
        guard let ahead, ahead.result == nil else { return }
        await ahead.giveUp()
        self.ahead = nil
    }

    private func restartHistory(_ cursor: ListCursor) throws(SyncError) {
        stalled.startOver(cursor, now: now, rest: pace.refusedRetry)
        try commit([], origin: .backfill, cursor: backfillPlan.restarted(cursor))
    }

    /// The list whose history is read on next, and from when it may be.
    ///
    /// It is the one that reaches back least, so that all of them get about equally far.
    /// `read` stands for a list whose page is about to be stored.
    func nextHistory(after read: ListCursor? = nil) throws(SyncError) -> (cursor: ListCursor, from: Instant)? {
        let lists = try lists().map { list in
            if let read, list.number == read.number, list.side == read.side { read } else { list }
        }
        let open = lists.filter { !backfillPlan.isComplete($0) && $0.headSince != nil }
        let due = open.map { (cursor: $0, from: stalled.restsUntil($0) ?? Instant(milliseconds: .min)) }
        return due.min { one, other in
            guard one.from == other.from else { return one.from < other.from }
            return (one.cursor.oldestAt ?? now) > (other.cursor.oldestAt ?? now)
        }
    }

    func addHistory(to agenda: inout Agenda) {
        do throws(SyncError) {
            if let next = try nextHistory() { agenda.add(.backfill(next.cursor), from: next.from) }
        } catch {
            note(error)
        }
    }

    /// Reads the newest of one lead's conversation, both ways.
    func guardReply(to lead: LeadID) async throws(SyncError) {
        guard let row = try stored({ try store.lead(lead) }), let ours = row.ourNumber ?? settings.numbers.first else {
            return guards.done(lead)
        }
        let peer = row.address.text
        for request in [
            PageRequest.newest(to: ours.e164, from: peer, size: settings.quickPage),
            .newest(to: peer, from: ours.e164, size: settings.quickPage),
        ] {
            let page: RemotePage
            do throws(SyncError) {
                page = try await remote.page(request)
            } catch {
                switch error {
                // A look that cannot succeed must not hold the reply up.
                case .gone, .rejected, .ourFault: guards.done(lead)
                // Whatever keeps the look from being made keeps the reply as well.
                default: break
                }
                throw error
            }
            noteAnswer()
            try commit(page.messages, origin: .single)
        }
        guards.done(lead)
    }

    /// Stores what is ours of `messages`, with the cursor in the same transaction. `display` is what `display(of:)`
    /// told of them, where that was asked beforehand.
    @discardableResult
    func commit(
        _ messages: [RemoteMessage], strays: [RemoteMessage] = [], origin: Batch.Origin, cursor: ListCursor? = nil,
        askedAt: Instant? = nil, display: [PeerAddress: String]? = nil
    ) throws(SyncError) -> CommitReport {
        let kept = covered(messages, origin)
        let known = if let display { display } else { try self.display(of: kept) }
        let batch = Batch(
            messages: kept, strays: strays, cursor: cursor, origin: origin, readAt: remoteNow, askedAt: askedAt,
            display: known)
        let report = try stored { try store.commit(batch, now: now) }
        tally.inserted += report.inserted
        tally.changed += report.changed
        return report
    }

    private nonisolated func covered(_ messages: [RemoteMessage], _ origin: Batch.Origin) -> [RemoteMessage] {
        let ours = Ownership(numbers: settings.numbers)
        return origin == .single ? messages : messages.filter(ours.covers)
    }

    /// How the addresses of new leads are written. A lead keeps the form it was made with, and the library that makes
    /// it is slow and large.
    private nonisolated func display(of messages: [RemoteMessage]) throws(SyncError) -> [PeerAddress: String] {
        let strangers = try stored { try store.strangers(among: Set(messages.map(\.peer))) }
        return strangers.isEmpty ? [:] : surroundings.display(strangers)
    }

    /// The cursors of all our lists; a list that was never read has a fresh one.
    func lists() throws(SyncError) -> [ListCursor] {
        let known = try stored { try store.cursors() }
        return settings.numbers.flatMap { number in
            [ListCursor.Side.to, .from].map { side in
                known.first { $0.number == number && $0.side == side } ?? ListCursor(number: number, side: side)
            }
        }
    }

    var backfillPlan: BackfillPlan {
        BackfillPlan(
            limit: settings.historyDays.map { remoteNow - .seconds($0 * 86_400) }, pageSize: settings.historyPage)
    }

    /// The present moment by the remote's clock.
    var remoteNow: Instant { now + (remote.clockOffset ?? .zero) }
}
