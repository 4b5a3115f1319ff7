import LocalStore
import Messaging

/// All leads of a query, a page after the other, without ever holding the rows.
///
/// The list may change between two pages, as somebody reads them slowly. No lead is left out for that, and none comes
/// twice.
struct LeadPages {
    let store: InboxStore
    var query: LeadQuery
    let size: Int

    /// Calls `body` with each page until it returns false or there is nothing more.
    func forEach(_ body: ([LeadRow]) throws -> Bool) throws {
        var seen: Set<LeadID> = []
        var goesOn = try walk(&seen, endsAtKnown: false, body)
        // Whoever moved up, past the place that was being read, is met on another way down from the top. By activity
        // they all stand there; by any other order they may be anywhere.
        let isAtTop = query.order == .activity && !query.isReversed
        while goesOn {
            let before = seen.count
            goesOn = try walk(&seen, endsAtKnown: isAtTop, body) && seen.count > before
        }
    }

    /// Goes down the list once, at the most to the first page with nothing new. Returns false when `body` wants no more.
    private func walk(
        _ seen: inout Set<LeadID>, endsAtKnown: Bool, _ body: ([LeadRow]) throws -> Bool
    ) throws -> Bool {
        var page = try read(.top)
        while true {
            let fresh = page.rows.filter { seen.insert($0.id).inserted }
            if !fresh.isEmpty, try !body(fresh) { return false }
            guard page.hasMoreBelow, !(endsAtKnown && fresh.isEmpty) else { return true }
            page = try next(after: page.rows)
        }
    }

    /// The page that goes on where `rows` end: behind the last of them that has stayed as it was.
    private func next(after rows: [LeadRow]) throws -> LeadWindow {
        for row in rows.reversed() {
            let page = try read(.around(row.id, above: 0))
            // At the end of the list the page reaches further up than was asked for.
            if page.rows.contains(row) { return page }
        }
        return try read(.top)
    }

    private func read(_ anchor: LeadQuery.Anchor) throws -> LeadWindow {
        var query = query
        (query.limit, query.anchor) = (size, anchor)
        return try store.leadWindow(query)
    }
}
