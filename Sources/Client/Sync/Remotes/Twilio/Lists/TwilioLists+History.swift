import LocalStore
import Messaging

/// What is old: each list page by page to its end, the page behind the present one asked for while that is stored.
extension TwilioLists {
    package func historyDue() throws(SyncError) -> Due? { try nextHistory()?.due }

    package nonisolated(nonsending) func askForHistory(
        whenOver: @escaping @Sendable () async -> Void
    ) async throws(SyncError) {
        self.whenOver = whenOver
        reading = nil
        guard let next = try nextHistory(), next.due.isOver(at: now) else { return }
        guard let request = backfillPlan.next(next.cursor) else { return }
        if let history, history.request != request {
            await history.giveUp()
            self.history = nil
        }
        reading = next.cursor
        if history == nil, !stalled.hasStored(next.cursor) { try readAhead(request) }
    }

    package var hasHistory: Bool {
        guard let reading else { return true }
        return history?.result != nil || stalled.hasStored(reading)
    }

    package func takeHistory() throws(SyncError) -> NewsBatch? {
        guard let cursor = reading else { return nil }
        if stalled.hasStored(cursor) { return restartHistory(cursor) }
        guard let result = history?.result else { return nil }
        history = nil
        let ready: ReadyPage
        do throws(SyncError) {
            ready = try result.get()
        } catch {
            switch error {
            // A page that makes no sense once may do so the next time; one that never does must not stop the rest.
            case .gone, .ourFault: return restartHistory(cursor)
            case .unreachable, .outOfOrder, .outcomeUnknown, .rejected:
                historySetbacks.failed(
                    cursor.list, at: now, retryAfter: error.retryAfter, backoff: pace.backoff, jitter: reader.random())
                throw error
            case .busy, .credentials, .elsewhere, .store: throw error
            }
        }
        historySetbacks.succeeded(cursor.list)
        let advanced = backfillPlan.advanced(cursor, by: ready.page)
        if advanced.lostPage != nil { stalled.goBack(cursor) }
        if let next = try nextHistory(after: advanced), next.due.isOver(at: now),
            let page = backfillPlan.next(next.cursor)
        {
            try readAhead(page)
        }
        var batch = NewsBatch(
            .backfill, ready.page.messages.filter(try ownership().covers), cursor: advanced)
        batch.display = ready.display
        return batch
    }

    package func noteHistoryStored() {
        if let reading, reading.lostPage == nil { stalled.noteStored(reading) }
        reading = nil
    }

    package nonisolated(nonsending) func freeLine() async {
        // Heads that were asked for ahead are small, and the look goes on with them.
        guard let history, history.result == nil else { return }
        await history.giveUp()
        self.history = nil
    }

    package func close() {
        ahead.drop()
        history?.cancel()
        history = nil
    }

    package func historyReach() throws(SyncError) -> HistoryReach {
        let open = try lists().filter { !backfillPlan.isComplete($0) }
        guard !open.isEmpty else { return .complete }
        // Down to where the list that was read least far ends, nothing is missing.
        let reached = open.compactMap(\.oldestAt)
        guard let back = reached.max(), reached.count == open.count else { return .unknown }
        return .back(to: back)
    }

    private func readAhead(_ request: PageRequest) throws(SyncError) {
        let (ownership, display) = (try ownership(), reader.display)
        history = ReadAhead(
            request, from: pages,
            display: { rows throws(SyncError) in try display(rows.filter(ownership.covers)) }, whenOver: whenOver)
    }

    private func restartHistory(_ cursor: ListCursor) -> NewsBatch {
        reading = nil
        stalled.startOver(cursor, now: now, rest: pace.refusedRetry)
        var batch = NewsBatch(.backfill, cursor: backfillPlan.restarted(cursor))
        batch.isAnswer = false
        return batch
    }

    /// The list whose history is read on, and from when it may be.
    ///
    /// It is the one that reaches back least, so that all of them get about equally far.
    /// `read` stands for a list whose page is about to be stored.
    private func nextHistory(after read: ListCursor? = nil) throws(SyncError) -> (cursor: ListCursor, due: Due)? {
        let lists = try lists().map { list in
            if let read, list.list == read.list { read } else { list }
        }
        let open = lists.filter { !backfillPlan.isComplete($0) && $0.headSince != nil }
        let due = open.map { list in
            let rest = stalled.restsUntil(list).map(Due.at) ?? .atOnce
            return (cursor: list, due: max(rest, historySetbacks.due(list.list)))
        }
        return due.min { one, other in
            guard one.due == other.due else { return one.due < other.due }
            return (one.cursor.oldestAt ?? now) > (other.cursor.oldestAt ?? now)
        }
    }

    private var backfillPlan: BackfillPlan {
        BackfillPlan(
            limit: reader.historyDays.map { remoteNow - .seconds($0 * 86_400) }, pageSize: settings.historyPage)
    }
}
