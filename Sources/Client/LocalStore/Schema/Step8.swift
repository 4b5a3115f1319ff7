extension Schema {
    /// Version 8: what may be a text of ours whose answer was lost.
    ///
    /// `send_candidate` holds the rows of the remote's list that may be what became of an unknown text; a person
    /// compares. `outbox.was_sought` tells that it was looked for to the end, `lifetime` how long its request could have
    /// arrived, where that is longer than usual.
    static let step8 = """
        ALTER TABLE outbox ADD COLUMN lifetime INTEGER;
        ALTER TABLE outbox ADD COLUMN was_sought INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE send_candidate (
            message_id INTEGER NOT NULL,
            external_id NOT NULL,
            number TEXT,
            body TEXT NOT NULL,
            media_count INTEGER NOT NULL,
            status,
            error_code INTEGER,
            created_at INTEGER NOT NULL,
            updated_at INTEGER,
            sent_at INTEGER,
            PRIMARY KEY (message_id, external_id)
        ) WITHOUT ROWID;
        """
}
