internal import Messaging

extension Ledger {
    /// Begins, goes on with, or ends the watch on one of our messages, as its state demands.
    ///
    /// What is so old that nothing more can be learnt of it is not watched: that keeps history out.
    func watchStatus(of message: MessageRecord, isNew: Bool = false) throws {
        guard message.direction == .outbound, message.sid != nil, let status = message.status else { return }
        let age = now - message.createdAt
        let isFinal = status.isFinal
        let isOver = isFinal ? message.price != nil || age > Self.priceWanted : age > Self.stateWanted
        if isOver {
            if isNew { return }
            let delete = try hot(.deleteWatch)
            delete.bind(1, message.id)
            try delete.run()
            return
        }
        let insert = try hot(.insertWatch)
        insert.bind(1, message.id)
        insert.bind(2, now)
        insert.bind(3, isFinal ? 1 : 0)
        try insert.run()
    }

    private static let stateWanted = Duration.seconds(72 * 3600)
    private static let priceWanted = Duration.seconds(72 * 3600)
}
