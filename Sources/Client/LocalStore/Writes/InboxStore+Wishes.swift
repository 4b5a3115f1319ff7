package import Messaging

extension InboxStore {
    /// Whether this mirror is fed by a server, which is told what people change here.
    package var isServed: Bool { source.isServer }

    /// The oldest change that the server has not been told yet.
    package func nextWish() throws(StoreError) -> Wish? {
        try read { db in
            let query = try db.prepared("SELECT id, key, target, field, wanted, seen, made_at FROM wish ORDER BY id")
            defer { query.reset() }
            while try query.step() {
                let change = Wish.Change(
                    target: query.text(2), field: query.text(3), wanted: query.optionalText(4),
                    seen: query.optionalText(5))
                guard let change else { continue }
                return Wish(
                    id: query.int(0), key: query.text(1), change: change,
                    madeAt: Instant(milliseconds: query.int(6)))
            }
            return nil
        }
    }

    /// The server has answered: what it told of the row is taken in, and where the wish was refused that stands here
    /// again as it is there, but for what later wishes make of it.
    package func settle(_ wish: Wish, isRefused: Bool, with batch: ServedBatch, now: Instant) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            let delete = try ledger.db.prepared("DELETE FROM wish WHERE id = ?1")
            delete.bind(1, wish.id)
            try delete.run()
            if isRefused { try ledger.forgetVersion(of: wish.change) }
            ledger.news.tellsNewMessages = false
            ledger.isServed = true
            var absorption = ServedAbsorption(batch: batch, ledger: ledger)
            _ = try absorption.run()
        }
    }
}

extension Ledger {
    /// The next that is told of the row counts, whatever its version.
    fileprivate func forgetVersion(of change: Wish.Change) throws {
        let table: String, columns: String
        switch change {
        case .name, .state: (table, columns) = ("served_lead", "version = -1")
        case .read: (table, columns) = ("served_conversation", "version = -1, mark_version = -1")
        case .cancel, .release: (table, columns) = ("served_message", "version = -1")
        }
        let update = try db.prepared("UPDATE \(table) SET \(columns) WHERE id = ?1")
        update.bind(1, change.target)
        try update.run()
    }
}
