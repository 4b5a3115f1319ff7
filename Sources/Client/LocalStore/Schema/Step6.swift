extension Schema {
    /// Version 6: a row of the outbox has a name of its own (`IntentID`), and what the remote calls a message or an
    /// attachment is its external id.
    ///
    /// Rows that were written before get a name here. The table is made anew, because a column that is added later
    /// cannot be asked to be unique.
    static let step6 = """
        ALTER TABLE message RENAME COLUMN sid TO external_id;
        ALTER TABLE media RENAME COLUMN sid TO external_id;

        CREATE TABLE named_outbox (
            message_id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL,
            lead_id INTEGER NOT NULL,
            recipient TEXT NOT NULL,
            sender TEXT,
            service TEXT,
            body TEXT NOT NULL,
            media_urls TEXT NOT NULL,
            state INTEGER NOT NULL,
            queued_at INTEGER NOT NULL,
            due_at INTEGER,
            send_at INTEGER,
            attempted_at INTEGER,
            attempts INTEGER NOT NULL DEFAULT 0,
            looks INTEGER NOT NULL DEFAULT 0,
            next_look_at INTEGER,
            seen_up_to INTEGER,
            settled_at INTEGER,
            source TEXT NOT NULL,
            session TEXT NOT NULL
        );
        INSERT INTO named_outbox
        SELECT message_id,
            lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2)
                || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2)
                || '-' || hex(randomblob(6))),
            lead_id, recipient, sender, service, body, media_urls, state, queued_at, due_at, send_at, attempted_at,
            attempts, looks, next_look_at, seen_up_to, settled_at, source, session
        FROM outbox;
        DROP TABLE outbox;
        ALTER TABLE named_outbox RENAME TO outbox;
        CREATE UNIQUE INDEX outbox_by_uuid ON outbox (uuid);
        CREATE INDEX outbox_open ON outbox (queued_at) WHERE settled_at IS NULL;
        CREATE INDEX outbox_by_lead ON outbox (lead_id);
        """
}
