package import Messaging

/// Who did what in the tenant. Lines are added and read, and nothing else.
package struct AuditQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Adds a line, in the transaction that does what it tells of.
    package func append(
        _ action: String, by actor: AuditActor, subjectKind: String? = nil, subject: UniqueID? = nil,
        detail: String? = nil
    ) throws {
        try connection.change(
            """
            INSERT INTO audit (tenant_id, id, at, user_id, token_id, unix_account, action, subject_kind, subject_id, detail)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, transaction.tenant, transaction.newID(as: AuditID.self), transaction.now, actor.user, actor.token,
            actor.unixAccount, action, subjectKind, subject, detail)
    }

    /// Newest first, from before `before`.
    package func list(before: AuditID? = nil, limit: Int) throws -> [AuditRecord] {
        try connection.all(
            """
            SELECT \(AuditRecord.columns) FROM audit WHERE tenant_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3
            """, transaction.tenant, before ?? AuditID(.greatest), limit)
    }
}
