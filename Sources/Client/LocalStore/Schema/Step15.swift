extension Schema {
    /// Version 15: texts to one number leave in the order in which they were written, past a text that waits for a
    /// person's word only where the person has said so of the very text.
    ///
    /// `outbox.passes` is the newest of the earlier texts that such a word lets a text pass, or 0. `outbox_asked` finds what
    /// waits for a word among the texts to one number. `outbox.asked_by` names the run that asks for that word, where that
    /// which wrote the text is gone. `outbox_settled` finds what has failed lately.
    static let step15 = """
        ALTER TABLE outbox ADD COLUMN passes INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outbox ADD COLUMN asked_by TEXT;
        CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
        CREATE INDEX outbox_asked ON outbox (recipient) WHERE \(OutboxFront.asked);
        """
}
