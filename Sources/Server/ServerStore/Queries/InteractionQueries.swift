package import Messaging

/// What happened with a lead. Nothing is written down for it: it is seen in the messages, the ledger and the audit.
package struct InteractionQueries {
    let transaction: TenantTransaction

    /// The newest first, from before `before`.
    package func list(of lead: TenantLeadID, before: Instant? = nil, limit: Int) throws -> [Interaction] {
        try transaction.connection.all(
            """
            SELECT \(Interaction.columns) FROM (
                SELECT CASE WHEN m.direction = 'inbound' THEN 'received' ELSE 'sent' END AS kind,
                    coalesce(m.provider_at, m.sent_at, m.created_at) AS at, m.author AS user_id, m.id AS message_id,
                    m.keyword AS detail, m.arrival AS place
                FROM messages AS m JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
                WHERE m.tenant_id = $1 AND c.lead_id = $2
                UNION ALL
                SELECT CASE WHEN e.kind = 'opens' THEN 'opted_out' ELSE 'opted_in' END, e.at, e.user_id, NULL, e.source, 0
                FROM opt_out_evidence AS e JOIN opt_outs AS o ON o.tenant_id = e.tenant_id AND o.id = e.opt_out_id
                JOIN leads AS l ON l.tenant_id = o.tenant_id AND l.phone = o.address
                WHERE e.tenant_id = $1 AND l.id = $2
                UNION ALL
                SELECT a.action, a.at, a.user_id, NULL, NULL, 0 FROM audit AS a
                WHERE a.tenant_id = $1 AND a.subject_kind = 'lead' AND a.subject_id = $2
            ) AS happened WHERE at < $3 ORDER BY at DESC, place DESC, kind LIMIT $4
            """, transaction.tenant, lead, before ?? Instant(milliseconds: .max), limit)
    }
}

/// Something that happened with a lead, and by whom.
package struct Interaction: Hashable, Sendable {
    /// `received`, `sent`, `opted_out`, `opted_in`, or what the audit calls it.
    package let kind: String
    package let at: Instant
    package let user: UserID?
    package let message: TenantMessageID?
    /// The keyword of a text, or the source of an opt-out.
    package let detail: String?
}

extension Interaction: SQLRecord {
    static let columns = "kind, at, user_id, message_id, detail"

    init(_ row: inout SQLRow) throws {
        kind = try row.next()
        at = try row.next()
        user = try row.next()
        message = try row.next()
        detail = try row.next()
    }
}
