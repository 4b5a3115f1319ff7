internal import GRDB
package import Messaging

extension InboxStore {
    /// What of the outbox may matter now; what is put off counts only where it is the oldest or the newest.
    package func outboxFront(without putOff: PutOff = PutOff()) throws(StoreError) -> OutboxFront {
        try read { db in
            var front = OutboxFront()
            front.departures = try db.departures(without: putOff)
            front.held = try db.entries("WHERE \(OutboxFront.inUndoWindow) ORDER BY message_id")
            let attempted = try db.entries("WHERE \(OutboxFront.attempted) ORDER BY message_id")
            front.unknown = attempted.filter { $0.state == .unknown }
            front.isSending = attempted.contains { $0.state == .sending }
            return front
        }
    }

    /// Our texts that were refused, are certain not to have left, or turned out not to have arrived, since `moment`; the
    /// earliest first.
    package func failures(since moment: Instant) throws(StoreError) -> [MessageID] {
        try read { db in
            let query = try db.prepared(
                """
                SELECT message_id, settled_at AS moment FROM outbox WHERE settled_at >= ?1 AND state IN (7, 8, 10)
                UNION ALL SELECT message_id, known_at FROM failed_delivery WHERE known_at >= ?1
                ORDER BY moment, message_id
                """)
            query.bind(1, moment)
            var found: [MessageID] = []
            while try query.step() { found.append(MessageID(rawValue: query.int(0))) }
            return found
        }
    }

    /// Whether anything is in the outbox that does not wait for a person.
    package func hasOutboxWork() throws(StoreError) -> Bool {
        try read { db in
            for rows in [OutboxFront.leaving, OutboxFront.attempted] {
                if try db.prepared("SELECT 1 FROM outbox WHERE \(rows) LIMIT 1").firstInt() == 1 { return true }
            }
            return false
        }
    }
}

extension Database {
    /// What has not left of the texts that a run asks about, or would.
    func ownUnsent(of run: String) throws -> OwnUnsent {
        var own = OwnUnsent()
        let query = try prepared(
            """
            SELECT message_id, lead_id FROM outbox WHERE settled_at IS NULL AND state IN (1, 3, 4)
                AND coalesce(asked_by, session) = ?1 ORDER BY message_id
            """)
        query.bind(1, run)
        var lead: Int64?
        while try query.step() {
            own.ids.append(MessageID(rawValue: query.int(0)))
            lead = lead ?? query.int(1)
        }
        guard let lead, let first = own.ids.first, let row = try LeadRows.one(self, id: lead) else { return own }
        own.first = try MessageRows.one(self, id: first).map { SearchHit(message: $0, lead: row) }
        return own
    }

    fileprivate func entries(_ rest: String) throws -> [OutboxEntry] {
        let query = try prepared("SELECT \(OutboxEntry.columns) FROM outbox \(rest)")
        var entries: [OutboxEntry] = []
        while try query.step() { if let entry = OutboxEntry(query) { entries.append(entry) } }
        return entries
    }

    fileprivate func departures(without putOff: PutOff) throws -> [OutboxEntry] {
        var found: [MessageID: OutboxEntry] = [:]
        for entry in try heads(by: "ifnull(due_at, 0)", limit: Self.dueAtOnce, without: putOff) {
            found[entry.id] = entry
        }
        // What is too old, or from a clock that was wrong, is so however it is put off.
        for order in ["queued_at", "queued_at DESC"] {
            for entry in try heads(by: order, limit: 1, without: PutOff()) { found[entry.id] = entry }
        }
        return found.values.sorted { $0.id.rawValue < $1.id.rawValue }
    }

    /// As many as are decided about at once.
    private static let dueAtOnce = 16

    /// The first rows in that order that nothing to the same number holds back.
    private func heads(by order: String, limit: Int, without putOff: PutOff) throws -> [OutboxEntry] {
        let query = try prepared(
            """
            SELECT \(OutboxEntry.columns) FROM outbox AS text WHERE \(OutboxFront.leaving) AND NOT \(OutboxFront.isBehindAsked)
                AND NOT \(OutboxFront.isBehindMoving) ORDER BY \(order)
            """)
        defer { query.reset() }
        var entries: [OutboxEntry] = []
        while try entries.count < limit && query.step() {
            guard let entry = OutboxEntry(query), !putOff.covers(entry) else { continue }
            entries.append(entry)
        }
        return entries
    }
}

extension PutOff {
    fileprivate func covers(_ entry: OutboxEntry) -> Bool {
        rows.contains(entry.id) || recipients.contains(entry.to)
            || (entry.state == .held && unseen.contains(entry.lead))
    }
}
