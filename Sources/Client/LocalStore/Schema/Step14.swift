extension Schema {
    /// Version 14: a long history's messages are found by name through a table of its own (`NameIndex`), which is filled
    /// in small parts. An index could only be made in one go.
    static let step14 = """
        CREATE TABLE message_name (external_id PRIMARY KEY, message_id INTEGER NOT NULL) WITHOUT ROWID;
        """
}
