package import Messaging

extension ConversationQueries {
    package func overview(_ id: TenantConversationID, for user: UserID) throws -> ConversationOverview? {
        try transaction.connection.first(
            """
            SELECT \(ConversationOverview.columns) FROM conversations AS talk \(ConversationOverview.ownMark)
            WHERE talk.tenant_id = $1 AND talk.id = $3
            """, transaction.tenant, user, id)
    }

    /// Where something was said last comes first, from behind the conversation of that last arrival.
    package func heads(
        for user: UserID, state: LeadState? = nil, of lead: TenantLeadID? = nil,
        after: (arrival: Int64, id: TenantConversationID)? = nil, limit: Int
    ) throws -> [ConversationOverview] {
        var conditions = ListConditions(
            transaction.tenant, user, after?.arrival ?? Int64.max, after?.id ?? TenantConversationID(.greatest), limit)
        conditions.add(state) { "talk.state = \($0)" }
        conditions.add(lead) { "talk.lead_id = \($0)" }
        return try transaction.connection.all(
            """
            SELECT \(ConversationOverview.columns) FROM (
                SELECT * FROM conversations AS talk WHERE talk.tenant_id = $1 AND talk.last_arrival <= $3
                    AND (talk.last_arrival, talk.id) < ($3, $4)\(conditions.text)
                ORDER BY talk.last_arrival DESC, talk.id DESC LIMIT $5
            ) AS talk \(ConversationOverview.ownMark) ORDER BY talk.last_arrival DESC, talk.id DESC
            """, values: conditions.values)
    }

    /// The conversation as it is until the end of this transaction: nobody else changes it meanwhile.
    package func hold(_ id: TenantConversationID) throws -> TenantConversation? {
        try transaction.connection.first(
            """
            UPDATE conversations SET version = version WHERE tenant_id = $1 AND id = $2
            RETURNING \(TenantConversation.columns)
            """, transaction.tenant, id)
    }

    /// Sets what people set of a conversation.
    package func triage(
        _ id: TenantConversationID, state: LeadState, snoozedUntil: Instant?, assignee: UserID?
    ) throws {
        let changed = try transaction.connection.change(
            """
            UPDATE conversations SET state = $3, snoozed_until = $4, assignee = $5, version = version + 1
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, state, snoozedUntil, assignee)
        if changed == 1 { transaction.change(.conversation(id)) }
    }
}
