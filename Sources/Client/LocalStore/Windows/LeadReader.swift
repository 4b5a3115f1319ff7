internal import GRDB
internal import Messaging

/// Reads one screen of the lead table: from a place in the order, some rows one way and some the other.
///
/// The order's index is entered at the place and left as soon as the screen is full, so that the length of the list
/// does not matter.
struct LeadReader {
    let db: Database
    let query: LeadQuery
    private let filter: FilterSQL
    private let column: String
    /// Whether the greatest key is the first row.
    private let isDescending: Bool

    /// A row's place in an order. Equal keys are told apart by the id.
    struct OrderPlace {
        let key: Int64
        let name: String?
        let id: Int64
    }

    init(db: Database, query: LeadQuery) {
        (self.db, self.query) = (db, query)
        filter = FilterSQL(query.filter, first: 5)
        switch query.order {
        case .activity: (column, isDescending) = ("activity", !query.isReversed)
        case .waiting: (column, isDescending) = ("waiting_key", query.isReversed)
        case .name: (column, isDescending) = ("name_key", query.isReversed)
        }
    }

    func window() throws -> LeadWindow {
        var window = LeadWindow()
        switch query.anchor {
        case .top:
            fill(&window, above: [], from: try rows(from: nil, inclusive: true, down: true, query.limit + 1), focus: 0)
        case .bottom:
            let rows = try rows(from: nil, inclusive: true, down: false, query.limit + 1)
            window.hasMoreAbove = rows.count > query.limit
            window.rows = rows.prefix(query.limit).reversed()
            window.focus = window.rows.isEmpty ? nil : window.rows.count - 1
        case .around(let lead, let above):
            let place = try Self.place(db, lead.rawValue, column: column)
            try fill(&window, around: place, above: above)
        case .offset(let lead, let count):
            let place = try Self.place(db, lead.rawValue, column: column)
            try fill(&window, around: try target(place, count), above: query.limit / 3)
        }
        window.total = query.filter.isEmpty ? try InboxStore.counts(db).leads : nil
        return window
    }

    // MARK: Filling

    private func fill(_ window: inout LeadWindow, around place: OrderPlace?, above wanted: Int) throws {
        guard let place else {
            return fill(
                &window, above: [], from: try rows(from: nil, inclusive: true, down: true, query.limit + 1), focus: 0)
        }
        let above = try rows(from: place, inclusive: false, down: false, query.limit + 1)
        let below = try rows(from: place, inclusive: true, down: true, query.limit + 1)
        // Near the end of the list more rows fit above than were asked for.
        let kept = min(above.count, max(wanted, query.limit - below.count), query.limit)
        let shown = Array(above.prefix(max(kept, 0)).reversed())
        window.hasMoreAbove = above.count > shown.count
        fill(&window, above: shown, from: below, focus: min(shown.count, shown.count + below.count - 1))
    }

    private func fill(_ window: inout LeadWindow, above: [LeadRow], from below: [LeadRow], focus: Int) {
        let room = max(0, query.limit - above.count)
        window.rows = above + below.prefix(room)
        window.hasMoreBelow = below.count > room
        window.focus = window.rows.isEmpty ? nil : max(0, min(focus, window.rows.count - 1))
    }

    // MARK: Rows

    /// Rows of the filtered list from a place, without one from the end that `down` begins at.
    private func rows(from place: OrderPlace?, inclusive: Bool, down: Bool, _ limit: Int) throws -> [LeadRow] {
        let select = try statement(LeadRows.columns, LeadRows.joins, from: place, inclusive, down)
        select.bind(3, limit)
        select.bind(4, 0)
        return try LeadRows.all(select)
    }

    /// The place `count` rows below a place (above, when negative), or the last one there is that way.
    private func target(_ place: OrderPlace?, _ count: Int) throws -> OrderPlace? {
        guard let place else { return nil }
        let down = count > 0
        let columns = "l.id"
        let select = try statement(columns, "", from: place, false, down)
        select.bind(3, 1)
        select.bind(4, max(0, Int64(count.magnitude) - 1))
        var found = count == 0 ? 0 : try select.firstInt()
        if found == 0, count != 0 {
            let end = try statement(columns, "", from: nil, true, !down)
            end.bind(3, 1)
            end.bind(4, 0)
            found = try end.firstInt()
        }
        return found > 0 ? try Self.place(db, found, column: column) : place
    }

    private func statement(
        _ columns: String, _ joins: String, from place: OrderPlace?, _ inclusive: Bool, _ down: Bool
    ) throws -> Prepared {
        let falls = isDescending == down
        let sign = falls ? "<" : ">"
        let bound = place == nil ? "" : " AND (l.\(column), l.id) \(sign)\(inclusive ? "=" : "") (?1, ?2)"
        let direction = falls ? "DESC" : "ASC"
        let select = try db.prepared(
            """
            SELECT \(columns) FROM lead l \(joins) WHERE true\(bound)\(filter.condition)\(flagged)
            ORDER BY l.\(column) \(direction), l.id \(direction) LIMIT ?3 OFFSET ?4
            """)
        if let place {
            if let name = place.name { select.bind(1, name) } else { select.bind(1, place.key) }
            select.bind(2, place.id)
        }
        filter.bind(to: select, first: 5)
        return select
    }

    /// Said so that SQLite may take the index of flagged leads.
    private var flagged: String { filter.needsFlag && query.order == .activity ? " AND l.flags <> 0" : "" }

    static func place(_ db: Database, _ id: Int64, column: String) throws -> OrderPlace? {
        let select = try db.prepared("SELECT \(column) FROM lead WHERE id = ?1")
        select.bind(1, id)
        guard try select.step() else { return nil }
        defer { select.reset() }
        return column == "name_key"
            ? OrderPlace(key: 0, name: select.text(0), id: id) : OrderPlace(key: select.int(0), name: nil, id: id)
    }
}
