package import Messaging

/// What a conversation is found by: our number, and the name of who is at the other end of it.
package struct ConversationKey: Hashable, Sendable {
    package var ourAddress: String
    package var remoteJID: String

    package init(ourAddress: String, remoteJID: String) { (self.ourAddress, self.remoteJID) = (ourAddress, remoteJID) }
}

/// The tenant's conversations.
package struct ConversationQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// The conversation of that key, made where there is none: one, however many ask at once. It stays with the lead that it
    /// was made for, and answers by the channel that has the number now.
    package func findOrMake(
        _ key: ConversationKey, lead: TenantLeadID, channel: ChannelID, type: String = "twilio_sms"
    ) throws -> TenantConversation {
        let id = transaction.newID(as: TenantConversationID.self)
        let isNew = try connection.change(
            """
            INSERT INTO conversations (tenant_id, id, lead_id, channel_id, channel, our_address, remote_jid, state,
                last_arrival, last_outbound, created_at, version, change_seq)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', 0, 0, $8, 1, 0)
            ON CONFLICT (tenant_id, our_address, remote_jid) DO NOTHING
            """, transaction.tenant, id, lead, channel, type, key.ourAddress, key.remoteJID, transaction.now)
        if isNew == 1 { transaction.change(.conversation(id)) }
        guard let found = try find(key) else { throw TenantStoreError.conflict(detail: "a conversation that went") }
        guard found.channelID != channel else { return found }
        try connection.change(
            "UPDATE conversations SET channel_id = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2",
            transaction.tenant, found.id, channel)
        transaction.change(.conversation(found.id))
        return try find(key) ?? found
    }

    package func find(_ id: TenantConversationID) throws -> TenantConversation? {
        try connection.first(
            "SELECT \(TenantConversation.columns) FROM conversations WHERE tenant_id = $1 AND id = $2",
            transaction.tenant, id)
    }

    package func find(_ key: ConversationKey) throws -> TenantConversation? {
        try connection.first(
            """
            SELECT \(TenantConversation.columns) FROM conversations
            WHERE tenant_id = $1 AND our_address = $2 AND remote_jid = $3
            """, transaction.tenant, key.ourAddress, key.remoteJID)
    }

    /// All of one lead, on whatever number of ours.
    package func list(of lead: TenantLeadID) throws -> [TenantConversation] {
        try connection.all(
            """
            SELECT \(TenantConversation.columns) FROM conversations WHERE tenant_id = $1 AND lead_id = $2 ORDER BY id
            """, transaction.tenant, lead)
    }

    /// Where something was said last comes first, from before `before`.
    package func newest(before: Int64 = .max, limit: Int) throws -> [TenantConversation] {
        try connection.all(
            """
            SELECT \(TenantConversation.columns) FROM conversations WHERE tenant_id = $1 AND last_arrival < $2
            ORDER BY last_arrival DESC LIMIT $3
            """, transaction.tenant, before, limit)
    }

    /// Notes that something was said. What comes in opens a conversation again that was put away.
    package func spoke(_ direction: Direction, in id: TenantConversationID, at moment: Instant) throws {
        try connection.change(
            """
            UPDATE conversations SET version = version + 1,
                state = CASE WHEN $4 = 'inbound' THEN 'open' ELSE state END,
                snoozed_until = CASE WHEN $4 = 'inbound' THEN NULL ELSE snoozed_until END,
                last_message_at = CASE WHEN last_message_at > $3 THEN last_message_at ELSE $3 END
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, moment, direction)
        transaction.change(.conversation(id))
    }

    /// How many texts of the lead a user has not read, and that we have not answered.
    package func unread(of user: UserID, in id: TenantConversationID) throws -> Int {
        try connection.value(
            """
            SELECT count(*) FROM messages WHERE tenant_id = $1 AND conversation_id = $2 AND direction = 'inbound'
                AND arrival > (SELECT last_outbound FROM conversations WHERE tenant_id = $1 AND id = $2)
                AND arrival > coalesce((
                    SELECT read_up_to FROM read_marks
                    WHERE tenant_id = $1 AND user_id = $3 AND conversation_id = $2), 0)
            """, transaction.tenant, id, user) ?? 0
    }
}
