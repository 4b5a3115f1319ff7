extension SchemaStep {
    /// Leads, what they and we have said, how far that has come, and who has read it.
    ///
    /// `arrival` is the number in the tenant's sequence under which a message was first committed, and is never changed:
    /// whoever has seen one arrival has seen all before it, whatever times the messages bear.
    static let conversations = SchemaStep(
        name: "conversations", sqlite: conversationTables(.sqlite),
        postgres: conversationTables(.postgres)
            + ["leads", "conversations", "messages", "media", "message_events", "read_marks"].map { walled($0) }
            .joined())

    private static func conversationTables(_ type: ColumnTypes) -> String {
        leadTables(type) + messageTables(type) + messageDetailTables(type)
    }

    private static func leadTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE leads (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL, phone \(type.text) NOT NULL,
            is_group \(type.number) NOT NULL, name \(type.text), channel \(type.text) NOT NULL,
            state \(type.text) NOT NULL, assignee \(type.id), timezone \(type.text),
            last_contact_at \(type.number), waiting_since \(type.number), created_at \(type.number) NOT NULL,
            version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id), CONSTRAINT leads_phone UNIQUE (tenant_id, phone),
            FOREIGN KEY (tenant_id, assignee) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX leads_change ON leads (tenant_id, change_seq);
        CREATE TABLE conversations (
            tenant_id \(type.id) NOT NULL, id \(type.id) NOT NULL, lead_id \(type.id) NOT NULL,
            channel_id \(type.id) NOT NULL, channel \(type.text) NOT NULL, our_address \(type.text) NOT NULL,
            remote_jid \(type.text) NOT NULL, state \(type.text) NOT NULL, snoozed_until \(type.number),
            assignee \(type.id), last_arrival \(type.number) NOT NULL, last_outbound \(type.number) NOT NULL,
            last_message_at \(type.number), created_at \(type.number) NOT NULL,
            version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id), CONSTRAINT conversations_jid UNIQUE (tenant_id, our_address, remote_jid),
            FOREIGN KEY (tenant_id, lead_id) REFERENCES leads (tenant_id, id),
            FOREIGN KEY (tenant_id, channel_id) REFERENCES channels (tenant_id, id),
            FOREIGN KEY (tenant_id, assignee) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX conversations_change ON conversations (tenant_id, change_seq);
        CREATE INDEX conversations_lead ON conversations (tenant_id, lead_id);
        CREATE INDEX conversations_newest ON conversations (tenant_id, last_arrival);

        """
    }

    private static func messageTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE messages (
            tenant_id \(type.id) NOT NULL, id \(type.id) NOT NULL, conversation_id \(type.id) NOT NULL,
            external_id \(type.text), client_ref \(type.text), direction \(type.text) NOT NULL,
            our_number \(type.text), from_address \(type.text), to_address \(type.text), body \(type.text) NOT NULL,
            status \(type.text), status_rank \(type.number) NOT NULL, send_state \(type.text),
            error_code \(type.number), error_text \(type.text), segments \(type.number), price \(type.number),
            price_unit \(type.text), num_media \(type.number) NOT NULL, author \(type.id), keyword \(type.text),
            arrival \(type.number) NOT NULL, provider_at \(type.number), created_at \(type.number) NOT NULL,
            sent_at \(type.number), delivered_at \(type.number), date_updated \(type.number),
            callback_at \(type.number), version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id), CONSTRAINT messages_external UNIQUE (tenant_id, external_id),
            CONSTRAINT messages_client_ref UNIQUE (tenant_id, client_ref),
            FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id),
            FOREIGN KEY (tenant_id, author) REFERENCES users (tenant_id, id)
        \(type.end)
        CREATE INDEX messages_change ON messages (tenant_id, change_seq);
        CREATE INDEX messages_arrival ON messages (tenant_id, conversation_id, arrival);
        CREATE INDEX messages_newest ON messages (tenant_id, arrival);

        """
    }

    private static func messageDetailTables(_ type: ColumnTypes) -> String {
        """
        CREATE TABLE media (
            tenant_id \(type.id) NOT NULL, id \(type.id) NOT NULL, message_id \(type.id) NOT NULL,
            place \(type.number) NOT NULL, external_id \(type.text), url \(type.text) NOT NULL,
            content_type \(type.text) NOT NULL, state \(type.text) NOT NULL, size \(type.number),
            content_hash \(type.bytes), PRIMARY KEY (tenant_id, id),
            CONSTRAINT media_place UNIQUE (tenant_id, message_id, place),
            FOREIGN KEY (tenant_id, message_id) REFERENCES messages (tenant_id, id)
        \(type.end)
        CREATE TABLE message_events (
            tenant_id \(type.id) NOT NULL REFERENCES tenants (id), id \(type.id) NOT NULL,
            external_id \(type.text) NOT NULL, source \(type.text) NOT NULL, status \(type.text) NOT NULL,
            error_code \(type.number), error_text \(type.text), at \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, id)
        \(type.end)
        CREATE INDEX message_events_message ON message_events (tenant_id, external_id, id);
        CREATE TABLE read_marks (
            tenant_id \(type.id) NOT NULL, user_id \(type.id) NOT NULL, conversation_id \(type.id) NOT NULL,
            read_up_to \(type.number) NOT NULL, version \(type.number) NOT NULL, change_seq \(type.number) NOT NULL,
            PRIMARY KEY (tenant_id, user_id, conversation_id),
            FOREIGN KEY (tenant_id, user_id) REFERENCES users (tenant_id, id),
            FOREIGN KEY (tenant_id, conversation_id) REFERENCES conversations (tenant_id, id)
        \(type.end)
        CREATE INDEX read_marks_change ON read_marks (tenant_id, user_id, change_seq);

        """
    }
}
