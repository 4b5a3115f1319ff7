internal import Messaging

/// What may be a text of ours whose answer was lost, kept until a person has compared it or it turns out to be another.
extension Ledger {
    func note(_ remote: RemoteMessage, asCandidateFor message: Int64) throws {
        let insert = try db.prepared(
            """
            INSERT OR REPLACE INTO send_candidate (message_id, external_id, number, body, media_count, status,
                error_code, created_at, updated_at, sent_at, recipient)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
            """)
        insert.bind(1, message)
        insert.bind(2, SIDKey(remote.externalID))
        insert.bind(3, remote.ourNumber?.e164)
        insert.bind(4, remote.body)
        insert.bind(5, remote.mediaCount)
        insert.bind(6, remote.status)
        insert.bind(7, remote.errorCode.map(Int64.init))
        insert.bind(8, try remote.createdAt ?? remoteNow)
        insert.bind(9, remote.updatedAt)
        insert.bind(10, remote.sentAt)
        insert.bind(11, try recipient(of: remote, besides: message)?.e164)
        try insert.run()
    }

    /// Whom the row went to, where that is somebody else than whom the message was written to.
    private func recipient(of remote: RemoteMessage, besides message: Int64) throws -> PhoneNumber? {
        guard let number = remote.peer.phoneNumber, try entry(message)?.to != number else { return nil }
        return number
    }

    /// The row as the remote told of it, where it is a candidate for this message.
    func candidate(_ externalID: SIDKey, for message: MessageRecord) throws -> RemoteMessage? {
        let query = try db.prepared(
            """
            SELECT external_id, number, body, media_count, status, error_code, created_at, updated_at, sent_at
            FROM send_candidate WHERE message_id = ?1 AND external_id = ?2
            """)
        query.bind(1, message.id)
        query.bind(2, externalID)
        guard try query.step(), let name = query.externalID(0), let status = query.status(4) else { return nil }
        defer { query.reset() }
        return RemoteMessage(
            externalID: name, direction: .outbound, isFromAPI: true, ourNumber: query.number(1),
            peer: try address(of: message.lead), body: query.text(2), status: status,
            errorCode: query.optionalInt(5).map(Int.init), mediaCount: Int(query.int(3)),
            createdAt: query.instant(6), updatedAt: query.instant(7), sentAt: query.instant(8))
    }

    func hasCandidates(_ message: Int64) throws -> Bool {
        let query = try db.prepared("SELECT 1 FROM send_candidate WHERE message_id = ?1 LIMIT 1")
        query.bind(1, message)
        return try query.firstInt() == 1
    }

    func forgetCandidates(of message: Int64) throws {
        let delete = try db.prepared("DELETE FROM send_candidate WHERE message_id = ?1")
        delete.bind(1, message)
        try delete.run()
    }

    /// The row has turned out to be this or that message: it is nobody's candidate any longer.
    func forgetCandidate(_ externalID: SIDKey) throws {
        let delete = try db.prepared("DELETE FROM send_candidate WHERE external_id = ?1")
        delete.bind(1, externalID)
        try delete.run()
    }
}
