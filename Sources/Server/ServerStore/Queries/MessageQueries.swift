package import Messaging

/// The tenant's messages.
package struct MessageQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Adds a message, and merges what was reported of it before it was known. `nil` where one of that SID is there.
    package func insert(_ message: NewMessage) throws -> TenantMessage? {
        if let sid = message.externalID { try hold(sid) }
        let id = message.id ?? transaction.newID()
        guard try insertRow(message, id) else { return nil }
        transaction.change(.message(id))
        for (place, media) in message.media.enumerated() { try insert(media, place, of: id) }
        if let sid = message.externalID {
            for event in try events(of: sid) where event.report.source == .callback {
                try merge(event.report, into: sid)
            }
        }
        return try find(id)
    }

    private func insertRow(_ message: NewMessage, _ id: TenantMessageID) throws -> Bool {
        try connection.change(
            """
            INSERT INTO messages (tenant_id, id, conversation_id, external_id, client_ref, direction, our_number,
                from_address, to_address, body, status, status_rank, send_state, segments, num_media, author, keyword,
                arrival, provider_at, created_at, send_at, version, change_seq)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 0, $18, $19, $20, 1, 0)
            ON CONFLICT (tenant_id, external_id) DO NOTHING
            """, transaction.tenant, id, message.conversation, message.externalID, message.clientRef, message.direction,
            message.ourNumber, message.from, message.to, message.body, message.status?.word, message.status?.rank ?? 0,
            message.sendState, message.segments, max(message.mediaCount, message.media.count), message.author,
            message.keyword, message.providerAt, message.createdAt, message.sendAt) == 1
    }

    private func insert(_ media: NewMedia, _ place: Int, of message: TenantMessageID) throws {
        try connection.change(
            """
            INSERT INTO media (tenant_id, id, message_id, place, external_id, url, content_type, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'wanted')
            """, transaction.tenant, transaction.newID(as: TenantMediaID.self), message, place, media.externalID,
            media.url, media.contentType)
    }

    package func find(_ id: TenantMessageID) throws -> TenantMessage? {
        try connection.first(
            "SELECT \(TenantMessage.columns) FROM messages WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    package func find(externalID: String) throws -> TenantMessage? {
        try connection.first(
            "SELECT \(TenantMessage.columns) FROM messages WHERE tenant_id = $1 AND external_id = $2",
            transaction.tenant, externalID)
    }

    /// The text of that name, which its sender gave it. Whoever makes one of that name waits for this transaction.
    package func hold(clientRef: String) throws -> TenantMessage? {
        try connection.hold("client ref \(transaction.tenant) \(clientRef)")
        return try connection.first(
            "SELECT \(TenantMessage.columns) FROM messages WHERE tenant_id = $1 AND client_ref = $2",
            transaction.tenant,
            clientRef)
    }

    /// A text as it is until the end of this transaction: nobody else changes it meanwhile.
    package func hold(_ id: TenantMessageID) throws -> TenantMessage? {
        try connection.first(
            "UPDATE messages SET version = version WHERE tenant_id = $1 AND id = $2 RETURNING \(TenantMessage.columns)",
            transaction.tenant, id)
    }

    /// Notes that a text was sent anew.
    package func resent(_ id: TenantMessageID, as other: TenantMessageID) throws {
        try connection.change(
            "UPDATE messages SET resent_as = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2",
            transaction.tenant, id, other)
        transaction.change(.message(id))
    }

    /// What came last comes first, in the whole tenant, from before `before`.
    package func newest(before: Int64 = .max, limit: Int) throws -> [TenantMessage] {
        try connection.all(
            """
            SELECT \(TenantMessage.columns) FROM messages WHERE tenant_id = $1 AND arrival < $2
            ORDER BY arrival DESC LIMIT $3
            """, transaction.tenant, before, limit)
    }

    /// What came last in a conversation comes first, from before `before`.
    package func newest(
        in conversation: TenantConversationID, before: Int64 = .max, limit: Int
    ) throws -> [TenantMessage] {
        try connection.all(
            """
            SELECT \(TenantMessage.columns) FROM messages
            WHERE tenant_id = $1 AND conversation_id = $2 AND arrival < $3 ORDER BY arrival DESC LIMIT $4
            """, transaction.tenant, conversation, before, limit)
    }

    /// What came to a conversation behind `after`, in that order.
    package func list(
        in conversation: TenantConversationID, after: Int64, limit: Int
    ) throws -> [TenantMessage] {
        try connection.all(
            """
            SELECT \(TenantMessage.columns) FROM messages
            WHERE tenant_id = $1 AND conversation_id = $2 AND arrival > $3 ORDER BY arrival LIMIT $4
            """, transaction.tenant, conversation, after, limit)
    }

    /// The media of a message in their order.
    package func media(of message: TenantMessageID) throws -> [MediaRecord] {
        try connection.all(
            "SELECT \(MediaRecord.columns) FROM media WHERE tenant_id = $1 AND message_id = $2 ORDER BY place",
            transaction.tenant, message)
    }

    /// Whoever makes the row of a message and whoever reports of it wait for each other, so that neither misses the other.
    func hold(_ externalID: String) throws { try connection.hold("message \(transaction.tenant) \(externalID)") }
}
