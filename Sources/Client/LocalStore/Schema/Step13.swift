extension Schema {
    /// Version 13: nothing is sent twice that was asked for once.
    ///
    /// A message that did not arrive is sent again once: `resent` tells of such a message which copy of it was made, and
    /// when; the copy is what is sent again from then on. A draft tells which message it was made of, until it is sent.
    /// `outbox.vouched_by` names the run that has looked whether a text of an earlier one has left, and
    /// `send_candidate.recipient` whom such a row went to, where it is another.
    static let step13 = """
        CREATE TABLE resent (
            message_id INTEGER PRIMARY KEY,
            copy_id INTEGER NOT NULL,
            at INTEGER NOT NULL
        );
        CREATE INDEX resent_by_copy ON resent (copy_id);
        ALTER TABLE draft ADD COLUMN resends INTEGER;
        ALTER TABLE outbox ADD COLUMN vouched_by TEXT;
        ALTER TABLE send_candidate ADD COLUMN recipient TEXT;
        """
}
