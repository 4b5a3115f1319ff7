package import Messaging

/// What Twilio has called the tenant with.
package struct WebhookEventQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Keeps a request, due at once. One that was kept before, as when a spool is drained again, is left as it is.
    @discardableResult
    package func keep(_ event: WebhookEvent) throws -> Bool {
        let isNew =
            try connection.change(
                """
                INSERT INTO webhook_events (tenant_id, id, kind, verdict, account_sid, channel_id, our_address, target, body,
                    received_at, attempts)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0) ON CONFLICT (tenant_id, id) DO NOTHING
                """, transaction.tenant, event.id, event.kind, event.verdict, event.accountSID, event.channel,
                event.ourAddress, event.target, event.body, event.receivedAt) == 1
        if isNew, event.verdict == .routed { try due(event.id, at: transaction.now) }
        return isNew
    }

    private func due(_ id: WebhookEventID, at moment: Instant) throws {
        try connection.change(
            """
            INSERT INTO event_due (tenant_id, event_id, due_at) VALUES ($1, $2, $3)
            ON CONFLICT (tenant_id, event_id) DO UPDATE SET due_at = excluded.due_at
            """, transaction.tenant, id, moment)
    }

    /// The events that are due, in the order in which they came, for the one transaction of the tenant that applies some
    /// at a time: another one waits here until this one has ended.
    package func takeDue(limit: Int) throws -> [WebhookEvent] {
        try holdEffects()
        return try connection.all(
            """
            SELECT \(WebhookEvent.columns) FROM webhook_events WHERE tenant_id = $1 AND id IN (
                SELECT event_id FROM event_due WHERE tenant_id = $1 AND due_at <= $2 ORDER BY event_id LIMIT $3)
            ORDER BY id
            """, transaction.tenant, transaction.now, limit)
    }

    /// Waits until nobody else makes leads, conversations and messages of what came in to the tenant.
    package func holdEffects() throws { try connection.hold("events \(transaction.tenant)") }

    /// Ends an event, in the transaction that holds its effect.
    package func finish(_ id: WebhookEventID, _ outcome: WebhookEvent.Outcome) throws {
        try connection.change(
            """
            UPDATE webhook_events SET applied_at = $3, outcome = $4, attempts = attempts + 1
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, transaction.now, outcome)
        try connection.change(
            "DELETE FROM event_due WHERE tenant_id = $1 AND event_id = $2", transaction.tenant, id)
    }

    /// Leaves an event whose effect failed for later.
    package func retry(_ id: WebhookEventID, at moment: Instant) throws {
        try connection.change(
            "UPDATE webhook_events SET attempts = attempts + 1 WHERE tenant_id = $1 AND id = $2", transaction.tenant, id
        )
        try due(id, at: moment)
    }

    /// Gives events a channel that came for a number which no channel named when they came; how many.
    @discardableResult
    package func route(_ ourAddress: String, of accountSID: String, to channel: ChannelID) throws -> Int {
        let ids: [WebhookEventID] = try unrouted(ourAddress, of: accountSID)
        for id in ids {
            try connection.change(
                "UPDATE webhook_events SET verdict = 'routed', channel_id = $3 WHERE tenant_id = $1 AND id = $2",
                transaction.tenant, id, channel)
            try due(id, at: transaction.now)
        }
        return ids.count
    }

    private func unrouted(_ ourAddress: String, of accountSID: String) throws -> [WebhookEventID] {
        var ids: [WebhookEventID] = []
        try connection.run(
            """
            SELECT id FROM webhook_events
            WHERE tenant_id = $1 AND verdict = 'unrouted' AND our_address = $2 AND account_sid = $3 ORDER BY id
            """, [transaction.tenant.sqlValue, ourAddress.sqlValue, accountSID.sqlValue]
        ) { row in
            var row = row
            ids.append(try row.next())
        }
        return ids
    }

    /// Forgets what was applied and came before a moment, some at a time; how many.
    package func expire(before moment: Instant, limit: Int) throws -> Int {
        try connection.change(
            """
            DELETE FROM webhook_events WHERE tenant_id = $1 AND id IN (
                SELECT id FROM webhook_events WHERE tenant_id = $1 AND received_at < $2 AND applied_at IS NOT NULL
                    AND outcome <> 'failed' ORDER BY id LIMIT $3)
            """, transaction.tenant, moment, limit)
    }

    package func find(_ id: WebhookEventID) throws -> WebhookEvent? {
        try connection.first(
            "SELECT \(WebhookEvent.columns) FROM webhook_events WHERE tenant_id = $1 AND id = $2", transaction.tenant,
            id
        )
    }

    /// Newest first, from before `before`.
    package func list(before: WebhookEventID? = nil, limit: Int) throws -> [WebhookEvent] {
        try connection.all(
            """
            SELECT \(WebhookEvent.columns) FROM webhook_events WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3
            """, transaction.tenant, before ?? WebhookEventID(.greatest), limit)
    }
}
