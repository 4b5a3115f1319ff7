extension SchemaStep {
    /// Texts of ours that are yet to leave, or that may have left, and whose turn it is at each of our numbers.
    ///
    /// `send_lanes` is read before a tenant is known, and holds a number of ours and moments. A lane is due when one of its
    /// texts is, and free when nobody holds it and its rate allows.
    static let outbound = SchemaStep(
        name: "outbound", sqlite: outboundTables(.sqlite), postgres: outboundTables(.postgres) + walled("outgoing"))

    private static func outboundTables(_ type: ColumnTypes) -> String {
        """
        ALTER TABLE messages ADD COLUMN send_at \(type.number);
        ALTER TABLE messages ADD COLUMN kept_back \(type.text);
        ALTER TABLE messages ADD COLUMN resent_as \(type.id);
        CREATE TABLE outgoing (
            tenant_id \(type.id) NOT NULL, message_id \(type.id) NOT NULL, conversation_id \(type.id) NOT NULL,
            lane \(type.text) NOT NULL, stage \(type.text) NOT NULL, is_bulk \(type.number) NOT NULL,
            seen_up_to \(type.number), waits_since \(type.number) NOT NULL, due_at \(type.number),
            attempts \(type.number) NOT NULL, attempted_at \(type.number), gave_up_at \(type.number),
            PRIMARY KEY (tenant_id, message_id),
            FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
        \(type.end)
        CREATE INDEX outgoing_due ON outgoing (tenant_id, lane, is_bulk, due_at) WHERE due_at IS NOT NULL;
        CREATE INDEX outgoing_conversation ON outgoing (tenant_id, conversation_id);
        CREATE TABLE send_lanes (
            tenant_id \(type.id) NOT NULL, address \(type.text) NOT NULL, due_at \(type.number),
            free_at \(type.number) NOT NULL, fence \(type.number) NOT NULL, PRIMARY KEY (tenant_id, address)
        \(type.end)
        CREATE INDEX send_lanes_due ON send_lanes (due_at) WHERE due_at IS NOT NULL;

        """
    }
}
