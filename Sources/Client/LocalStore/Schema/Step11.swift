extension Schema {
    /// Version 11: what a text was called stays known when its row has left the outbox.
    ///
    /// Whoever does not know whether a text was written down writes it down again under its name (`IntentID`), at the next
    /// start too; by then it may have been sent or taken back, and must not come back.
    static let step11 = """
        CREATE TABLE past_intent (uuid TEXT PRIMARY KEY) WITHOUT ROWID;
        CREATE TRIGGER outbox_name_stays AFTER DELETE ON outbox BEGIN
            INSERT OR IGNORE INTO past_intent (uuid) VALUES (old.uuid);
        END;
        """
}
