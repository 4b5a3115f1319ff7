extension Schema {
    /// Version 3: what nothing reads any more goes.
    ///
    /// The contents of attachments are kept in order by the cache's own files, a draft belongs to a lead always, and a
    /// draft of two inboxes is told by its text.
    static let step3 = """
        DROP TABLE content;
        ALTER TABLE draft DROP COLUMN address;
        ALTER TABLE draft DROP COLUMN version;
        """
}
