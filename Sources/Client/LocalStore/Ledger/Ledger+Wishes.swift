internal import Messaging

extension Ledger {
    /// Writes down for the server what a person's change has made of a lead. One that the server does not know has
    /// nobody to be told of.
    func journal(_ before: LeadChange.Wish, _ after: LeadChange.Wish, of lead: Int64) throws {
        switch (before, after) {
        case (.state(let seen), .state(let state)):
            if let id = try servedID(of: lead) { try wish(.state(id, state, seen: seen)) }
        case (.name(let seen), .name(let name)):
            if let id = try servedID(of: lead) { try wish(.name(id, name, seen: seen)) }
        case (.readMark, .readMark): try journalMarks(of: lead)
        default: break
        }
    }

    /// Whether the server has not been told yet what a person has made of this field.
    func isWished(_ field: WishField, of target: String) throws -> Bool {
        let query = try db.prepared("SELECT 1 FROM wish WHERE target = ?1 AND field = ?2 LIMIT 1")
        query.bind(1, target)
        query.bind(2, field.rawValue)
        return try query.firstInt() == 1
    }

    private func servedID(of lead: Int64) throws -> TenantLeadID? {
        let query = try db.prepared("SELECT id FROM served_lead WHERE lead_id = ?1")
        query.bind(1, lead)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return TenantLeadID(query.text(0))
    }

    func wish(_ change: Wish.Change) throws {
        let insert = try db.prepared(
            "INSERT INTO wish (key, target, field, wanted, seen, made_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        let (wanted, seen) = change.words
        insert.bind(1, store.newName().description)
        insert.bind(2, change.target)
        insert.bind(3, change.field.rawValue)
        insert.bind(4, wanted)
        insert.bind(5, seen)
        insert.bind(6, now)
        try insert.run()
    }

    /// A mark here is a place in time; the server counts arrivals, a mark a conversation.
    private func journalMarks(of lead: Int64) throws {
        let position = try self.lead(lead).readPosition
        let query = try db.prepared("SELECT id, number, read_up_to FROM served_conversation WHERE lead_id = ?1")
        query.bind(1, lead)
        var talks: [(id: TenantConversationID, number: Int64, mark: Int64)] = []
        while try query.step() {
            if let id = TenantConversationID(query.text(0)) { talks.append((id, query.int(1), query.int(2))) }
        }
        for talk in talks {
            let mark = try arrival(readTo: position, in: talk.number)
            guard mark > 0, mark != talk.mark else { continue }
            try wish(.read(talk.id, upTo: mark, seen: talk.mark))
            let update = try db.prepared("UPDATE served_conversation SET read_up_to = ?2 WHERE number = ?1")
            update.bind(1, talk.number)
            update.bind(2, mark)
            try update.run()
        }
    }

    /// The arrival up to which a conversation is read where the lead is read to a place: just below the first that came
    /// after it, else the last.
    private func arrival(readTo position: Int64, in talk: Int64) throws -> Int64 {
        let query = try db.prepared(
            """
            SELECT coalesce(min(CASE WHEN m.position > ?2 THEN s.arrival END) - 1, max(s.arrival), 0)
            FROM served_message s JOIN message m ON m.id = s.message_id WHERE s.conversation = ?1 AND s.is_inbound
            """)
        query.bind(1, talk)
        query.bind(2, position)
        return try query.firstInt()
    }
}
