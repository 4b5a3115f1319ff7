package import Messaging

extension LeadQueries {
    /// The lead as it is until the end of this transaction: nobody else changes it meanwhile.
    package func hold(_ id: TenantLeadID) throws -> TenantLead? {
        try transaction.connection.first(
            """
            UPDATE leads SET version = version WHERE tenant_id = $1 AND id = $2 RETURNING \(TenantLead.columns)
            """, transaction.tenant, id)
    }

    /// Sets what people set of a lead.
    package func triage(
        _ id: TenantLeadID, name: String?, state: LeadState, timezone: String?, assignee: UserID?
    ) throws {
        let changed = try transaction.connection.change(
            """
            UPDATE leads SET name = $3, state = $4, timezone = $5, assignee = $6, version = version + 1
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, name, state, timezone, assignee)
        if changed == 1 { transaction.change(.lead(id)) }
    }
}
