package import Messaging

extension InboxStore {
    /// Messages of ours whose state or price should be asked for now, the most urgent first.
    package func openStatuses(now: Instant, limit: Int) throws(StoreError) -> [StatusWatch] {
        try read { db in
            let query = try db.prepared(
                """
                SELECT w.message_id, m.external_id, m.status, m.price IS NOT NULL,
                    max(m.created_at, coalesce(m.sent_at, m.created_at), coalesce(w.planned_at, m.created_at)),
                    coalesce(m.updated_at, m.sent_at, m.created_at), w.looks, w.next_at,
                    w.looks = 0 AND w.next_at = w.since
                FROM status_watch w JOIN message m ON m.id = w.message_id
                WHERE w.next_at <= ?1 ORDER BY w.next_at LIMIT ?2
                """)
            query.bind(1, now)
            query.bind(2, limit)
            var watches: [StatusWatch] = []
            while try query.step() {
                guard let externalID = query.externalID(1), let status = query.status(2) else { continue }
                watches.append(
                    StatusWatch(
                        messageID: MessageID(rawValue: query.int(0)), externalID: externalID, status: status,
                        isPriced: query.int(3) != 0, handedOverAt: Instant(milliseconds: query.int(4)),
                        changedAt: Instant(milliseconds: query.int(5)), looks: Int(query.int(6)),
                        nextLookAt: Instant(milliseconds: query.int(7)), isUnplanned: query.int(8) != 0))
            }
            return watches
        }
    }

    /// When the next state is to be asked for.
    package func nextStatusMoment() throws(StoreError) -> Instant? {
        try read { db in
            let query = try db.prepared("SELECT min(next_at) FROM status_watch")
            guard try query.step() else { return nil }
            defer { query.reset() }
            return query.instant(0)
        }
    }

    /// Writes down looks that were made, or planned.
    ///
    /// A watch begins with no look and is due at once: whoever keeps the pace gives it its first moment in this way
    /// too.
    package func recordStatusLooks(_ looks: [StatusLook], now: Instant) throws(StoreError) {
        guard !looks.isEmpty else { return }
        try write(.fetched, now: now) { ledger in
            for look in looks { try ledger.record(look) }
        }
    }
}

extension Ledger {
    fileprivate func record(_ look: StatusLook) throws {
        guard let nextLookAt = look.nextLookAt else {
            let delete = try hot(.deleteWatch)
            delete.bind(1, look.messageID.rawValue)
            return try delete.run()
        }
        let update = try db.prepared(
            "UPDATE status_watch SET looks = ?2, next_at = ?3, since = ?4 WHERE message_id = ?1")
        update.bind(1, look.messageID.rawValue)
        update.bind(2, look.looks)
        update.bind(3, nextLookAt)
        update.bind(4, now)
        try update.run()
    }
}
