import LocalStore
import Messaging

/// All leads of a query, a page after the other, without ever holding the list.
struct LeadPages {
    let store: InboxStore
    var query: LeadQuery
    let size: Int

    /// Calls `body` with each page until it returns false or there is nothing more.
    func forEach(_ body: ([LeadRow]) throws -> Bool) throws {
        var query = query
        query.limit = size
        query.anchor = .top
        var seen: Set<LeadID> = []
        while true {
            let window = try store.leadWindow(query)
            let fresh = window.rows.filter { seen.insert($0.id).inserted }
            guard !fresh.isEmpty, try body(fresh), window.hasMoreBelow, let last = window.rows.last else { return }
            seen = Set(window.rows.map(\.id))
            query.anchor = .around(last.id, above: 0)
        }
    }
}
