internal import Messaging

extension Ledger {
    func save(_ cursor: ListCursor) throws {
        let insert = try db.prepared(
            """
            INSERT OR REPLACE INTO list_cursor
                (number, side, next_page, reached_end, head_since, oldest_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        insert.bind(1, cursor.number.e164)
        insert.bind(2, cursor.side.rawValue)
        insert.bind(3, cursor.nextPage)
        insert.bind(4, cursor.reachedEnd ? 1 : 0)
        insert.bind(5, cursor.headSince)
        insert.bind(6, cursor.oldestAt)
        try insert.run()
    }
}
