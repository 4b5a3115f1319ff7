internal import GRDB
internal import Messaging

extension Ledger {
    func message(_ id: Int64) throws -> MessageRecord? {
        let query = try db.prepared("SELECT \(MessageRecord.columns) FROM message WHERE id = ?1")
        query.bind(1, id)
        return try Self.one(query)
    }

    /// The message that the remote calls so, which it says it made at `createdAt`.
    func message(externalID: SIDKey, createdAt: Instant?) throws -> MessageRecord? {
        switch names {
        case .listed: return try listed(externalID)
        case .byMoment, .listing:
            if let createdAt {
                if let found = try message(externalID, at: createdAt) { return found }
                return names == .listing ? try listed(externalID) : nil
            }
        case .indexed: break
        }
        let query = try hot(.findMessage)
        query.bind(1, externalID)
        return try Self.one(query)
    }

    private func message(_ externalID: SIDKey, at createdAt: Instant) throws -> MessageRecord? {
        let query = try hot(.findMessageByMoment)
        query.bind(1, externalID)
        query.bind(2, createdAt)
        return try Self.one(query)
    }

    private static func one(_ query: Prepared) throws -> MessageRecord? {
        guard try query.step() else { return nil }
        defer { query.reset() }
        return MessageRecord(query)
    }

    // MARK: Places

    /// A place that no message has: above all others of its second, or below them.
    func freePlace(second: Int64, rising: Bool) throws -> Int64 {
        let floor = max(second, 1) << TimePlace.bits
        let query = try hot(rising ? .placesAbove : .placesBelow)
        query.bind(1, floor)
        query.bind(2, floor + (1 << TimePlace.bits))
        let found = try query.firstInt()
        return found > 0 ? try freePlace(beside: found, rising: rising) : floor + TimePlace.middle
    }

    /// The next place above or below `place` that no message has.
    func freePlace(beside place: Int64, rising: Bool) throws -> Int64 {
        var place = place
        repeat { place += rising ? 1 : -1 } while try isTaken(place)
        return place
    }

    private func isTaken(_ place: Int64) throws -> Bool {
        let query = try hot(.isTaken)
        query.bind(1, place)
        return try query.firstInt() == 1
    }

    /// A position for a message of this lead that belongs into another second than its id says.
    func freePosition(lead: Int64, second: Int64) throws -> Int64 {
        let floor = max(second, 1) << TimePlace.bits
        let query = try db.prepared(
            """
            SELECT position FROM message WHERE lead_id = ?1 AND position >= ?2 AND position < ?3
            ORDER BY position DESC LIMIT 1
            """)
        query.bind(1, lead)
        query.bind(2, floor)
        query.bind(3, floor + (1 << TimePlace.bits))
        let found = try query.firstInt()
        return found > 0 ? found + 1 : floor + TimePlace.middle
    }

    // MARK: Writing

    /// Writes a new message; `false` when its SID is here already.
    @discardableResult
    func insert(_ message: MessageRecord, number: Int64?) throws -> Bool {
        if names.keepsList, let name = message.externalID, try listed(name) != nil { return false }
        let insert = try hot(.insertMessage)
        message.bind(to: insert)
        try insert.run()
        guard db.changesCount > 0 else { return false }
        if names.keepsList, let name = message.externalID { try addName(name, message.id) }
        freshTexts.append((message.id, message.body))
        tally.messages += 1
        if message.direction == .inbound { tally.inbound += 1 }
        tally.count(message.sendState, sign: 1)
        var isUnderstood = true
        try change(message.lead) { [isServed] lead in
            // Whoever writes again after everything that is known is not done with.
            if !isServed, message.kind == .inbound, message.position > lead.activity { lead.flags.remove(.closed) }
            isUnderstood = lead.absorb(message, number: number)
            if !isServed { lead.heed(message) }
        }
        if try lead(message.lead).lastMessage == message.id {
            lastBodies[message.lead] = message.body
        }
        if !isUnderstood { try recompute(message.lead, after: message) }
        try countPrice(of: message, number: number, sign: 1)
        if !isServed { try watchStatus(of: message, isNew: true) }
        noteNew(message)
        return true
    }

    func update(_ old: MessageRecord, to new: MessageRecord) throws {
        guard old != new else { return }
        if old.body != new.body { try removeText(of: old) }
        let update = try db.prepared("UPDATE message SET \(MessageRecord.assignments) WHERE id = ?1")
        new.bind(to: update)
        try update.run()
        noteChange(from: old, to: new)
        try noteDelivery(from: old, to: new)
        if let taken = new.externalID, taken != old.externalID {
            try forgetCandidate(taken)
            if names.keepsList { try addName(taken, new.id) }
        }
        if old.body != new.body { freshTexts.append((new.id, new.body)) }
        if old.sendState != new.sendState {
            tally.count(old.sendState, sign: -1)
            tally.count(new.sendState, sign: 1)
        }
        if old.status != new.status || old.price != new.price || old.externalID != new.externalID {
            if !isServed { try watchStatus(of: new) }
        }
        if !isServed {
            try change(new.lead) { lead in
                lead.heed(new)
                if old.kind != .failed { lead.reopen(for: new) }
            }
        }
        let isLast = try lead(new.lead).lastMessage == new.id
        if old.position != new.position || old.kind != new.kind || (isLast && old.body != new.body) {
            try recompute(new.lead, after: new)
        }
        if old.price != new.price || old.segments != new.segments || old.conversation != new.conversation {
            try recountPrice(from: old, to: new)
        }
    }

    func delete(_ message: MessageRecord) throws {
        try removeText(of: message)
        try forgetName(of: message)
        for table in [
            "message WHERE id", "status_watch WHERE message_id", "media WHERE message_id",
            "failed_delivery WHERE message_id",
        ] {
            let delete = try db.prepared("DELETE FROM \(table) = ?1")
            delete.bind(1, message.id)
            try delete.run()
        }
        try forgetResent(message.id)
        tally.messages -= 1
        if message.direction == .inbound { tally.inbound -= 1 }
        tally.count(message.sendState, sign: -1)
        try countPrice(of: message, number: number(of: message.conversation), sign: -1)
        try recompute(message.lead, after: nil)
    }

    func body(of message: Int64) throws -> String? {
        let query = try db.prepared("SELECT body FROM message WHERE id = ?1")
        query.bind(1, message)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.text(0)
    }

    func number(of conversation: Int64) throws -> Int64? {
        let query = try db.prepared("SELECT number_id FROM conversation WHERE id = ?1")
        query.bind(1, conversation)
        let found = try query.firstInt()
        return found > 0 ? found : nil
    }
}

extension LeadRecord {
    /// Whether we may write to the lead, by the last word that was said on it.
    mutating func heed(_ message: MessageRecord) {
        guard message.position >= wordPosition else { return }
        switch message.direction {
        case .inbound:
            switch OptOutKeyword(message: message.body) {
            case .stop: flags.insert(.stopped)
            case .start: flags.remove(.stopped)
            case .help, nil: return
            }
        case .outbound:
            guard message.errorCode == Self.recipientOptedOut else { return }
            flags.insert(.stopped)
        }
        wordPosition = message.position
    }

    /// Twilio's error for a message to somebody who sent STOP.
    private static let recipientOptedOut = 21610
}
