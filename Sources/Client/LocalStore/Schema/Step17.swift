extension Schema {
    /// Version 17: when it became known of a text of ours that the carrier did not deliver it, after it had been taken.
    ///
    /// History that was read as failed has no row: nobody waited for it here.
    static let step17 = """
        CREATE TABLE failed_delivery (message_id INTEGER PRIMARY KEY, known_at INTEGER NOT NULL);
        CREATE INDEX failed_delivery_by_moment ON failed_delivery (known_at);
        """
}
