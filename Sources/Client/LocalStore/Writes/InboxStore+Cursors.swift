package import Messaging

extension InboxStore {
    /// How far each list has been read.
    package func cursors() throws(StoreError) -> [ListCursor] {
        try read { db in
            let query = try db.prepared(
                "SELECT number, side, has_begun, next_page, reached_end, head_since, oldest_at FROM list_cursor")
            var cursors: [ListCursor] = []
            while try query.step() {
                guard let number = query.number(0), let side = ListCursor.Side(rawValue: query.text(1)) else {
                    continue
                }
                cursors.append(
                    ListCursor(
                        number: number, side: side, hasBegun: query.int(2) != 0, nextPage: query.optionalText(3),
                        reachedEnd: query.int(4) != 0, headSince: query.instant(5), oldestAt: query.instant(6)))
            }
            return cursors
        }
    }

    /// How far one list has been read; a new cursor where it has not been.
    package func cursor(_ number: PhoneNumber, _ side: ListCursor.Side) throws(StoreError) -> ListCursor {
        try cursors().first { $0.number == number && $0.side == side } ?? ListCursor(number: number, side: side)
    }

    package func save(_ cursor: ListCursor, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { try $0.save(cursor) }
    }

    /// Marks the moment from which messages count as new, where there is none yet. Older ones count as read.
    package func beginFirstSync(at instant: Instant) throws(StoreError) {
        try write(.fetched, now: instant) { try $0.beginFirstSync(at: instant) }
    }
}
