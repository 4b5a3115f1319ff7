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
            if old.isMadeHere, new.conversation != old.conversation, try !hasNumber(conversation: old.conversation) {
                try adopt(ours, at: new.createdAt)
            }
        }
        let second = TimePlace.second(TimePlace.floor(new.moment))
        var followers: [Int64] = []
        if second > TimePlace.second(old.position) {
            (new.position, followers) = try laterPosition(of: old, second: second)
        } else if second < TimePlace.second(old.position) {
            new.position = try earlierPosition(of: old, second: second)
        }
        guard new != old else { return false }
        try update(old, to: new)
        for id in followers {
            guard let follower = try message(id) else { continue }
            var moved = follower
            moved.position = try freePosition(lead: follower.lead, second: second)
            try update(follower, to: moved)
        }
        return true
    }

    /// Where a message stands that was said in a later second than its place tells, and what has to follow it there.
    ///
    /// Messages of one side keep their order, whatever seconds the remote tells for each: it stays before the next one
    /// that the remote has taken. Those of ours that the remote does not know yet go with it.
    private func laterPosition(of message: MessageRecord, second: Int64) throws -> (Int64, followers: [Int64]) {
        let position = try freePosition(lead: message.lead, second: second)
        let between = try ownSide(of: message, above: message.position, below: position).filter { $0.id > message.id }
        guard let next = between.first(where: \.isTaken) else { return (position, between.map(\.id)) }
        let isFirst = between.first?.id == next.id
        let isFree = try !hasMessage(lead: message.lead, at: next.position - 1)
        return (isFirst && isFree ? max(next.position - 1, message.position) : message.position, [])
    }

    /// Where a message stands that was said in an earlier second than its place tells: not before one of the same side
    /// that comes before it.
    private func earlierPosition(of message: MessageRecord, second: Int64) throws -> Int64 {
        let floor = max(second, 1) << TimePlace.bits
        let between = try ownSide(of: message, above: floor - 1, below: message.position).filter { $0.id < message.id }
        guard let last = between.last else { return try freePosition(lead: message.lead, second: second) }
        let nearest = TimePlace.second(last.position)
        guard nearest < TimePlace.second(message.position) else { return message.position }
        return try freePosition(lead: message.lead, second: nearest)
    }

    /// The lead's messages of the same direction between two places, in order; `isTaken` tells whether the remote knows
    /// the message.
    private func ownSide(of message: MessageRecord, above floor: Int64, below ceiling: Int64) throws
        -> [(id: Int64, position: Int64, isTaken: Bool)]
    {
        let query = try db.prepared(
            """
            SELECT id, position, external_id IS NOT NULL FROM message WHERE lead_id = ?1 AND position > ?2 AND position < ?3
                AND (kind = 0) = ?4 ORDER BY position, id
            """)
        query.bind(1, message.lead)
        query.bind(2, floor)
        query.bind(3, ceiling)
        query.bind(4, message.direction == .inbound ? 1 : 0)
        var found: [(id: Int64, position: Int64, isTaken: Bool)] = []
        while try query.step() { found.append((query.int(0), query.int(1), query.int(2) == 1)) }
        return found
    }

    func hasMessage(lead: Int64, at position: Int64) throws -> Bool {
        let query = try db.prepared("SELECT 1 FROM message WHERE lead_id = ?1 AND position = ?2")
        query.bind(1, lead)
        query.bind(2, position)
        return try query.firstInt() == 1
    }

    /// Makes a row of the remote's list the message of ours that it is.
    func tie(_ remote: RemoteMessage, to intent: Int64) throws {
        guard let old = try message(intent) else { throw StoreError.missing }
        var tied = old
        tied.externalID = SIDKey(remote.externalID)
        if tied.sendState != .rejected { tied.sendState = .submitted }
        try update(old, to: tied)
        try merge(remote, into: tied)
        try settleOutbox(intent, as: tied.sendState ?? .submitted)
    }

    /// Our messages that may stand in the remote's list without our knowing.
    func openAttempts() throws -> [OutboxEntry] {
        let query = try db.prepared(
            """
            SELECT \(OutboxEntry.columns) FROM outbox
            WHERE attempted_at IS NOT NULL AND state IN (4, 5, 7, 8)
                AND (SELECT external_id FROM message WHERE id = message_id) IS NULL
            """)
        var entries: [OutboxEntry] = []
        while try query.step() { if let entry = OutboxEntry(query) { entries.append(entry) } }
        return entries
    }
}
