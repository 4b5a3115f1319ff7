internal import Messaging

extension Ledger {
    /// Takes over what the remote says of a message that is here. Returns whether anything changed.
    @discardableResult
    func merge(_ remote: RemoteMessage, into old: MessageRecord) throws -> Bool {
        var new = old
        guard new.merge(remote) else { return false }
        if new.direction == .outbound, new.sendState?.isOpen ?? true { new.sendState = .submitted }
        if let ours = remote.ourNumber {
            let number = try numberID(ours)
            new.conversation = try conversationID(lead: old.lead, peer: remote.peer, number: number)
        }
        if Place.second(Place.floor(new.moment)) != Place.second(old.position) {
            new.position = try freePosition(lead: old.lead, second: Place.second(Place.floor(new.moment)))
        }
        guard new != old else { return false }
        try update(old, to: new)
        return true
    }

    /// Makes a row of the remote's list the message of ours that it is.
    func tie(_ remote: RemoteMessage, to intent: Int64) throws {
        guard let old = try message(intent) else { throw StoreError.missing }
        var tied = old
        tied.sid = SIDKey(remote.sid)
        if tied.sendState != .rejected { tied.sendState = .submitted }
        try update(old, to: tied)
        try merge(remote, into: tied)
        try settleOutbox(intent, as: tied.sendState ?? .submitted)
    }

    /// Our messages that may stand in the remote's list without our knowing.
    func tieableIntents() throws -> [Tying.Intent] {
        let query = try db.prepared(
            """
            SELECT o.message_id, o.recipient, o.sender, o.body, o.media_urls, o.state, o.attempted_at
            FROM outbox o JOIN message m ON m.id = o.message_id
            WHERE o.attempted_at IS NOT NULL AND o.state IN (4, 5, 7, 8) AND m.sid IS NULL
            """)
        var intents: [Tying.Intent] = []
        while try query.step() {
            guard let to = query.number(1), let state = query.sendState(5) else { continue }
            intents.append(
                Tying.Intent(
                    id: query.int(0), to: to, sender: query.number(2), body: query.text(3),
                    hasMedia: !query.text(4).isEmpty, state: state, attemptedAt: Instant(milliseconds: query.int(6))))
        }
        return intents
    }
}
