internal import GRDB
internal import Messaging

extension Ledger {
    /// Works out anew what follows for a lead from its messages, after `changed` became what it is; `nil` where one of
    /// them went, or none of them changed.
    ///
    /// A lead may have hundreds of thousands of messages, and whole kinds of them may be missing. So nothing is looked
    /// for above the place where it was known to be last: no message of a kind can stand there but the changed one.
    func recompute(_ id: Int64, after changed: MessageRecord?) throws {
        var lead = try lead(id)
        let before = lead
        func ceiling(_ kind: MessageKind, _ known: Int64) -> Int64 {
            changed?.kind == kind ? max(known, changed?.position ?? 0) : known
        }
        let inbound = try newest(.inbound, of: id, from: 1, to: ceiling(.inbound, before.inPosition))
        let spoken = try newest(.spoken, of: id, from: 1, to: ceiling(.spoken, before.outPosition))
        (lead.inPosition, lead.outPosition) = (inbound?.position ?? 0, spoken?.position ?? 0)
        // A failure below what we said last does not count, and is looked for again when that is taken away.
        let failures = max(ceiling(.failed, before.failedPosition), before.outPosition)
        lead.failedPosition = try newest(.failed, of: id, from: lead.outPosition + 1, to: failures)?.position ?? 0
        let last = try newestShown(of: id)
        lead.lastMessage = last?.id
        lead.activity = last?.position ?? before.activity
        let read = max(lead.outPosition, lead.readPosition)
        lead.waitingPosition = 0
        if lead.inPosition > lead.outPosition {
            lead.waitingPosition = try oldestInbound(of: id, above: lead.outPosition)
        }
        lead.unread = lead.inPosition > read ? try countInbound(of: id, above: read) : 0
        if let speaker = inbound ?? spoken, let message = try message(speaker.id),
            let number = try number(of: message.conversation)
        {
            (lead.ourNumber, lead.ourConversation) = (number, message.conversation)
        }
        lead.refreshFlags()
        try change(id) { $0 = lead }
        lastBodies[id] = try lead.lastMessage.flatMap { try body(of: $0) } ?? ""
    }

    private typealias Found = (id: Int64, position: Int64)

    /// The newest message of a kind between two places, both of them included.
    private func newest(_ kind: MessageKind, of lead: Int64, from floor: Int64, to ceiling: Int64) throws -> Found? {
        guard ceiling >= floor else { return nil }
        let query = try db.prepared(
            """
            SELECT id, position FROM message WHERE lead_id = ?1 AND position BETWEEN ?2 AND ?3 AND kind = ?4
            ORDER BY position DESC LIMIT 1
            """)
        query.bind(1, lead)
        query.bind(2, floor)
        query.bind(3, ceiling)
        query.bind(4, kind.rawValue)
        return try first(query)
    }

    /// The message that the table shows: the newest that was to arrive.
    private func newestShown(of lead: Int64) throws -> Found? {
        let query = try db.prepared(
            """
            SELECT id, position FROM message WHERE lead_id = ?1 AND kind <> \(MessageKind.void.rawValue)
            ORDER BY position DESC LIMIT 1
            """)
        query.bind(1, lead)
        return try first(query)
    }

    private func first(_ query: Prepared) throws -> Found? {
        guard try query.step() else { return nil }
        defer { query.reset() }
        return (query.int(0), query.int(1))
    }

    private func oldestInbound(of lead: Int64, above place: Int64) throws -> Int64 {
        let query = try db.prepared(
            """
            SELECT position FROM message WHERE lead_id = ?1 AND position > ?2
                AND kind = \(MessageKind.inbound.rawValue) ORDER BY position LIMIT 1
            """)
        query.bind(1, lead)
        query.bind(2, place)
        return try query.firstInt()
    }

    private func countInbound(of lead: Int64, above place: Int64) throws -> Int64 {
        let query = try db.prepared(
            """
            SELECT count(*) FROM message WHERE lead_id = ?1 AND position > ?2
                AND kind = \(MessageKind.inbound.rawValue)
            """)
        query.bind(1, lead)
        query.bind(2, place)
        return try query.firstInt()
    }
}
