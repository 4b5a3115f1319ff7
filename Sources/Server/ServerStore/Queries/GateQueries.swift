package import Messaging

/// What the gate for webhooks asks before it is known whose one is.
package struct GateQueries {
    let transaction: ServerTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// The tenants whose numbers or secrets have changed since a moment, each with a number that tells its changes apart.
    /// A change is seen some time after its moment, when it is committed: who asks again asks from a while before.
    package func changes(since moment: Instant) throws -> [GateChange] {
        try connection.all(
            "SELECT \(GateChange.columns) FROM gate_change WHERE changed_at >= $1 ORDER BY tenant_id", moment)
    }

    /// The tenants behind `after` that have events due, each once.
    package func tenantsWithDueEvents(after: TenantID? = nil, limit: Int) throws -> [TenantID] {
        var tenants: [TenantID] = []
        var last = after ?? TenantID(.least)
        // One step through the index for each tenant, however many events it has.
        while tenants.count < limit {
            let next: TenantID? = try connection.value(
                """
                SELECT tenant_id FROM event_due WHERE tenant_id > $1 AND due_at <= $2 ORDER BY tenant_id LIMIT 1
                """, last, transaction.now)
            guard let next else { break }
            tenants.append(next)
            last = next
        }
        return tenants
    }

    /// How many events are due, and since when the oldest is.
    package func due() throws -> (count: Int, oldest: Instant?) {
        let count: Int? = try connection.value("SELECT count(*) FROM event_due")
        let oldest: Instant?? = try connection.value("SELECT min(due_at) FROM event_due")
        return (count ?? 0, oldest ?? nil)
    }

    /// Keeps a copy of what was not believed, and no more than `cap` of one reason: the oldest go.
    package func quarantine(_ request: QuarantinedRequest, cap: Int) throws {
        try connection.change(
            """
            INSERT INTO quarantine (id, reason, account_sid, target, body, signature, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO NOTHING
            """, request.id, request.reason, request.accountSID, request.target, request.body, request.signature,
            request.receivedAt)
        try connection.change(
            """
            DELETE FROM quarantine WHERE reason = $1 AND id <= (
                SELECT id FROM quarantine WHERE reason = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)
            """, request.reason, cap)
    }

    /// Forgets what was not believed and came before a moment.
    package func expireQuarantine(before moment: Instant) throws {
        try connection.change("DELETE FROM quarantine WHERE received_at < $1", moment)
    }

    /// What was not believed, newest first.
    package func quarantined(limit: Int) throws -> [QuarantinedRequest] {
        try connection.all(
            "SELECT \(QuarantinedRequest.columns) FROM quarantine ORDER BY id DESC LIMIT $1", limit)
    }
}

/// That a tenant's numbers or secrets are not what they were.
package struct GateChange: Hashable, Sendable, SQLRecord {
    static let columns = "tenant_id, number"

    package let tenant: TenantID
    package let number: Int64

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        number = try row.next()
    }
}

extension TenantTransaction {
    /// Tells the gates of all nodes that a tenant's numbers or secrets are not what they were.
    func changeGate(of tenant: TenantID? = nil) throws {
        try connection.change(
            """
            INSERT INTO gate_change (tenant_id, number, changed_at) VALUES ($1, 1, $2)
            ON CONFLICT (tenant_id) DO UPDATE SET number = gate_change.number + 1, changed_at = excluded.changed_at
            """, tenant ?? self.tenant, now)
    }
}
