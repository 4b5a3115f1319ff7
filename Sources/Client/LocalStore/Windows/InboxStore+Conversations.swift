internal import GRDB
package import Messaging

extension InboxStore {
    /// The messages of a lead that fit on a screen, oldest first; `nil` when there is no such lead.
    package func conversationWindow(_ query: ConversationQuery) throws(StoreError) -> ConversationWindow? {
        try read { db in
            guard let lead = try LeadRows.one(db, id: query.lead.rawValue) else { return nil }
            var window = ConversationWindow(lead: lead)
            try Self.fill(&window, query, db)
            if lead.hasDraft {
                let draft = try db.prepared("SELECT \(Draft.columns) FROM draft WHERE lead_id = ?1")
                draft.bind(1, query.lead.rawValue)
                if try draft.step() { window.draft = Draft(draft) }
                draft.reset()
            }
            if let sender = query.sender, let theirs = lead.address.phoneNumber {
                window.pricePerSegment = try Self.pricePerSegment(from: sender, to: theirs, db)
                if window.pricePerSegment == nil, let listed = try Self.listPrice(for: query.lead, db) {
                    (window.pricePerSegment, window.isPriceListed) = (listed, true)
                }
            }
            return window
        }
    }

    package func message(_ id: MessageID) throws(StoreError) -> MessageRow? {
        try read { try MessageRows.one($0, id: id) }
    }

    package func message(externalID: String) throws(StoreError) -> MessageRow? {
        try read { db in
            let query = try db.prepared(
                "SELECT \(MessageRows.columns) FROM message m \(MessageRows.joins) WHERE m.id = \(db.messageID(named: "?1"))"
            )
            query.bind(1, SIDKey(externalID))
            return try MessageRows.all(query, db).first
        }
    }

    private static func fill(_ window: inout ConversationWindow, _ query: ConversationQuery, _ db: Database) throws {
        let limit = query.limit
        func position(_ id: MessageID) throws -> Int64 {
            let select = try db.prepared("SELECT position FROM message WHERE id = ?1 AND lead_id = ?2")
            select.bind(1, id.rawValue)
            select.bind(2, query.lead.rawValue)
            return try select.firstInt()
        }
        func older(_ place: Int64, _ id: Int64, _ count: Int) throws -> [MessageRow] {
            try rows(query.lead, place, id, older: true, count, db)
        }
        func newer(_ place: Int64, _ id: Int64, _ count: Int) throws -> [MessageRow] {
            try rows(query.lead, place, id, older: false, count, db)
        }
        switch query.anchor {
        case .newest:
            let rows = try older(.max, .max, limit + 1)
            window.messages = rows.prefix(limit).reversed()
            window.hasOlder = rows.count > limit
        case .oldest:
            let rows = try newer(.min, .min, limit + 1)
            window.messages = Array(rows.prefix(limit))
            window.hasNewer = rows.count > limit
        case .before(let id):
            let rows = try older(try position(id), id.rawValue, limit + 1)
            window.messages = rows.prefix(limit).reversed()
            (window.hasOlder, window.hasNewer) = (rows.count > limit, true)
        case .after(let id):
            let rows = try newer(try position(id), id.rawValue, limit + 1)
            window.messages = Array(rows.prefix(limit))
            (window.hasOlder, window.hasNewer) = (true, rows.count > limit)
        case .around(let id):
            let place = try position(id)
            let before = try older(place, id.rawValue, limit + 1)
            let after = try newer(place, id.rawValue - 1, limit + 1)
            let kept = min(before.count, max(limit / 2, limit - after.count))
            window.messages = before.prefix(kept).reversed() + after.prefix(limit - kept)
            (window.hasOlder, window.hasNewer) = (before.count > kept, after.count > limit - kept)
        }
    }

    private static func rows(
        _ lead: LeadID, _ place: Int64, _ id: Int64, older: Bool, _ limit: Int, _ db: Database
    ) throws -> [MessageRow] {
        let select = try db.prepared(
            older
                ? """
                SELECT \(MessageRows.columns) FROM message m \(MessageRows.joins)
                WHERE m.lead_id = ?1 AND m.position <= ?2 AND (m.position < ?2 OR m.id < ?3)
                ORDER BY m.position DESC, m.id DESC LIMIT ?4
                """
                : """
                SELECT \(MessageRows.columns) FROM message m \(MessageRows.joins)
                WHERE m.lead_id = ?1 AND m.position >= ?2 AND (m.position > ?2 OR m.id > ?3)
                ORDER BY m.position, m.id LIMIT ?4
                """)
        select.bind(1, lead.rawValue)
        select.bind(2, place)
        select.bind(3, id)
        select.bind(4, limit)
        return try MessageRows.all(select, db)
    }
}
