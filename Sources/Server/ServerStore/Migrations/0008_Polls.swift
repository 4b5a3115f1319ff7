extension SchemaStep {
    /// How far the provider's lists were read, so that what no webhook told of is found.
    static let polls = SchemaStep(
        name: "polls", sqlite: pollTables(.sqlite), postgres: pollTables(.postgres) + walled("list_polls"))

    private static func pollTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE list_polls (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), address \(type.text) NOT NULL,
            solid_at \(type.number) NOT NULL, walk_from \(type.number), next_page \(type.text),
            PRIMARY KEY (tenant_id, address)
        \(type.end)
        INSERT INTO job_due (tenant_id, kind, subject, due_at)
            SELECT DISTINCT tenant_id, 'poll_channel', channel_id, 0 FROM sender_route;

        """
    }
}
