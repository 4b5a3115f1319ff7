extension Schema {
    /// Version 10: the numbers that are read although the settings do not name them (`OwnNumber`).
    ///
    /// Among them those that a messaging service chose for texts of ours before: the lead's conversation without a number
    /// is where such a text stood until its sender was told.
    static let step10 = """
        DROP TABLE own_number;
        CREATE TABLE own_number (e164 TEXT PRIMARY KEY, service TEXT, has_sent INTEGER NOT NULL) WITHOUT ROWID;
        INSERT INTO own_number (e164, service, has_sent)
            SELECT DISTINCT number.e164, NULL, 1 FROM conversation AS unnumbered
            JOIN conversation ON conversation.lead_id = unnumbered.lead_id
            JOIN number ON number.id = conversation.number_id
            WHERE unnumbered.number_id IS NULL AND EXISTS (
                SELECT 1 FROM message WHERE message.lead_id = conversation.lead_id
                    AND message.conversation_id = conversation.id AND message.made_here);
        """
}
