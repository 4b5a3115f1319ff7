extension Schema {
    /// Version 2: what changed, in the order in which it did, for those who follow the mirror.
    ///
    /// A row tells of a message, or of a lead where `message_id` is 0. History that is fetched does not count as news.
    /// Only the latest rows are kept (`Ledger.keptNews`); the newest is never removed, so that ids go on rising.
    static let step2 = """
        CREATE TABLE news (
            id INTEGER PRIMARY KEY,
            lead_id INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            is_new INTEGER NOT NULL
        );
        """
}
