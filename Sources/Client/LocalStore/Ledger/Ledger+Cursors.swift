internal import Messaging

extension Ledger {
    /// Writes down how far a list was read. When it is read first, what is older counts as read from then on.
    func save(_ cursor: ListCursor) throws {
        let insert = try db.prepared(
            """
            INSERT INTO list_cursor (number, side, next_page, reached_end, head_since, oldest_at, solid_at, deep_since,
                earlier_page, lost_page, read_floor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            ON CONFLICT (number, side) DO UPDATE SET next_page = ?3, reached_end = ?4, head_since = ?5, oldest_at = ?6,
                solid_at = ?7, deep_since = ?8, earlier_page = ?9, lost_page = ?10,
                read_floor = coalesce(read_floor, ?11)
            """)
        insert.bind(1, cursor.number.e164)
        insert.bind(2, cursor.side.rawValue)
        insert.bind(3, cursor.nextPage)
        insert.bind(4, cursor.reachedEnd ? 1 : 0)
        insert.bind(5, cursor.headSince)
        insert.bind(6, cursor.oldestAt)
        insert.bind(7, cursor.solidAt)
        insert.bind(8, cursor.deepSince)
        insert.bind(9, cursor.earlierPage)
        insert.bind(10, cursor.lostPage)
        insert.bind(11, cursor.headSince.map(TimePlace.floor))
        try insert.run()
    }
}
