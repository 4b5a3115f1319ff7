extension Schema {
    /// Version 5: what a segment to a country costs by the remote's list, for countries that nothing was billed for yet.
    ///
    /// A lead's country is noted when its price is first wanted. Without `told_at` the price is still to be asked for;
    /// with it and without an amount the remote tells none.
    static let step5 = """
        CREATE TABLE lead_country (lead_id INTEGER PRIMARY KEY, region TEXT NOT NULL);
        CREATE TABLE list_price (
            region TEXT PRIMARY KEY,
            amount INTEGER,
            unit TEXT,
            told_at INTEGER
        ) WITHOUT ROWID;
        """
}
