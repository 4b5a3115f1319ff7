extension SchemaStep {
    /// What Twilio has called us with, what was refused, and who must not be written to.
    ///
    /// `event_due` and `gate_change` are read before a tenant is known and hold ids. `quarantine` holds what nobody is
    /// known to have sent: it belongs to no tenant, so no tenant is shown it.
    static let webhooks = SchemaStep(
        name: "webhooks", sqlite: webhookTables(.sqlite) + ledgerTables(.sqlite),
        postgres: webhookTables(.postgres) + ledgerTables(.postgres)
            + ["webhook_events", "opt_outs", "opt_out_evidence"].map { walled($0) }.joined())

    private static func webhookTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE webhook_events (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL, kind \(type.text) NOT NULL,
            verdict \(type.text) NOT NULL, account_sid \(type.text) NOT NULL, channel_id \(type.id),
            our_address \(type.text) NOT NULL, target \(type.bytes) NOT NULL, body \(type.bytes) NOT NULL,
            received_at \(type.number) NOT NULL, attempts \(type.number) NOT NULL, applied_at \(type.number),
            outcome \(type.text), PRIMARY KEY (tenant_id, id)
        \(type.end)
        CREATE TABLE event_due (
            tenant_id \(type.id) NOT NULL, event_id \(type.id) NOT NULL, due_at \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, event_id)
        \(type.end)
        CREATE TABLE quarantine (
            id \(type.id) NOT NULL PRIMARY KEY, reason \(type.text) NOT NULL, account_sid \(type.text) NOT NULL,
            target \(type.bytes) NOT NULL, body \(type.bytes) NOT NULL, signature \(type.text) NOT NULL,
            received_at \(type.number) NOT NULL
        \(type.end)
        CREATE INDEX quarantine_reason ON quarantine (reason, id);
        CREATE TABLE gate_change (
            tenant_id \(type.id) NOT NULL PRIMARY KEY, number \(type.number) NOT NULL, changed_at \(type.number) NOT NULL
        \(type.end)
        CREATE INDEX gate_change_moment ON gate_change (changed_at);
        INSERT INTO gate_change (tenant_id, number, changed_at) SELECT DISTINCT tenant_id, 1, 0 FROM sender_route;

        """
    }

    private static func ledgerTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE opt_outs (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL, sender \(type.text) NOT NULL,
            address_hash \(type.bytes) NOT NULL, address \(type.text), origin \(type.text) NOT NULL,
            opened_at \(type.number), closed_at \(type.number), is_open \(type.number) NOT NULL,
            created_at \(type.number) NOT NULL, version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id), CONSTRAINT opt_outs_subject UNIQUE (tenant_id, sender, address_hash, origin)
        \(type.end)
        CREATE INDEX opt_outs_change ON opt_outs (tenant_id, change_seq);
        CREATE INDEX opt_outs_address ON opt_outs (tenant_id, address_hash);
        CREATE TABLE opt_out_evidence (
            tenant_id \(type.id) NOT NULL, opt_out_id \(type.id) NOT NULL, kind \(type.text) NOT NULL,
            source \(type.text) NOT NULL, reference \(type.text) NOT NULL, at \(type.number) NOT NULL,
            is_dated \(type.number) NOT NULL, user_id \(type.id),
            PRIMARY KEY (tenant_id, opt_out_id, kind, reference),
            FOREIGN KEY (tenant_id, opt_out_id) REFERENCES opt_outs (tenant_id, id)
        \(type.end)
        CREATE INDEX opt_out_evidence_reference ON opt_out_evidence (tenant_id, reference);

        """
    }
}
