package import Messaging

/// Handing texts over to a server, which knows each by the name that was given to it here: handed over again it is the
/// same text.
extension InboxStore {
    /// Where on the server a text goes, and how much its writer has seen of what was said there.
    package func servedPlace(of entry: OutboxEntry) throws(StoreError) -> ServedPlace {
        try read { db in
            let query = try db.prepared(
                """
                SELECT id, (SELECT max(arrival) FROM served_message s WHERE s.conversation = c.number AND s.is_inbound)
                FROM served_conversation c WHERE lead_id = ?1 AND (?2 IS NULL OR our_number = ?2)
                ORDER BY 2 DESC LIMIT 1
                """)
            query.bind(1, entry.lead.rawValue)
            query.bind(2, entry.sender?.e164)
            guard try query.step() else { return ServedPlace(conversation: nil, seenUpTo: entry.seenArrival) }
            defer { query.reset() }
            return ServedPlace(conversation: TenantConversationID(query.text(0)), seenUpTo: entry.seenArrival)
        }
    }

    /// The server has taken the text, now or before, and looks after it from now on.
    package func recordServed(_ id: MessageID, _ told: ServedMessage, now: Instant) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            ledger.isServed = true
            // The feed may have told it meanwhile.
            guard let entry = try ledger.entry(id.rawValue) else { return }
            try ledger.tie(told, to: entry)
            let talk = try ledger.servedTalk(told.conversation.description)
            var known = told
            // Of a conversation that is not here yet it is told once more, when that is.
            if talk == nil { known.version = -1 }
            try ledger.noteServedMessage(known, is: id.rawValue, in: talk?.number ?? 0)
        }
    }

    /// Writes down that a text whose outcome was unknown is handed over once more, under the name that it has.
    package func repeatAttempt(_ id: MessageID, at: Instant, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown, entry.source == source else {
                return false
            }
            let change = try ledger.db.prepared(
                "UPDATE outbox SET attempted_at = ?2, attempts = attempts + 1, lifetime = NULL WHERE message_id = ?1")
            change.bind(1, id.rawValue)
            change.bind(2, at)
            try change.run()
            return true
        }
    }

    /// Asks the server to take back a text that was written here and that it has not sent. What becomes of it is the
    /// server's to say: until then it stands as it is. False where there is nothing to ask for.
    package func recall(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let name = try ledger.served(id, in: [.held, .scheduled, .pending]) else { return false }
            try ledger.wish(.cancel(name))
            return true
        }
    }

    /// Asks the server to let a text go that it keeps back, beside all that is here. False where there is none.
    package func letServerSend(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let name = try ledger.served(id, in: [.held]), let lead = try ledger.message(id.rawValue)?.lead else {
                return false
            }
            let newest = try ledger.newest(of: LeadID(rawValue: lead))
            try ledger.wish(.release(name, seenUpTo: try ledger.arrivalSeen(by: newest, of: lead) ?? 0))
            return true
        }
    }

    /// It is certain that the text has not left, and it does not by itself: a person decides.
    package func recordKeptBack(_ id: MessageID, now: Instant) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .sending || entry.state == .unknown else {
                return
            }
            try ledger.holdForPerson(id.rawValue)
            let change = try ledger.db.prepared(
                "UPDATE outbox SET attempted_at = NULL, lifetime = NULL, next_look_at = NULL WHERE message_id = ?1")
            change.bind(1, id.rawValue)
            try change.run()
        }
    }
}

/// Where on a server a text is handed over.
package struct ServedPlace: Hashable, Sendable {
    /// The conversation that it goes to; `nil` where the server finds or makes one.
    package var conversation: TenantConversationID?
    /// The newest arrival that its writer had seen; `nil` where nobody has looked.
    package var seenUpTo: Int64?

    package init(conversation: TenantConversationID?, seenUpTo: Int64?) {
        (self.conversation, self.seenUpTo) = (conversation, seenUpTo)
    }
}
