package import Messaging
internal import GRDB

extension InboxStore {
    /// The rows of the lead table that fit on a screen.
    package func leadWindow(_ query: LeadQuery) throws(StoreError) -> LeadWindow {
        try read { try LeadReader(db: $0, query: query).window() }
    }

    /// One lead; with `wholeText` its last message is not cut to a preview.
    package func lead(_ id: LeadID, wholeText: Bool = false) throws(StoreError) -> LeadRow? {
        try read { try LeadRows.one($0, id: id.rawValue, wholeTexts: wholeText) }
    }

    package func lead(_ address: PeerAddress) throws(StoreError) -> LeadRow? {
        try read { db in
            let query = try db.prepared(
                "SELECT \(LeadRows.columns) FROM lead l \(LeadRows.joins) WHERE l.address = ?1")
            query.bind(1, address.text)
            return try LeadRows.all(query).first
        }
    }

    /// Those of `addresses` that no lead has yet.
    package func strangers(among addresses: Set<PeerAddress>) throws(StoreError) -> Set<PeerAddress> {
        try read { db in
            let query = try db.prepared("SELECT 1 FROM lead WHERE address = ?1")
            return try addresses.filter { address in
                query.bind(1, address.text)
                return try query.firstInt() == 0
            }
        }
    }

    /// The numbers of the status line.
    package func counts() throws(StoreError) -> InboxCounts {
        try read { try Self.counts($0) }
    }

    static func counts(_ db: Database) throws -> InboxCounts {
        let query = try db.prepared(
            """
            SELECT leads, unread_leads, unread_messages, waiting, failed, held, unknown, messages, inbound
            FROM tally WHERE id = 1
            """)
        var counts = InboxCounts()
        guard try query.step() else { return counts }
        counts.leads = Int(query.int(0))
        counts.unreadLeads = Int(query.int(1))
        counts.unreadMessages = Int(query.int(2))
        counts.waiting = Int(query.int(3))
        counts.failed = Int(query.int(4))
        counts.held = Int(query.int(5))
        counts.unknown = Int(query.int(6))
        counts.messages = Int(query.int(7))
        counts.inbound = Int(query.int(8))
        query.reset()
        return counts
    }

    /// Who of those that pass `filter` has waited longest for an answer, or longest after `lead` (before it, when
    /// `backwards`).
    ///
    /// One that does not wait any more, because a person has just answered or is done with it, counts by its place from
    /// before where that is known. With `waitedSince`, what a caller saw before an answer of its own that may or may
    /// not be stored by now, it counts by that.
    package func longestWaiting(
        within filter: LeadFilter = .everything, after lead: LeadID? = nil, who waitedSince: Instant? = nil,
        backwards: Bool = false
    ) throws(StoreError) -> LeadID? {
        try read { db in
            let before = "iif(waiting_position > 0, waiting_position, waiting_key)"
            var place = try lead.flatMap { try LeadReader.place(db, $0.rawValue, column: before) }
            if let waitedSince { place?.key = TimePlace.floor(waitedSince) }
            let passes = FilterSQL(filter, order: .waiting, first: 5)
            let query = try db.prepared(
                """
                SELECT l.id FROM lead l WHERE l.flags & ?1 <> 0 AND l.waiting_key < ?4 AND l.id <> ?3
                    AND (l.waiting_key, l.id) \(backwards ? "<" : ">") (?2, ?3)
                    \(passes.quick)\(passes.slow.map { " AND \($0)" } ?? "")
                ORDER BY l.waiting_key \(backwards ? "DESC" : "ASC"), l.id \(backwards ? "DESC" : "ASC") LIMIT 1
                """)
            query.bind(1, LeadFlags.waiting.rawValue)
            query.bind(2, place?.key ?? (backwards ? Int64.max : Int64.min))
            query.bind(3, lead?.rawValue ?? 0)
            query.bind(4, Int64.max / 2)
            passes.bind(to: query)
            let found = try query.firstInt()
            return found > 0 ? LeadID(rawValue: found) : nil
        }
    }
}
