package import Messaging

extension InboxStore {
    /// Takes a lead out of the table of which there is nothing: a conversation that was begun and left without a word.
    /// A lead with a message, a draft, a name or a person's decision stays, and then this returns false.
    @discardableResult
    package func forgetEmptyLead(_ lead: LeadID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard try ledger.isEmpty(lead.rawValue) else { return false }
            try ledger.forget(lead.rawValue)
            return true
        }
    }
}

extension Ledger {
    fileprivate func isEmpty(_ lead: Int64) throws -> Bool {
        let query = try db.prepared(
            """
            SELECT 1 FROM lead l WHERE l.id = ?1 AND l.name IS NULL AND l.flags & ~?2 = 0
                AND NOT EXISTS (SELECT 1 FROM message WHERE lead_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM draft WHERE lead_id = ?1)
                AND NOT EXISTS (SELECT 1 FROM outbox WHERE lead_id = ?1)
            """)
        query.bind(1, lead)
        query.bind(2, LeadFlags.unanswerable.rawValue)
        return try query.firstInt() == 1
    }

    func forget(_ lead: Int64) throws {
        if let text = try storedText(lead) {
            let unlist = try db.prepared(
                "INSERT INTO lead_pieces (lead_pieces, rowid, words) VALUES ('delete', ?1, ?2)")
            unlist.bind(1, lead)
            unlist.bind(2, text.words)
            try unlist.run()
        }
        let tables = [
            "lead_text WHERE lead_id", "conversation WHERE lead_id", "lead_country WHERE lead_id", "lead WHERE id",
        ]
        for table in tables {
            let delete = try db.prepared("DELETE FROM \(table) = ?1")
            delete.bind(1, lead)
            try delete.run()
        }
        tally.leads -= 1
    }
}
