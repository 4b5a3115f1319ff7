internal import GRDB
internal import Messaging

extension Ledger {
    /// Notes that a text has failed that had left, or that it has arrived after all.
    func noteDelivery(from old: MessageRecord, to new: MessageRecord) throws {
        if new.isUndelivered, !old.isUndelivered {
            let insert = try db.prepared(
                "INSERT OR REPLACE INTO failed_delivery (message_id, known_at) VALUES (?1, ?2)")
            insert.bind(1, new.id)
            insert.bind(2, now)
            try insert.run()
        } else if old.isUndelivered, !new.isUndelivered {
            let delete = try db.prepared("DELETE FROM failed_delivery WHERE message_id = ?1")
            delete.bind(1, new.id)
            try delete.run()
        }
    }

    /// Forgets those that became known before `moment`; who sat here then has heard of them.
    func forgetFailedDeliveries(before moment: Instant) throws {
        let delete = try db.prepared("DELETE FROM failed_delivery WHERE known_at < ?1")
        delete.bind(1, moment)
        try delete.run()
    }
}

extension MessageRecord {
    /// Whether it had left and did not arrive. A text that was refused is the outbox's to tell of.
    fileprivate var isUndelivered: Bool { kind == .failed && sendState == .submitted }
}
