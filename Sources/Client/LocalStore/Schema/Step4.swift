extension Schema {
    /// Version 4: a row of the outbox names the messaging service that is to choose its sender, and what nothing reads
    /// of a list's cursor goes.
    static let step4 = """
        ALTER TABLE outbox ADD COLUMN service TEXT;
        ALTER TABLE list_cursor DROP COLUMN has_begun;
        """
}
