internal import GRDB
package import Messaging

extension InboxStore {
    /// Joins a little more of a person who stands in the table twice, as a number and as the same number over RCS;
    /// returns whether there is more to join.
    ///
    /// Their messages move to the lead that can be answered, some in each transaction, and what people have done about
    /// the other one with the last; so whoever is interrupted goes on from there.
    package func joinTwins(now: Instant) throws(StoreError) -> Bool {
        guard try read({ try $0.twin() }) != nil else { return false }
        try write(.decided, now: now) { ledger in
            guard let twin = try ledger.db.twin() else { return }
            let lead = try ledger.leadID(.number(twin.number), display: nil, place: twin.activity)
            if try !ledger.move(Self.messagesAtOnce, from: twin.id, to: lead) {
                try ledger.handOver(from: twin.id, to: lead)
                try ledger.forget(twin.id)
            }
        }
        return true
    }

    private static let messagesAtOnce = 300
}

/// A lead that has the address of the carrier's other service.
private struct Twin {
    let id: Int64
    let number: PhoneNumber
    let activity: Int64
}

extension Database {
    fileprivate func twin() throws -> Twin? {
        let query = try prepared("SELECT id, address, activity FROM lead WHERE address > 'rcs:+' AND address < 'rcs:,'")
        while try query.step() {
            guard let number = PeerAddress(carrier: query.text(1)).phoneNumber else { continue }
            defer { query.reset() }
            return Twin(id: query.int(0), number: number, activity: query.int(2))
        }
        return nil
    }
}

extension Ledger {
    /// Moves the oldest `limit` messages, with their rows of the outbox; false where there was none.
    fileprivate func move(_ limit: Int, from twin: Int64, to lead: Int64) throws -> Bool {
        let messages = try oldest(limit, of: twin)
        guard !messages.isEmpty else { return false }
        let (theirs, ours) = (try self.lead(twin), try self.lead(lead))
        let peer = try address(of: lead)
        let update = try db.prepared(
            "UPDATE message SET lead_id = ?2, position = ?3, conversation_id = ?4 WHERE id = ?1")
        let hand = try db.prepared("UPDATE outbox SET lead_id = ?2 WHERE message_id = ?1")
        var place: Int64 = 0
        for message in messages {
            // Two may have had one place, each with its lead; they keep their order.
            place = max(message.position, place + 1)
            while try hasMessage(lead: lead, at: place) { place += 1 }
            let number = try number(of: message.conversation)
            update.bind(1, message.id)
            update.bind(2, lead)
            update.bind(3, place)
            update.bind(4, try conversationID(lead: lead, peer: peer, number: number))
            try update.run()
            hand.bind(1, message.id)
            hand.bind(2, lead)
            try hand.run()
        }
        try change(lead) { $0.take(theirs, having: ours) }
        for changed in [lead, twin] {
            try recompute(changed, after: nil)
            try refreshOutboxFlags(changed)
        }
        return true
    }

    private func oldest(_ limit: Int, of lead: Int64) throws -> [MessageRecord] {
        let query = try db.prepared(
            "SELECT \(MessageRecord.columns) FROM message WHERE lead_id = ?1 ORDER BY position, id LIMIT ?2")
        query.bind(1, lead)
        query.bind(2, limit)
        var messages: [MessageRecord] = []
        while try query.step() { messages.append(MessageRecord(query)) }
        return messages
    }

    /// Gives what people have written about a lead without messages to another: its name, its draft.
    fileprivate func handOver(from twin: Int64, to lead: Int64) throws {
        if let theirs = try name(of: twin) {
            let ours = try name(of: lead)
            if ours != theirs { try setName(ours.map { "\($0) / \(theirs)" } ?? theirs, of: lead) }
        }
        if let draft = try draft(twin), !draft.isEmpty { _ = try returnDraft(draft, to: lead) }
        let (theirs, ours) = (try self.lead(twin), try self.lead(lead))
        try change(lead) { $0.take(theirs, having: ours) }
        let delete = try db.prepared("DELETE FROM draft WHERE lead_id = ?1")
        delete.bind(1, twin)
        try delete.run()
        // What has left the table of messages is remembered for a while.
        let hand = try db.prepared("UPDATE outbox SET lead_id = ?2 WHERE lead_id = ?1")
        hand.bind(1, twin)
        hand.bind(2, lead)
        try hand.run()
        try refreshOutboxFlags(lead)
        news.add(lead: lead)
    }
}

extension LeadRecord {
    /// Takes over what was decided about `twin`, the same person, when this one was as `ours`. To be done any number of
    /// times. Where two differ, nobody is written to who said not to, and nothing counts as read or done with that was
    /// not in both.
    fileprivate mutating func take(_ twin: LeadRecord, having ours: LeadRecord) {
        inPosition = max(inPosition, twin.inPosition)
        outPosition = max(outPosition, twin.outPosition)
        failedPosition = max(failedPosition, twin.failedPosition)
        switch (ours.unread > 0, twin.unread > 0) {
        case (true, true): readPosition = min(ours.readPosition, twin.readPosition)
        case (true, false): readPosition = ours.readPosition
        case (false, true): readPosition = twin.readPosition
        case (false, false):
            readPosition = [ours.readPosition, ours.inPosition, twin.readPosition, twin.inPosition].max() ?? 0
        }
        if twin.flags.contains(.blocked) { flags.insert(.blocked) }
        if twin.wordPosition > wordPosition {
            wordPosition = twin.wordPosition
            if twin.flags.contains(.stopped) { flags.insert(.stopped) } else { flags.remove(.stopped) }
        }
        guard twin.inPosition > outPosition else { return }
        for put in [LeadFlags.closed, .snoozed] where !twin.flags.contains(put) { flags.remove(put) }
    }
}
