package import Messaging

extension InboxStore {
    /// Takes in what a server told, with the place to go on from, in one transaction.
    package func commit(_ batch: ServedBatch, now: Instant) throws(StoreError) -> CommitReport {
        let isHistory = batch.isNews ? nil : batch.messages.count > 200
        return try write(.fetched, now: now, isHistory: isHistory) { ledger in
            try ledger.noteRemoteClock(batch.readAt)
            ledger.news.tellsNewMessages = batch.isNews
            ledger.news.tellsLeads = batch.isNews
            ledger.isServed = true
            var absorption = ServedAbsorption(batch: batch, ledger: ledger)
            return try absorption.run()
        }
    }

    /// How far the server's lists, and its feed, were read. One that is missing has not been begun.
    package func feedPlaces() throws(StoreError) -> [FeedPlace] {
        try read { db in
            let query = try db.prepared("SELECT list, next, is_done FROM feed_place")
            var places: [FeedPlace] = []
            while try query.step() {
                guard let list = FeedPlace.List(rawValue: query.text(0)) else { continue }
                places.append(FeedPlace(list, next: query.optionalText(1), isDone: query.int(2) != 0))
            }
            return places
        }
    }

    /// The server counts otherwise than it did: everything is told anew, and what was taken in stays until then.
    package func beginFeedAnew(now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            try ledger.db.prepared("DELETE FROM feed_place").run()
            for table in ["served_lead", "served_message", "served_block"] {
                try ledger.db.prepared("UPDATE \(table) SET version = -1").run()
            }
            try ledger.db.prepared("UPDATE served_conversation SET version = -1, mark_version = -1").run()
        }
    }

    /// Whose inbox this is on its server, as the first sign-in told; written once.
    package func claim(for owner: String, now: Instant) throws(StoreError) {
        if try owner == self.owner() { return }
        try write(.decided, now: now) { ledger in
            let insert = try ledger.db.prepared("INSERT OR IGNORE INTO note (key, value) VALUES ('owner', ?1)")
            insert.bind(1, owner)
            try insert.run()
        }
        guard let found = try self.owner(), found == owner else {
            throw StoreError.otherSource(found: "another user of the server", wanted: "this token's user")
        }
    }

    private func owner() throws(StoreError) -> String? {
        try read { db in
            let query = try db.prepared("SELECT value FROM note WHERE key = 'owner'")
            guard try query.step() else { return nil }
            defer { query.reset() }
            return query.optionalText(0)
        }
    }

    /// Which of these leads of the server are not here.
    package func unknown(_ leads: Set<TenantLeadID>) throws(StoreError) -> Set<TenantLeadID> {
        try read { db in
            try leads.filter { try !db.knows($0.description, in: "served_lead") }
        }
    }

    /// Which of these conversations of the server are not here.
    package func unknown(_ conversations: Set<TenantConversationID>) throws(StoreError) -> Set<TenantConversationID> {
        try read { db in
            try conversations.filter { try !db.knows($0.description, in: "served_conversation") }
        }
    }
}
