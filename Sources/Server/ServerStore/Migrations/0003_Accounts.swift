extension SchemaStep {
    /// What is accounted for: who did what, and what was answered to a request that may come again.
    static let accounts = SchemaStep(
        name: "accounts", sqlite: accountTables(.sqlite) + sqliteAuditKept,
        postgres: accountTables(.postgres) + walled("audit") + walled("idempotency"))

    private static func accountTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE audit (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL, at \(type.number) NOT NULL,
            user_id \(type.id), token_id \(type.id), unix_account \(type.text), action \(type.text) NOT NULL,
            subject_kind \(type.text), subject_id \(type.id), detail \(type.json),
            PRIMARY KEY (tenant_id, id)
        \(type.end)
        CREATE TABLE idempotency (
            tenant_id \(type.id) NOT NULL, user_id \(type.id) NOT NULL, key \(type.text) NOT NULL,
            request_hash \(type.bytes) NOT NULL, claim \(type.id) NOT NULL, begun_at \(type.number) NOT NULL,
            status \(type.number), content_type \(type.text), body \(type.bytes),
            PRIMARY KEY (tenant_id, user_id, key),
            FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX idempotency_age ON idempotency (tenant_id, begun_at);

        """
    }

    /// SQLite has no roles that could be kept from it.
    private static let sqliteAuditKept = """
        CREATE TRIGGER audit_kept BEFORE UPDATE ON audit BEGIN
            SELECT RAISE(ABORT, 'what was done stays as it was noted');
        END;

        """
}
