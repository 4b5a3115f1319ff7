internal import GRDB
internal import Messaging

/// A conversation of the server's, as far as it is kept here.
struct ServedTalk {
    var number: Int64
    var lead: Int64
    var version: Int64
    var lastOutbound: Int64
    var readUpTo: Int64
    var markVersion: Int64
    var ourNumber: String?
}

extension Ledger {
    // MARK: Leads

    /// The lead here that a lead of the server's is, and the version of it that is known.
    func servedLead(_ id: String) throws -> (lead: Int64, version: Int64)? {
        let query = try db.prepared("SELECT lead_id, version FROM served_lead WHERE id = ?1")
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return (query.int(0), query.int(1))
    }

    func noteServedLead(_ id: String, is lead: Int64, version: Int64) throws {
        let insert = try db.prepared("INSERT OR REPLACE INTO served_lead (id, lead_id, version) VALUES (?1, ?2, ?3)")
        insert.bind(1, id)
        insert.bind(2, lead)
        insert.bind(3, version)
        try insert.run()
    }

    // MARK: Conversations

    func servedTalk(_ id: String) throws -> ServedTalk? {
        let query = try db.prepared(
            """
            SELECT number, lead_id, version, last_outbound, read_up_to, mark_version, our_number
            FROM served_conversation WHERE id = ?1
            """)
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return ServedTalk(
            number: query.int(0), lead: query.int(1), version: query.int(2), lastOutbound: query.int(3),
            readUpTo: query.int(4), markVersion: query.int(5), ourNumber: query.optionalText(6))
    }

    /// Writes a conversation down; one that is new has no number yet.
    func save(_ talk: ServedTalk, id: String) throws {
        let save = try db.prepared(
            """
            INSERT INTO served_conversation (id, lead_id, version, last_outbound, read_up_to, mark_version, our_number)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (id) DO UPDATE SET lead_id = ?2, version = ?3, last_outbound = ?4, read_up_to = ?5,
                mark_version = ?6, our_number = ?7
            """)
        save.bind(1, id)
        save.bind(2, talk.lead)
        save.bind(3, talk.version)
        save.bind(4, talk.lastOutbound)
        save.bind(5, talk.readUpTo)
        save.bind(6, talk.markVersion)
        save.bind(7, talk.ourNumber)
        try save.run()
    }

    // MARK: Messages

    func servedMessage(_ id: String) throws -> (message: Int64, version: Int64)? {
        let query = try db.prepared("SELECT message_id, version FROM served_message WHERE id = ?1")
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return (query.int(0), query.int(1))
    }

    func noteServedMessage(_ told: ServedMessage, is message: Int64, in talk: Int64) throws {
        let insert = try db.prepared(
            """
            INSERT OR REPLACE INTO served_message (id, message_id, conversation, arrival, is_inbound, version)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        insert.bind(1, told.id.description)
        insert.bind(2, message)
        insert.bind(3, talk)
        insert.bind(4, told.arrival)
        insert.bind(5, told.direction == .inbound ? 1 : 0)
        insert.bind(6, told.version)
        try insert.run()
    }

    // MARK: What follows

    /// Counts a lead's unread messages as the server does: by arrival, in each conversation by its own marks. So one that
    /// was found late, and stands far up, counts too.
    func recountServed(_ lead: Int64) throws {
        let query = try db.prepared(
            """
            SELECT count(*), min(m.position) FROM served_conversation c
            JOIN served_message s ON s.conversation = c.number AND s.is_inbound
                AND s.arrival > max(c.read_up_to, c.last_outbound)
            JOIN message m ON m.id = s.message_id
            WHERE c.lead_id = ?1
            """)
        query.bind(1, lead)
        guard try query.step() else { return }
        let (count, first) = (query.int(0), query.optionalInt(1))
        query.reset()
        try change(lead) { record in
            record.unread = count
            record.readPosition = first.map { $0 - 1 } ?? max(record.readPosition, record.inPosition)
        }
    }

    /// Marks a lead as one that must not be written to, or no longer, by the entries that are open for its address.
    func block(_ lead: Int64, at address: String) throws {
        let query = try db.prepared(
            "SELECT coalesce(max(is_by_lead), 0), coalesce(max(1 - is_by_lead), 0) FROM served_block "
                + "WHERE address = ?1 AND is_open")
        query.bind(1, address)
        guard try query.step() else { return }
        let (byLead, byUs) = (query.int(0) != 0, query.int(1) != 0)
        query.reset()
        try change(lead) { record in
            record.flags.subtract([.stopped, .blocked])
            if byLead { record.flags.insert(.stopped) }
            if byUs { record.flags.insert(.blocked) }
        }
    }

    func save(_ block: ServedBlock) throws {
        let insert = try db.prepared(
            """
            INSERT OR REPLACE INTO served_block (id, address, is_by_lead, is_open, version) VALUES (?1, ?2, ?3, ?4, ?5)
            """)
        insert.bind(1, block.id.description)
        insert.bind(2, block.address?.text)
        insert.bind(3, block.isByLead ? 1 : 0)
        insert.bind(4, block.isOpen ? 1 : 0)
        insert.bind(5, block.version)
        try insert.run()
    }

    /// The version of an entry that is known, and the address that it is about.
    func servedBlock(_ id: String) throws -> (version: Int64, address: String?)? {
        let query = try db.prepared("SELECT version, address FROM served_block WHERE id = ?1")
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return (query.int(0), query.optionalText(1))
    }

    func save(_ place: FeedPlace) throws {
        let insert = try db.prepared("INSERT OR REPLACE INTO feed_place (list, next, is_done) VALUES (?1, ?2, ?3)")
        insert.bind(1, place.list.rawValue)
        insert.bind(2, place.next)
        insert.bind(3, place.isDone ? 1 : 0)
        try insert.run()
    }

    /// The lead here with an address, where there is one.
    func leadHere(_ address: String) throws -> Int64? {
        let query = try db.prepared("SELECT id FROM lead WHERE address = ?1")
        query.bind(1, address)
        let found = try query.firstInt()
        return found > 0 ? found : nil
    }
}

extension Database {
    /// Whether a table of the server's ids holds this one.
    func knows(_ id: String, in table: String) throws -> Bool {
        let query = try prepared("SELECT 1 FROM \(table) WHERE id = ?1")
        query.bind(1, id)
        return try query.firstInt() == 1
    }
}
