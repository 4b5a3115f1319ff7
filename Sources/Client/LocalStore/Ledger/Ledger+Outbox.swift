internal import GRDB
internal import Messaging

extension Ledger {
    /// Changes the state of a row of the outbox and of its message together.
    func setState(_ id: Int64, _ state: SendState, _ edit: (inout MessageRecord) -> Void = { _ in }) throws {
        guard let old = try message(id) else { throw StoreError.missing }
        var new = old
        new.sendState = state
        edit(&new)
        try update(old, to: new)
        let change = try db.prepared("UPDATE outbox SET state = ?2 WHERE message_id = ?1")
        change.bind(1, id)
        change.bind(2, state.code)
        try change.run()
        try refreshOutboxFlags(old.lead)
    }

    /// Closes a row. Those that were handed over go; the others stay a while, since the remote's list may show them
    /// yet.
    func settleOutbox(_ id: Int64, as state: SendState) throws {
        let change = try db.prepared(
            state == .submitted
                ? "DELETE FROM outbox WHERE message_id = ?1"
                : "UPDATE outbox SET state = ?2, settled_at = ?3 WHERE message_id = ?1")
        change.bind(1, id)
        if state != .submitted {
            change.bind(2, state.code)
            change.bind(3, now)
        }
        try change.run()
        try forgetCandidates(of: id)
        if let message = try message(id) { try refreshOutboxFlags(message.lead) }
    }

    func refreshOutboxFlags(_ lead: Int64) throws {
        let query = try db.prepared("SELECT state FROM outbox WHERE lead_id = ?1 AND settled_at IS NULL")
        query.bind(1, lead)
        var flags: LeadFlags = []
        while try query.step() {
            flags.insert(query.sendState(0) == .unknown ? .unknown : .held)
        }
        try change(lead) {
            $0.flags.subtract([.held, .unknown])
            $0.flags.formUnion(flags)
        }
    }

    func entry(_ id: Int64) throws -> OutboxEntry? {
        let query = try db.prepared("SELECT \(OutboxEntry.columns) FROM outbox WHERE message_id = ?1")
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return OutboxEntry(query)
    }

    /// Gives a text back as the lead's draft, where that does not overwrite another. Returns whether it did.
    func returnText(of entry: OutboxEntry) throws -> Bool {
        guard try draft(entry.lead.rawValue)?.isEmpty ?? true else { return false }
        let draft = Draft(
            text: entry.body, caret: entry.body.unicodeScalars.count, mediaURLs: entry.mediaURLs, sender: entry.sender)
        try save(draft, lead: entry.lead.rawValue)
        return true
    }
}

extension Database {
    /// What became of the decision of that name; `nil` where it was never written down.
    func queued(_ name: IntentID) throws -> Queued? {
        let open = try prepared("SELECT \(OutboxEntry.columns) FROM outbox WHERE uuid = ?1")
        open.bind(1, name.description)
        if try open.step() {
            defer { open.reset() }
            return OutboxEntry(open).map(Queued.here)
        }
        let past = try prepared("SELECT 1 FROM past_intent WHERE uuid = ?1")
        past.bind(1, name.description)
        return try past.firstInt() == 1 ? .gone : nil
    }
}

extension OutboxEntry {
    static let columns = """
        message_id, lead_id, recipient, sender, body, media_urls, state, queued_at, due_at, send_at, attempted_at,
        attempts, looks, next_look_at, seen_up_to, source, session, service, uuid, lifetime, vouched_by, passes,
        asked_by, seen_arrival
        """

    /// Reads the row the query stands on; `nil` when it cannot be one of ours.
    init?(_ row: Prepared) {
        guard let to = row.number(2), let state = row.sendState(6), let name = IntentID(row.text(18)) else {
            return nil
        }
        id = MessageID(rawValue: row.int(0))
        intent = name
        lead = LeadID(rawValue: row.int(1))
        self.to = to
        sender = row.number(3)
        body = row.text(4)
        mediaURLs = Lines.split(row.text(5))
        self.state = state
        queuedAt = Instant(milliseconds: row.int(7))
        dueAt = row.instant(8)
        sendAt = row.instant(9)
        attemptedAt = row.instant(10)
        attempts = Int(row.int(11))
        looks = Int(row.int(12))
        nextLookAt = row.instant(13)
        seenUpTo = row.optionalInt(14).map(MessageID.init(rawValue:))
        source = AccountSource(text: row.text(15))
        session = row.text(16)
        service = row.optionalText(17)
        lifetime = row.optionalInt(19).map { .milliseconds($0) }
        vouchedBy = row.optionalText(20)
        passes = MessageID(rawValue: row.int(21))
        askedBy = row.optionalText(22)
        seenArrival = row.optionalInt(23)
    }
}

/// Several addresses in one column, a line each. Addresses of the web hold no line ends.
enum Lines {
    static func join(_ lines: [String]) -> String { lines.joined(separator: "\n") }

    static func split(_ text: String) -> [String] { text.isEmpty ? [] : text.split(separator: "\n").map(String.init) }
}
