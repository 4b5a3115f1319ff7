package import Messaging

/// The tenant's leads.
package struct LeadQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// The lead of that address, made where there is none: one, however many ask at once.
    package func findOrMake(_ phone: String, isGroup: Bool = false, channel: String = "twilio_sms") throws -> TenantLead
    {
        let id = transaction.newID(as: TenantLeadID.self)
        let isNew = try connection.change(
            """
            INSERT INTO leads (tenant_id, id, phone, is_group, channel, state, created_at, version, change_seq)
            VALUES ($1, $2, $3, $4, $5, 'open', $6, 1, 0) ON CONFLICT (tenant_id, phone) DO NOTHING
            """, transaction.tenant, id, phone, isGroup, channel, transaction.now)
        if isNew == 1 { transaction.change(.lead(id)) }
        guard let lead = try find(phone: phone) else { throw TenantStoreError.conflict(detail: "a lead that went") }
        return lead
    }

    package func find(_ id: TenantLeadID) throws -> TenantLead? {
        try connection.first(
            "SELECT \(TenantLead.columns) FROM leads WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    package func find(phone: String) throws -> TenantLead? {
        try connection.first(
            "SELECT \(TenantLead.columns) FROM leads WHERE tenant_id = $1 AND phone = $2", transaction.tenant, phone)
    }

    /// In the order in which they were made, from behind `after`.
    package func list(after: TenantLeadID? = nil, limit: Int) throws -> [TenantLead] {
        try connection.all(
            "SELECT \(TenantLead.columns) FROM leads WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3",
            transaction.tenant, after ?? TenantLeadID(.least), limit)
    }

    /// Notes that a lead wrote: it wants something again, and has waited since the first text that we did not answer.
    package func heard(_ id: TenantLeadID, at moment: Instant) throws {
        try touch(
            id, moment, "state = 'open', waiting_since = CASE WHEN waiting_since < $3 THEN waiting_since ELSE $3 END")
    }

    /// Notes that we wrote to a lead.
    package func answered(_ id: TenantLeadID, at moment: Instant) throws {
        try touch(id, moment, "waiting_since = NULL")
    }

    private func touch(_ id: TenantLeadID, _ moment: Instant, _ change: String) throws {
        try connection.change(
            """
            UPDATE leads SET \(change), version = version + 1,
                last_contact_at = CASE WHEN last_contact_at > $3 THEN last_contact_at ELSE $3 END
            WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, moment)
        transaction.change(.lead(id))
    }
}
