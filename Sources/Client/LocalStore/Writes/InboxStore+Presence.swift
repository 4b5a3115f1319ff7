package import Messaging

extension InboxStore {
    /// Writes down that a person is at a keyboard, for the process that is the engine.
    package func notePresence(at moment: Instant) throws(StoreError) {
        try write(.fetched, now: moment) { try $0.setNote("presence", moment.milliseconds) }
    }

    /// When a person was last noted at the keyboard of another process.
    package func lastPresence() throws(StoreError) -> Instant? {
        try read { db in
            let query = try db.prepared("SELECT value FROM note WHERE key = 'presence'")
            guard try query.step() else { return nil }
            defer { query.reset() }
            return query.instant(0)
        }
    }
}
