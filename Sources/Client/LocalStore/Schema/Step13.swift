extension Schema {
    /// Version 13: a message that did not arrive is sent again once.
    ///
    /// `resent` tells of such a message which copy of it was made, and when; the copy is what is sent again from then on.
    /// A draft tells which message it was made of, until it is sent.
    static let step13 = """
        CREATE TABLE resent (
            message_id INTEGER PRIMARY KEY,
            copy_id INTEGER NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX resent_by_copy ON resent (copy_id);
        ALTER TABLE draft ADD COLUMN resends INTEGER;
        """
}
