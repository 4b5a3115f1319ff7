package import Messaging

extension InboxStore {
    /// A person has compared: the row is this text, which has left then. `false`, and nothing changes, where the row is
    /// no candidate for it any longer.
    @discardableResult
    package func acceptCandidate(
        _ externalID: String, as id: MessageID, now: Instant
    ) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown,
                let mine = try ledger.message(id.rawValue),
                let remote = try ledger.candidate(SIDKey(externalID), for: mine)
            else { return false }
            if let listed = try ledger.message(externalID: SIDKey(externalID), createdAt: nil) {
                guard !listed.isMadeHere else { return false }
                try ledger.makeRoom(listed)
            }
            // What the person wrote stays to be read where the remote was told to forget it.
            var found = remote
            if SentText(remote.body).isEmpty { found.body = mine.body }
            try ledger.tie(found, to: id.rawValue)
            return true
        }
    }

    /// A person has compared: none of the rows is this text, which did not arrive then and is queued again as a new
    /// message, kept back until `heldUntil` where that is given. Refused, and nothing changes, where it was not looked
    /// for to the end yet, or is no longer unknown.
    package func sendAgain(
        _ id: MessageID, heldUntil: Instant? = nil, now: Instant
    ) throws(StoreError) -> Resending {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown, try ledger.wasSought(id.rawValue)
            else { return try ledger.sentAgainAt(id.rawValue).map(Resending.before) ?? .refused }
            try ledger.setState(id.rawValue, .absent)
            try ledger.settleOutbox(id.rawValue, as: .absent)
            return try ledger.resend(id, heldUntil: heldUntil)
        }
    }
}

extension Ledger {
    fileprivate func wasSought(_ id: Int64) throws -> Bool {
        let query = try db.prepared("SELECT was_sought FROM outbox WHERE message_id = ?1")
        query.bind(1, id)
        return try query.firstInt() == 1
    }

    func noteSought(_ id: Int64) throws {
        let change = try db.prepared("UPDATE outbox SET was_sought = 1 WHERE message_id = ?1")
        change.bind(1, id)
        try change.run()
    }

    /// Whether the message is called absent by a look alone. Where a person compared and said so, that is the last word.
    func wasCalledAbsentByALook(_ entry: OutboxEntry) throws -> Bool {
        try entry.state == .absent && !wasSought(entry.id.rawValue)
    }

    /// A row has surfaced that may be a message that was called absent: it is unknown again, and a person compares.
    func reopen(_ entry: OutboxEntry) throws {
        let change = try db.prepared(
            "UPDATE outbox SET settled_at = NULL, was_sought = 1, next_look_at = ?2 WHERE message_id = ?1")
        change.bind(1, entry.id.rawValue)
        change.bind(2, now + InboxStore.laterLook)
        try change.run()
        try setState(entry.id.rawValue, .unknown)
    }
}
