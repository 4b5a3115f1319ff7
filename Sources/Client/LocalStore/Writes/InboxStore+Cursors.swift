internal import Messaging

extension InboxStore {
    /// How far each list has been read.
    package func cursors() throws(StoreError) -> [ListCursor] {
        try read { db in
            let query = try db.prepared(
                """
                SELECT number, side, next_page, reached_end, head_since, oldest_at, solid_at, deep_since, earlier_page,
                    lost_page FROM list_cursor
                """)
            var cursors: [ListCursor] = []
            while try query.step() {
                guard let number = query.number(0), let side = ListCursor.Side(rawValue: query.text(1)) else {
                    continue
                }
                var cursor = ListCursor(
                    number: number, side: side, nextPage: query.optionalText(2), reachedEnd: query.int(3) != 0,
                    headSince: query.instant(4), oldestAt: query.instant(5))
                (cursor.solidAt, cursor.deepSince) = (query.instant(6), query.instant(7))
                (cursor.earlierPage, cursor.lostPage) = (query.optionalText(8), query.optionalText(9))
                cursors.append(cursor)
            }
            return cursors
        }
    }
}
