package import Messaging

extension InboxStore {
    /// Where the inbox was left, as whoever draws it wrote it down.
    package func viewState() throws(StoreError) -> String? {
        try read { db in
            let query = try db.prepared("SELECT value FROM note WHERE key = 'view'")
            guard try query.step() else { return nil }
            defer { query.reset() }
            return query.text(0)
        }
    }

    package func setViewState(_ text: String, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let insert = try ledger.db.prepared("INSERT OR REPLACE INTO note (key, value) VALUES ('view', ?1)")
            insert.bind(1, text)
            try insert.run()
        }
    }
}
