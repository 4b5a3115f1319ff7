internal import GRDB
internal import Messaging

/// Texts of ours that a server looks after, or is to.
extension Ledger {
    /// The row of the outbox, settled or not, that bears this name.
    func entry(named name: IntentID) throws -> OutboxEntry? {
        let query = try db.prepared("SELECT \(OutboxEntry.columns) FROM outbox WHERE uuid = ?1")
        query.bind(1, name.description)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return OutboxEntry(query)
    }

    /// Takes over what a server tells of a message that is here.
    func merge(_ told: ServedMessage, into old: MessageRecord) throws {
        var new = old
        new.take(told)
        // A webhook bears no time: the message goes to where it belongs when the provider has told that.
        let second = TimePlace.second(TimePlace.floor(told.moment))
        if second != TimePlace.second(old.position) {
            new.position = try freePosition(lead: old.lead, second: second)
        }
        try update(old, to: new)
    }

    /// Makes what a server tells the text of ours that it is, which the server looks after from now on.
    func tie(_ told: ServedMessage, to entry: OutboxEntry) throws {
        guard let old = try message(entry.id.rawValue) else { throw StoreError.missing }
        try merge(told, into: old)
        try settleOutbox(old.id, as: .submitted)
    }

    /// What the server calls a text that was written here, where it looks after it and it stands so; `nil` where that was
    /// decided before, and the server not told yet.
    func served(_ id: MessageID, in states: Set<SendState>) throws -> TenantMessageID? {
        guard let message = try message(id.rawValue), message.isMadeHere, let state = message.sendState,
            states.contains(state), try entry(message.id) == nil
        else { return nil }
        let query = try db.prepared("SELECT id FROM served_message WHERE message_id = ?1")
        query.bind(1, message.id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        let name = query.text(0)
        guard try !isWished(.cancel, of: name), try !isWished(.release, of: name) else { return nil }
        return TenantMessageID(name)
    }

    /// The greatest arrival among what stands no lower than `message`; `nil` where no server counts, or nobody has looked.
    func arrivalSeen(by message: MessageID?, of lead: Int64) throws -> Int64? {
        guard store.isServed, let message else { return nil }
        let query = try db.prepared(
            """
            SELECT max(s.arrival) FROM message m JOIN served_message s ON s.message_id = m.id
            WHERE m.lead_id = ?1 AND m.position <= (SELECT position FROM message WHERE id = ?2)
            """)
        query.bind(1, lead)
        query.bind(2, message.rawValue)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.optionalInt(0)
    }

    /// The writer of a waiting text has seen what was said up to `message`.
    func noteSeen(_ entry: OutboxEntry, upTo message: MessageID?) throws {
        guard let arrival = try arrivalSeen(by: message, of: entry.lead.rawValue) else { return }
        let change = try db.prepared("UPDATE outbox SET seen_arrival = ?2 WHERE message_id = ?1")
        change.bind(1, entry.id.rawValue)
        change.bind(2, arrival)
        try change.run()
    }

    /// The last of a lead's messages as they stand.
    func newest(of lead: LeadID) throws -> MessageID? {
        let query = try db.prepared("SELECT id FROM message WHERE lead_id = ?1 ORDER BY position DESC LIMIT 1")
        query.bind(1, lead.rawValue)
        let found = try query.firstInt()
        return found > 0 ? MessageID(rawValue: found) : nil
    }
}

extension MessageRecord {
    /// Takes over what a server tells, but for its place.
    mutating func take(_ told: ServedMessage) {
        externalID = told.externalID.map(SIDKey.init) ?? externalID
        body = told.body
        (status, sendState) = (told.status, told.sendState)
        (errorCode, errorText) = (told.errorCode, told.errorText)
        (segments, price) = (told.segments, told.price)
        (mediaCount, createdAt, sentAt) = (told.mediaCount, told.createdAt, told.sentAt)
    }
}
