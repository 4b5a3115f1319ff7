package import LocalStore
import Messaging

/// What is new: the heads of all lists, one after the other.
extension TwilioLists {
    package var isLooking: Bool { round != nil }

    package func beginLook() throws(SyncError) -> Bool {
        round = HeadRound(
            lists: try lists(), now: remoteNow, pace: pace,
            sizes: HeadRound.Sizes(quick: settings.quickPage, thorough: settings.thoroughPage))
        return round != nil
    }

    package nonisolated(nonsending) func look() async throws(SyncError) -> NewsBatch {
        guard let round else { throw .ourFault(detail: "a look that has not begun") }
        let asked = now
        let page: RemotePage
        do throws(SyncError) {
            page = try await pages.page(round.request)
        } catch {
            switch error {
            case .gone: self.round = round.restarting(pace: pace)
            // Asked again, it would make no more sense, and keep everything else waiting.
            case .ourFault: self.round = round.givingUp(pace: pace)
            case .unreachable, .busy, .outOfOrder, .outcomeUnknown, .credentials, .rejected, .elsewhere, .store:
                throw error
            }
            unfinished = []
            throw .outOfOrder(after: nil, detail: "a page of a list's head was refused: \(error.logLine)")
        }
        let (rows, cutSecond) = try splitLastSecond(of: unfinished + page.messages, goesOn: page.nextPage != nil)
        self.page = HeadPage(oldest: page.oldest, nextPage: page.nextPage, cutSecond: cutSecond)
        var batch = NewsBatch(.head, rows.filter(ownership.covers))
        batch.askedAt = asked + (pages.clockOffset ?? .zero)
        return batch
    }

    package func noteLook(_ report: CommitReport) throws(SyncError) -> NewsBatch? {
        guard let round, let page else { return nil }
        self.page = nil
        let outcome = PageOutcome(
            isAllKnown: report.isAllKnown && page.cutSecond.isEmpty, oldest: page.oldest, nextPage: page.nextPage)
        let progress = round.absorbing(outcome, pace: pace)
        unfinished = progress.round?.list == round.list ? page.cutSecond : []
        self.round = progress.round
        guard let joined = progress.joined else { return nil }
        // From now on a thorough walk down this list may count from the beginning of this one.
        var cursor = try lists().first { $0.number == joined.number && $0.side == joined.side } ?? joined
        cursor.headSince = round.began
        return NewsBatch(.head, cursor: cursor)
    }

    /// Sets the rows of a page's last second apart when new ones may follow them on the next page.
    ///
    /// Within a second the list's order decides, and the store can keep it only for rows that come in one batch.
    private func splitLastSecond(
        of rows: [RemoteMessage], goesOn: Bool
    ) throws(SyncError) -> (rows: [RemoteMessage], cutSecond: [RemoteMessage]) {
        guard goesOn, round?.isFirstLook == false, let last = rows.last, let second = last.moment?.seconds,
            try storing({ try reader.store.message(externalID: last.externalID) }) == nil
        else { return (rows, []) }
        let kept = rows.lastIndex { $0.moment?.seconds != second }.map { $0 + 1 } ?? 0
        return (Array(rows[..<kept]), Array(rows[kept...]))
    }
}
