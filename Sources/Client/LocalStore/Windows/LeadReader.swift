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
        var key: Int64
        let name: String?
        let id: Int64
    }

    init(db: Database, query: LeadQuery) {
        (self.db, self.query) = (db, query)
        filter = FilterSQL(query.filter, order: query.order, first: 5)
        switch query.order {
        case .activity: (column, isDescending) = (LeadColumn.activity.name, !query.isReversed)
        case .waiting: (column, isDescending) = (LeadColumn.waitingKey.name, query.isReversed)
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
        window.total = try total(window)
        return window
    }

    /// How many leads pass, up to the most that is worth counting.
    private func total(_ window: LeadWindow) throws -> LeadWindow.Total {
        if query.filter.isEmpty { return LeadWindow.Total(try InboxStore.counts(db).leads) }
        if !window.hasMoreAbove, !window.hasMoreBelow { return LeadWindow.Total(window.rows.count) }
        let found = try ids(Walk(from: nil, inclusive: true, isFalling: isDescending), limit: Self.mostCounted + 1)
        return LeadWindow.Total(min(found.count, Self.mostCounted), isAtLeast: found.count > Self.mostCounted)
    }

    /// Beyond this a person only wants to know that there are many.
    private static let mostCounted = 999

    // MARK: Filling

    private func fill(_ window: inout LeadWindow, around place: OrderPlace?, above wanted: Int) throws {
        guard let place else {
            return fill(
                &window, above: [], from: try rows(from: nil, inclusive: true, down: true, query.limit + 1), focus: 0)
        }
        // Near an end of the list more rows fit on the other side than were asked for.
        let first = min(max(0, wanted), query.limit)
        var above = try rows(from: place, inclusive: false, down: false, first + 1)
        let below = try rows(from: place, inclusive: true, down: true, query.limit - min(first, above.count) + 1)
        let kept = max(first, query.limit - below.count)
        if above.count > first, kept > first {
            above = try rows(from: place, inclusive: false, down: false, kept + 1)
        }
        let shown = Array(above.prefix(kept).reversed())
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
        let walk = Walk(from: place, inclusive: inclusive, isFalling: isDescending == down)
        guard filter.slow == nil else {
            return try ids(walk, limit: limit, skipping: 0).compactMap {
                try LeadRows.one(db, id: $0, wholeTexts: query.readsWholeTexts)
            }
        }
        let select = try statement(LeadRows.columns, LeadRows.joins, walk, limit: limit, skipping: 0)
        return try LeadRows.all(select, wholeTexts: query.readsWholeTexts)
    }

    /// The place `count` rows below a place (above, when negative), or the last one there is that way.
    private func target(_ place: OrderPlace?, _ count: Int) throws -> OrderPlace? {
        guard let place, count != 0 else { return place }
        let isFalling = isDescending == (count > 0)
        let onward = Walk(from: place, inclusive: false, isFalling: isFalling)
        let end = Walk(from: nil, inclusive: true, isFalling: !isFalling)
        let found = try ids(onward, limit: 1, skipping: Int(count.magnitude) - 1).first ?? ids(end, limit: 1).first
        return try found.flatMap { try Self.place(db, $0, column: column) } ?? place
    }

    /// Which way to go through the order, and from where.
    private struct Walk {
        let from: OrderPlace?
        let inclusive: Bool
        let isFalling: Bool
    }

    /// The ids of the leads that pass, in their order.
    ///
    /// Where many leads pass, walking down the list finds a screenful soon. Where few do, that would mean to look at
    /// all; so after a while the candidates are asked for instead, which are few then.
    private func ids(_ walk: Walk, limit: Int, skipping skipped: Int = 0) throws -> [Int64] {
        var found: [Int64] = []
        guard let slow = filter.slow else {
            let select = try statement("l.id", "", walk, limit: limit, skipping: skipped)
            while try select.step() { found.append(select.int(0)) }
            return found
        }
        let select = try statement("l.id, (\(slow))", "", walk, limit: -1, skipping: 0)
        var steps = 0
        while try select.step() {
            if select.int(1) != 0 { found.append(select.int(0)) }
            steps += 1
            let isEnough = found.count >= limit + skipped
            let isHopeless = steps % Self.patience == 0 && found.count * 4 < (limit + skipped) * steps / Self.patience
            guard isEnough || (isHopeless && filter.candidates != nil) else { continue }
            select.reset()
            return isEnough
                ? Array(found.dropFirst(skipped)) : try candidates(walk, limit: limit, skipping: skipped)
        }
        return Array(found.dropFirst(skipped))
    }

    /// The same from the list of candidates. The plus signs keep SQLite from walking the order's index after all.
    private func candidates(_ walk: Walk, limit: Int, skipping skipped: Int) throws -> [Int64] {
        guard let slow = filter.slow, let list = filter.candidates else { return [] }
        let direction = walk.isFalling ? "DESC" : "ASC"
        let select = try db.prepared(
            """
            SELECT l.id FROM lead l WHERE l.id IN (\(list))\(bound(walk, sign: "+"))\(filter.quick) AND \(slow)
            ORDER BY +l.\(column) \(direction), +l.id \(direction) LIMIT ?3 OFFSET ?4
            """)
        bind(select, walk, limit: limit, skipping: skipped)
        var found: [Int64] = []
        while try select.step() { found.append(select.int(0)) }
        return found
    }

    private func statement(_ columns: String, _ joins: String, _ walk: Walk, limit: Int, skipping skipped: Int) throws
        -> Prepared
    {
        let direction = walk.isFalling ? "DESC" : "ASC"
        let select = try db.prepared(
            """
            SELECT \(columns) FROM lead l \(filter.index) \(joins) WHERE true\(bound(walk))\(filter.quick)
            ORDER BY l.\(column) \(direction), l.id \(direction) LIMIT ?3 OFFSET ?4
            """)
        bind(select, walk, limit: limit, skipping: skipped)
        return select
    }

    private func bound(_ walk: Walk, sign: String = "") -> String {
        guard walk.from != nil else { return "" }
        let comparison = (walk.isFalling ? "<" : ">") + (walk.inclusive ? "=" : "")
        return " AND (\(sign)l.\(column), \(sign)l.id) \(comparison) (?1, ?2)"
    }

    private func bind(_ select: Prepared, _ walk: Walk, limit: Int, skipping skipped: Int) {
        if let place = walk.from {
            if let name = place.name { select.bind(1, name) } else { select.bind(1, place.key) }
            select.bind(2, place.id)
        }
        select.bind(3, limit)
        select.bind(4, skipped)
        filter.bind(to: select)
    }

    /// After so many leads, each time, a quarter of what is wanted should have been found.
    private static let patience = 1500

    static func place(_ db: Database, _ id: Int64, column: String) throws -> OrderPlace? {
        let select = try db.prepared("SELECT \(column) FROM lead WHERE id = ?1")
        select.bind(1, id)
        guard try select.step() else { return nil }
        defer { select.reset() }
        return column == "name_key"
            ? OrderPlace(key: 0, name: select.text(0), id: id) : OrderPlace(key: select.int(0), name: nil, id: id)
    }
}
