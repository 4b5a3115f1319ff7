package import Messaging

/// What happened with a lead. Nothing is written down for it: it is seen in the messages, the ledger and the audit.
package struct InteractionQueries {
    let transaction: TenantTransaction

    /// The newest first, from before `before`; of one moment, by the names of what they are seen in.
    package func list(
        of lead: TenantLeadID, before: (at: Instant, id: UniqueID)? = nil, limit: Int
    ) throws -> [Interaction] {
        try transaction.connection.all(
            """
            SELECT \(Interaction.columns) FROM (
                SELECT CASE WHEN m.direction = 'inbound' THEN 'received' ELSE 'sent' END AS kind,
                    coalesce(m.provider_at, m.sent_at, m.created_at) AS at, m.author AS user_id, m.id AS message_id,
                    m.keyword AS detail, m.id AS id
                FROM messages AS m JOIN conversations AS c ON c.tenant_id = m.tenant_id AND c.id = m.conversation_id
                WHERE m.tenant_id = $1 AND c.lead_id = $2 AND coalesce(m.send_state, 'submitted') = 'submitted'
                UNION ALL
                SELECT CASE WHEN e.kind = 'opens' THEN 'opted_out' ELSE 'opted_in' END, e.at, e.user_id, NULL, e.source, o.id
                FROM opt_out_evidence AS e JOIN opt_outs AS o ON o.tenant_id = e.tenant_id AND o.id = e.opt_out_id
                JOIN leads AS l ON l.tenant_id = o.tenant_id AND l.phone = o.address
                WHERE e.tenant_id = $1 AND l.id = $2
                UNION ALL
                SELECT a.action, a.at, a.user_id, NULL, NULL, a.id FROM audit AS a
                WHERE a.tenant_id = $1 AND ((a.subject_kind = 'lead' AND a.subject_id = $2)
                    OR (a.subject_kind = 'conversation' AND a.subject_id IN (
                        SELECT id FROM conversations WHERE tenant_id = $1 AND lead_id = $2)))
            ) AS happened WHERE (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT $5
            """, transaction.tenant, lead, before?.at ?? Instant(milliseconds: .max), before?.id ?? .greatest, limit)
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
    /// What it is seen in; two that are seen in one differ by their moment or kind.
    package let id: UniqueID
}

extension Interaction: SQLRecord {
    static let columns = "kind, at, user_id, message_id, detail, id"

    init(_ row: inout SQLRow) throws {
        kind = try row.next()
        at = try row.next()
        user = try row.next()
        message = try row.next()
        detail = try row.next()
        id = try row.next()
    }
}
