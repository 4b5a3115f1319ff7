internal import Messaging

extension Ledger {
    /// Begins, goes on with, or ends the watch on one of our messages, as its state demands.
    ///
    /// What is so old that nothing more can be learnt of it is not watched: that keeps history out. A message's age is
    /// counted from its last change, as one that the remote is to send in three weeks has all its life before it.
    func watchStatus(of message: MessageRecord, isNew: Bool = false) throws {
        guard message.direction == .outbound else { return }
        // A row that a SID was taken from has nothing to be asked about.
        guard message.externalID != nil, let status = message.status else {
            return try endWatch(on: message, isNew: isNew)
        }
        let age = now - max(message.moment, message.updatedAt ?? message.createdAt)
        let isOver = age > (status == .scheduled ? Self.scheduledAhead : Self.wanted)
        if isOver || status.isFinal && message.price != nil { return try endWatch(on: message, isNew: isNew) }
        let insert = try hot(.insertWatch)
        insert.bind(1, message.id)
        insert.bind(2, now)
        insert.bind(3, status.isFinal ? 1 : 0)
        insert.bind(4, status == .scheduled ? try plannedMoment(of: message.id) : nil)
        try insert.run()
    }

    private func endWatch(on message: MessageRecord, isNew: Bool) throws {
        if isNew { return }
        let delete = try hot(.deleteWatch)
        delete.bind(1, message.id)
        try delete.run()
    }

    /// When the remote is to send a message of ours.
    private func plannedMoment(of message: Int64) throws -> Instant? {
        let query = try db.prepared("SELECT send_at FROM outbox WHERE message_id = ?1")
        query.bind(1, message)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.instant(0)
    }

    /// How long after its last change the state or the price of a message is asked for.
    private static let wanted = Duration.seconds(72 * 3600)
    /// A little more than the remote takes a message ahead of its time.
    private static let scheduledAhead = Duration.seconds(36 * 86_400)
}
