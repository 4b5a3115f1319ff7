package import LocalStore
package import Messaging

/// What became of a text whose answer was lost: the list of its recipient, read back beyond the attempt, and what else left
/// from our side meanwhile.
extension TwilioLists {
    package var searched: MessageID? { search?.entry.id }

    package nonisolated(nonsending) func search(for entry: OutboxEntry) async throws(SyncError) -> SearchPart {
        if searched != entry.id { search = OutboxSearch(entry) }
        guard var search else { throw .ourFault(detail: "a look for a text that has not begun") }
        let page: RemotePage
        do throws(SyncError) {
            page = try await pages.page(search.request)
        } catch {
            // The look is begun anew, and does not count.
            self.search = nil
            if case .gone = error { throw .outOfOrder(after: nil, detail: "a page of a look was refused") }
            throw error
        }
        let ours = try ownership()
        let isOfSender = search.isOfSender
        let rows = page.messages.map { row in
            var row = row
            if !isOfSender { row.listedFor = entry.to }
            row.isForeign = row.ourNumber != nil && !ours.covers(row)
            return row
        }
        // What left to others is no news of this look: its own list brings it.
        var batch = NewsBatch(.single, isOfSender ? [] : rows.filter(ours.covers))
        batch.strays = rows.filter { (isOfSender || !ours.covers($0)) && ours.mayBe($0, entry) }
        switch search.absorb(page) {
        case .read:
            self.search = search
            return SearchPart(batch: batch, outcome: .goesOn)
        case .complete:
            self.search = nil
            return SearchPart(batch: batch, outcome: .complete)
        case .inconclusive:
            self.search = nil
            return SearchPart(batch: batch, outcome: .inconclusive)
        }
    }

    package func endSearch() { search = nil }
}
