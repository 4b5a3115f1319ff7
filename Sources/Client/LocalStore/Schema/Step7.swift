extension Schema {
    /// Version 7: what is next in the outbox is found by index, however much waits in it.
    ///
    /// `outbox_by_due` and `outbox_by_age` hold the rows that leave by themselves (`OutboxFront.leaving`);
    /// `outbox_by_recipient` besides those that are on their way or unknown, which hold back what is to the same number.
    static let step7 = """
        CREATE INDEX outbox_by_due ON outbox (ifnull(due_at, 0)) WHERE \(OutboxFront.leaving);
        CREATE INDEX outbox_by_age ON outbox (queued_at) WHERE \(OutboxFront.leaving);
        CREATE INDEX outbox_held ON outbox (due_at) WHERE \(OutboxFront.inUndoWindow);
        CREATE INDEX outbox_unsettled ON outbox (state) WHERE \(OutboxFront.attempted);
        CREATE INDEX outbox_by_recipient ON outbox (recipient) WHERE \(OutboxFront.moving);
        DROP INDEX outbox_open;
        """
}
