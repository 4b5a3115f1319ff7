package import Messaging

extension InboxStore {
    /// Puts a message into the outbox and into its conversation in one transaction, and takes the lead's draft away
    /// where the message is what became of it.
    ///
    /// With `heldUntil` it is kept back until then and can be taken back. Where its draft was taken by somebody else
    /// meanwhile, or the message sent again in whose place it is, it waits for a person, since the same text may be on
    /// its way already. A reply answers: it moves the
    /// read mark to the newest message that the person had seen.
    package func queue(
        _ intent: OutgoingIntent, heldUntil: Instant?, now: Instant
    ) throws(StoreError) -> OutboxEntry {
        try write(.decided, now: now) { try $0.queue(intent, as: newName(), heldUntil: heldUntil) }
    }

    /// Takes a message back that has not left: it goes from the conversation, and its text is the lead's draft again,
    /// before whatever was written since. `nil` when it cannot be taken back any longer.
    package func takeBack(_ id: MessageID, now: Instant) throws(StoreError) -> Draft? {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.unattempted(id) else { return nil }
            let text = Draft(
                text: entry.body, caret: entry.body.unicodeScalars.count, mediaURLs: entry.mediaURLs,
                sender: entry.sender, resends: try ledger.original(of: id.rawValue))
            let draft = try ledger.returnDraft(text, to: entry.lead.rawValue)
            try ledger.drop(entry)
            return draft
        }
    }

    /// Throws a message away that has not left, at a person's word. It stays in the conversation as taken back.
    @discardableResult
    package func discard(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard try ledger.unattempted(id) != nil else { return false }
            try ledger.setState(id.rawValue, .canceled)
            try ledger.settleOutbox(id.rawValue, as: .canceled)
            return true
        }
    }

    /// Lets a held message go at a person's word, which counts as pressing Enter now. It still leaves before what was
    /// written after it, and need not wait for what waits for a person itself.
    @discardableResult
    package func release(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try letGo(id, writtenAt: now, now: now)
    }

    /// Lets a held message go whose undo window ran out. It stays as old as it is, and before what was written after
    /// it.
    @discardableResult
    package func endHold(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try letGo(id, writtenAt: nil, now: now)
    }

    private func letGo(_ id: MessageID, writtenAt: Instant?, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.unattempted(id) else { return false }
            try ledger.setState(id.rawValue, .pending)
            let change = try ledger.db.prepared(
                "UPDATE outbox SET queued_at = ?2, due_at = NULL WHERE message_id = ?1")
            change.bind(1, entry.id.rawValue)
            change.bind(2, writtenAt ?? entry.queuedAt)
            try change.run()
            if writtenAt != nil {
                try ledger.letPass(entry)
                // The word is about the text as it stands beside all that is here.
                if entry.seenArrival != nil { try ledger.noteSeen(entry, upTo: ledger.newest(of: entry.lead)) }
            }
            return true
        }
    }

    /// Keeps a message back until a person has decided.
    @discardableResult
    package func holdForPerson(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard try ledger.unattempted(id) != nil else { return false }
            try ledger.holdForPerson(id.rawValue)
            return true
        }
    }

    /// Has this run ask the person about a message that waits for one, in place of the run that did. False where another was
    /// quicker, or it does not wait any more.
    package func takeQuestion(_ entry: OutboxEntry, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let present = try ledger.entry(entry.id.rawValue), present.waitsForPerson,
                present.asker == entry.asker
            else { return false }
            let change = try ledger.db.prepared("UPDATE outbox SET asked_by = ?2 WHERE message_id = ?1")
            change.bind(1, entry.id.rawValue)
            change.bind(2, session)
            try change.run()
            return true
        }
    }

    /// Holds a message until then that waited for a person, at the person's word, which counts as pressing Enter now. It
    /// leaves as any reply does, so not where somebody has written after `seenUpTo`, the newest message that the person
    /// has seen. Where the word was about this very text, it `passes` those that wait for one.
    @discardableResult
    package func holdAgain(
        _ id: MessageID, until due: Instant, seenUpTo: MessageID? = nil, passes: Bool = false, now: Instant
    ) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.unattempted(id) else { return false }
            try ledger.setState(id.rawValue, .held)
            let change = try ledger.db.prepared(
                "UPDATE outbox SET queued_at = ?2, due_at = ?3, seen_up_to = ?4, session = ?5, asked_by = NULL WHERE message_id = ?1"
            )
            change.bind(1, entry.id.rawValue)
            change.bind(2, now)
            change.bind(3, due)
            change.bind(4, (seenUpTo ?? entry.seenUpTo)?.rawValue)
            change.bind(5, session)
            try change.run()
            try ledger.noteSeen(entry, upTo: seenUpTo ?? entry.seenUpTo)
            if passes { try ledger.letPass(entry) }
            return true
        }
    }

    /// Queues the text of a message again that did not leave, as a new message, kept back until `heldUntil` where that
    /// is given. That is done once: then it is the copy that can be sent again, should it not arrive either.
    package func resend(
        _ id: MessageID, heldUntil: Instant? = nil, now: Instant
    ) throws(StoreError) -> Resending {
        try write(.decided, now: now) { try $0.resend(id, heldUntil: heldUntil) }
    }
}

extension Ledger {
    func resend(_ id: MessageID, heldUntil: Instant?) throws -> Resending {
        if let moment = try sentAgainAt(id.rawValue) { return .before(moment) }
        guard let message = try message(id.rawValue), message.mayBeSentAgain else { return .refused }
        let urls = try mediaURLs(of: id.rawValue)
        // Without what was attached it would be another message.
        guard message.mediaCount == 0 || !urls.isEmpty else { return .refused }
        // Whichever service chose the sender, it is the present one that does now: it may be why the text did not
        // leave.
        let sender = try entry(id.rawValue)?.sender ?? number(of: message.conversation).flatMap(number(id:))
        let intent = OutgoingIntent(
            lead: LeadID(rawValue: message.lead), body: TrialText.own(message.body), mediaURLs: urls, sender: sender,
            resends: id)
        guard try !isUnderWay(intent) else { return .refused }
        let copy = try makeOutgoing(intent, state: heldUntil == nil ? .pending : .held, due: heldUntil)
        return try entry(copy).map(Resending.queued) ?? .refused
    }

    /// Whether the same text is on its way to the same lead, or waits for a person.
    func isUnderWay(_ intent: OutgoingIntent) throws -> Bool {
        let query = try db.prepared(
            "SELECT 1 FROM outbox WHERE settled_at IS NULL AND lead_id = ?1 AND body = ?2 AND media_urls = ?3")
        query.bind(1, intent.lead.rawValue)
        query.bind(2, intent.body)
        query.bind(3, Lines.join(intent.mediaURLs))
        return try query.firstInt() == 1
    }

    /// Writes a message of ours and its row of the outbox.
    func makeOutgoing(
        _ intent: OutgoingIntent, as name: IntentID? = nil, state: SendState, due: Instant?
    ) throws -> Int64 {
        let lead = try lead(intent.lead.rawValue)
        let address = try address(of: lead.id)
        guard let recipient = address.phoneNumber else {
            throw StoreError.ourFault(detail: "a message to an address that cannot be answered")
        }
        // A clock that is behind the remote's must not put the reply above what it answers.
        let moment = try remoteNow
        let second = max(TimePlace.second(TimePlace.floor(moment)), TimePlace.second(lead.activity))
        let place = try freePlace(second: second, rising: true)
        let number = try intent.sender.map(numberID)
        let conversation = try conversationID(lead: lead.id, peer: address, number: number)
        var message = MessageRecord(
            id: place, lead: lead.id, position: place, conversation: conversation, direction: .outbound,
            createdAt: moment, body: intent.body)
        (message.sendState, message.isMadeHere) = (state, true)
        message.mediaCount = intent.mediaURLs.count
        message.sendAt = intent.sendAt
        try insert(message, number: number)
        for (index, url) in intent.mediaURLs.enumerated() {
            let media = try db.prepared(
                "INSERT INTO media (message_id, place, content_type, url) VALUES (?1, ?2, '', ?3)")
            media.bind(1, place)
            media.bind(2, index)
            media.bind(3, url)
            try media.run()
        }
        try insertEntry(place, intent, as: name, to: recipient, state: state, due: due)
        if let original = intent.resends { try noteResent(original.rawValue, as: place) }
        try refreshOutboxFlags(lead.id)
        return place
    }

    func insertEntry(
        _ id: Int64, _ intent: OutgoingIntent, as name: IntentID? = nil, to recipient: PhoneNumber, state: SendState,
        due: Instant?
    ) throws {
        let insert = try db.prepared(
            """
            INSERT INTO outbox (message_id, lead_id, recipient, sender, body, media_urls, state, queued_at, due_at,
                send_at, seen_up_to, source, session, service, uuid, seen_arrival)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
            """)
        insert.bind(1, id)
        insert.bind(2, intent.lead.rawValue)
        insert.bind(3, recipient.e164)
        insert.bind(4, intent.sender?.e164)
        insert.bind(5, intent.body)
        insert.bind(6, Lines.join(intent.mediaURLs))
        insert.bind(7, state.code)
        insert.bind(8, now)
        insert.bind(9, due)
        insert.bind(10, intent.sendAt)
        insert.bind(11, intent.seenUpTo?.rawValue)
        insert.bind(12, store.source.text)
        insert.bind(13, store.session)
        insert.bind(14, intent.service)
        insert.bind(15, (name ?? store.newName()).description)
        insert.bind(16, try arrivalSeen(by: intent.seenUpTo, of: intent.lead.rawValue))
        try insert.run()
    }

    /// The public addresses that were attached to a message of ours.
    func mediaURLs(of message: Int64) throws -> [String] {
        let query = try db.prepared("SELECT url FROM media WHERE message_id = ?1 AND url IS NOT NULL ORDER BY place")
        query.bind(1, message)
        var urls: [String] = []
        while try query.step() { urls.append(query.text(0)) }
        return urls
    }

    /// The row, if nothing has been tried with it yet and it is still to be sent.
    func unattempted(_ id: MessageID) throws -> OutboxEntry? {
        guard let entry = try entry(id.rawValue), entry.attemptedAt == nil,
            entry.state == .held || entry.state == .pending
        else { return nil }
        return entry
    }

    /// A person has said of this very text that it is to leave: it waits for none that waits for a person now.
    func letPass(_ entry: OutboxEntry) throws {
        let change = try db.prepared(
            """
            UPDATE outbox SET passes = max(passes, ifnull((SELECT max(message_id) FROM outbox
                WHERE recipient = ?2 AND message_id < ?1 AND settled_at IS NULL AND state IN (1, 3)), 0))
            WHERE message_id = ?1
            """)
        change.bind(1, entry.id.rawValue)
        change.bind(2, entry.to.e164)
        try change.run()
    }

    func holdForPerson(_ id: Int64) throws {
        try setState(id, .held)
        let change = try db.prepared("UPDATE outbox SET due_at = NULL WHERE message_id = ?1")
        change.bind(1, id)
        try change.run()
    }

    /// Takes a message that has not left out of the conversation and the outbox.
    func drop(_ entry: OutboxEntry) throws {
        let delete = try db.prepared("DELETE FROM outbox WHERE message_id = ?1")
        delete.bind(1, entry.id.rawValue)
        try delete.run()
        if let message = try message(entry.id.rawValue) { try self.delete(message) }
        try refreshOutboxFlags(entry.lead.rawValue)
    }

    func address(of lead: Int64) throws -> PeerAddress {
        let query = try db.prepared("SELECT address FROM lead WHERE id = ?1")
        query.bind(1, lead)
        guard try query.step() else { throw StoreError.missing }
        defer { query.reset() }
        return PeerAddress(carrier: query.text(0))
    }

    func number(id: Int64) throws -> PhoneNumber? {
        let query = try db.prepared("SELECT e164 FROM number WHERE id = ?1")
        query.bind(1, id)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.number(0)
    }
}

extension MessageRecord {
    /// Whether it is certain that the message did not arrive.
    fileprivate var mayBeSentAgain: Bool {
        switch sendState {
        case .absent, .rejected, .canceled, .blocked: true
        case .held, .scheduled, .pending, .sending, .unknown, .submitted, nil:
            direction == .outbound && status?.isFailure == true
        }
    }
}
