internal import Messaging

/// Which messages were sent again, and as what: a message is copied once, and from then on the copy speaks for it.
extension Ledger {
    /// When the message was sent again; `nil` where it was not, or where its copy was taken back.
    func sentAgainAt(_ message: Int64) throws -> Instant? {
        let query = try db.prepared("SELECT at FROM resent WHERE message_id = ?1")
        query.bind(1, message)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.instant(0)
    }

    func noteResent(_ message: Int64, as copy: Int64) throws {
        let insert = try db.prepared("INSERT OR IGNORE INTO resent (message_id, copy_id, at) VALUES (?1, ?2, ?3)")
        insert.bind(1, message)
        insert.bind(2, copy)
        insert.bind(3, now)
        try insert.run()
    }

    /// What the message is a copy of, where it is one.
    func original(of copy: Int64) throws -> MessageID? {
        let query = try db.prepared("SELECT message_id FROM resent WHERE copy_id = ?1")
        query.bind(1, copy)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return MessageID(rawValue: query.int(0))
    }

    /// The message is gone: it was sent again as nothing, and nothing as it.
    func forgetResent(_ message: Int64) throws {
        let delete = try db.prepared("DELETE FROM resent WHERE message_id = ?1 OR copy_id = ?1")
        delete.bind(1, message)
        try delete.run()
    }
}
