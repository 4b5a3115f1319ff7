extension SchemaStep {
    /// The orders in which leads are listed, and by what is found whether one has opted out and what a feed has to tell.
    static let lists = SchemaStep(name: "lists", sqlite: listIndexes, postgres: listIndexes)

    private static let listIndexes = """
        CREATE INDEX leads_recent ON leads (tenant_id, (coalesce(last_contact_at, created_at)), id);
        CREATE INDEX conversations_heads ON conversations (tenant_id, last_arrival, id);
        CREATE INDEX leads_waiting ON leads (tenant_id, waiting_since, id) WHERE waiting_since IS NOT NULL;
        CREATE INDEX opt_outs_phone ON opt_outs (tenant_id, address);
        CREATE INDEX read_marks_feed ON read_marks (tenant_id, change_seq);

        """
}
