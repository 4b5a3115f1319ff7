internal import GRDB
package import Messaging

extension InboxStore {
    /// Somebody is about to write to a lead in this country, two letters, for which no price is known. It is asked for
    /// once, and again when the answer is old.
    package func wantListPrice(of region: String, for lead: LeadID, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let note = try ledger.db.prepared("INSERT OR REPLACE INTO lead_country (lead_id, region) VALUES (?1, ?2)")
            note.bind(1, lead.rawValue)
            note.bind(2, region)
            try note.run()
            let want = try ledger.db.prepared(
                """
                INSERT INTO list_price (region) VALUES (?1) ON CONFLICT DO UPDATE SET told_at = NULL
                    WHERE told_at NOT BETWEEN (CASE WHEN amount IS NULL THEN ?2 ELSE ?3 END) AND ?4
                """)
            want.bind(1, region)
            want.bind(2, now - Self.refusalHolds)
            want.bind(3, now - Self.listHolds)
            want.bind(4, now)
            try want.run()
        }
    }

    /// How long a price of the list is good for, and how long after a vain question none is asked again.
    private static let listHolds = Duration.seconds(30 * 86_400)
    private static let refusalHolds = Duration.seconds(3600)

    /// A country whose price is still to be asked for.
    package func wantedListPrice() throws(StoreError) -> String? {
        try read { db in
            let query = try db.prepared("SELECT region FROM list_price WHERE told_at IS NULL ORDER BY region LIMIT 1")
            guard try query.step() else { return nil }
            defer { query.reset() }
            return query.text(0)
        }
    }

    /// The remote was asked for a country's price. Where it told none, what it told before stays.
    package func record(listPrice: Price?, of region: String, now: Instant) throws(StoreError) {
        try write(.fetched, now: now) { ledger in
            let update = try ledger.db.prepared(
                """
                UPDATE list_price SET told_at = ?2, amount = coalesce(?3, amount), unit = coalesce(?4, unit)
                WHERE region = ?1
                """)
            update.bind(1, region)
            update.bind(2, now)
            update.bind(3, listPrice?.millionths)
            update.bind(4, listPrice?.unit)
            try update.run()
        }
    }

    /// What a segment to the lead's country costs by the remote's list, as far as it was wanted and told.
    static func listPrice(for lead: LeadID, _ db: Database) throws -> Price? {
        let query = try db.prepared(
            """
            SELECT p.amount, p.unit FROM lead_country c JOIN list_price p ON p.region = c.region
            WHERE c.lead_id = ?1 AND p.amount IS NOT NULL
            """)
        query.bind(1, lead.rawValue)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return Price(millionths: query.int(0), unit: query.text(1))
    }
}
