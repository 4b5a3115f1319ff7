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
        try read { db in
            var counts = try Self.counts(db)
            counts.own = try db.ownUnsent(of: session)
            return counts
        }
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
}
