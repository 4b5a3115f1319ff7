package import Messaging

extension InboxStore {
    /// The rows that have not been settled, the oldest first.
    package func openOutbox() throws(StoreError) -> [OutboxEntry] {
        try read { db in
            let query = try db.prepared(
                "SELECT \(OutboxEntry.columns) FROM outbox WHERE settled_at IS NULL ORDER BY message_id")
            var entries: [OutboxEntry] = []
            while try query.step() { if let entry = OutboxEntry(query) { entries.append(entry) } }
            return entries
        }
    }

    /// One row, settled or not; `nil` when it was handed over or never was.
    package func outboxEntry(_ id: MessageID) throws(StoreError) -> OutboxEntry? {
        try read { db in
            let query = try db.prepared("SELECT \(OutboxEntry.columns) FROM outbox WHERE message_id = ?1")
            query.bind(1, id.rawValue)
            guard try query.step() else { return nil }
            defer { query.reset() }
            return OutboxEntry(query)
        }
    }

    /// The newest message that the person had not seen when the row was queued: the lead's, or an answer that somebody
    /// gave elsewhere. What was written on this machine does not count.
    package func newer(than entry: OutboxEntry) throws(StoreError) -> MessageID? {
        try read { db in try db.newestUnseen(by: entry) }
    }

    /// Writes down that a request is about to leave. Only after `.go`, which is on the disk by then, may it.
    ///
    /// `at` is the moment by the remote's clock as well as it is known. The check and the mark are one transaction, so
    /// that of two processes only one can be told to go.
    package func beginAttempt(_ id: MessageID, at: Instant, now: Instant, staleAfter: Duration = .seconds(900))
        throws(StoreError) -> AttemptStart
    {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .pending, entry.source == source else {
                return .gone
            }
            if let due = entry.dueAt, due > now { return .mustWait }
            if try !ledger.lead(entry.lead.rawValue).flags.isDisjoint(with: [.stopped, .blocked]) {
                try ledger.setState(id.rawValue, .blocked)
                try ledger.settleOutbox(id.rawValue, as: .blocked)
                return .blocked
            }
            if entry.attempts == 0, now - entry.queuedAt > staleAfter {
                try ledger.holdForPerson(id.rawValue)
                return .asks
            }
            if try ledger.isHeldBack(entry) { return .mustWait }
            let place = try ledger.placeOfLeaving(entry, at: at)
            try ledger.setState(id.rawValue, .sending) { message in
                if let place { (message.position, message.createdAt) = (place, at) }
            }
            let change = try ledger.db.prepared(
                """
                UPDATE outbox SET attempted_at = ?2, attempts = attempts + 1, due_at = NULL, looks = 0,
                    next_look_at = NULL, lifetime = NULL, was_sought = 0 WHERE message_id = ?1
                """)
            change.bind(1, id.rawValue)
            change.bind(2, at)
            try change.run()
            return .go
        }
    }

    /// The remote took the message. Where its list was quicker than its answer, the two become one. `false`, and nothing
    /// changes, where the answer names what is another message of ours, with another text or to somebody else.
    @discardableResult
    package func recordSubmitted(_ id: MessageID, remote: RemoteMessage, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard var mine = try ledger.message(id.rawValue) else { throw StoreError.missing }
            let externalID = SIDKey(remote.externalID)
            let known = try ledger.message(externalID: externalID, createdAt: nil)
            if let known, known.id != mine.id, known.isMadeHere,
                known.lead != mine.lead || !SentText(known.body).isSame(as: SentText(mine.body))
            {
                return false
            }
            if let wrong = mine.externalID, wrong != externalID { try ledger.giveAway(wrong, of: &mine) }
            if mine.externalID == nil {
                if let other = known, other.id != mine.id { try ledger.makeRoom(other) }
                var tied = mine
                tied.externalID = externalID
                tied.sendState = .submitted
                try ledger.update(mine, to: tied)
                mine = tied
            }
            try ledger.merge(remote, into: mine)
            try ledger.settleOutbox(id.rawValue, as: .submitted)
            return true
        }
    }

    /// The remote refused the message for good. Its text becomes the lead's draft again, where there is none and the lead may
    /// be written to: then this returns true. In any case it stays in the conversation, from where it can be edited and sent again.
    @discardableResult
    package func recordRejected(_ id: MessageID, code: Int?, text: String?, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state != .submitted else { return false }
            try ledger.setState(id.rawValue, .rejected) { message in
                message.errorCode = code ?? message.errorCode
                message.errorText = text ?? message.errorText
            }
            try ledger.settleOutbox(id.rawValue, as: .rejected)
            // To a lead who has opted out nothing can be written, so it is no draft either.
            guard try ledger.lead(entry.lead.rawValue).flags.isDisjoint(with: [.stopped, .blocked]) else {
                return false
            }
            return try ledger.returnText(of: entry)
        }
    }

    /// The request left and no answer came. Nothing to the same number leaves until this is settled.
    ///
    /// `gaveUpAt` is when the request was given up, by the remote's clock: until then it could arrive.
    package func recordUnknown(
        _ id: MessageID, gaveUpAt: Instant? = nil, nextLookAt: Instant?, now: Instant
    ) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            // The list may have brought it in the meantime.
            guard let entry = try ledger.entry(id.rawValue), entry.state == .sending || entry.state == .unknown else {
                return
            }
            try ledger.setState(id.rawValue, .unknown)
            try ledger.setLook(id.rawValue, looks: entry.looks, next: nextLookAt)
            guard let gaveUpAt, let begun = entry.attemptedAt, entry.state == .sending else { return }
            let change = try ledger.db.prepared("UPDATE outbox SET lifetime = ?2 WHERE message_id = ?1")
            change.bind(1, id.rawValue)
            change.bind(2, (gaveUpAt - begun).inMilliseconds)
            try change.run()
        }
    }

    /// The request did not leave, or was certainly not processed; the row is tried again at `retryAt`.
    package func recordNotSent(_ id: MessageID, retryAt: Instant, now: Instant) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .sending else { return }
            try ledger.setState(id.rawValue, .pending)
            let change = try ledger.db.prepared(
                "UPDATE outbox SET due_at = ?2, attempted_at = NULL WHERE message_id = ?1")
            change.bind(1, id.rawValue)
            change.bind(2, retryAt)
            try change.run()
        }
    }

    /// A look for an unknown message found nothing yet.
    package func recordLook(_ id: MessageID, nextLookAt: Instant, now: Instant) throws(StoreError) {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown else { return }
            try ledger.setLook(id.rawValue, looks: entry.looks + 1, next: nextLookAt)
        }
    }

    /// The message was looked for to the end and is not there: a person may send it again, and nothing does so by itself.
    ///
    /// Where a row was found that may be it, it stays unknown until a person has compared the two, and this returns
    /// false.
    @discardableResult
    package func recordAbsent(_ id: MessageID, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown else { return false }
            guard try !ledger.hasCandidates(id.rawValue) else {
                try ledger.setLook(id.rawValue, looks: entry.looks + 1, next: now + Self.laterLook)
                try ledger.noteSought(id.rawValue)
                return false
            }
            try ledger.setState(id.rawValue, .absent)
            try ledger.settleOutbox(id.rawValue, as: .absent)
            return true
        }
    }

    /// How often a message is looked for that a person has not decided about.
    static let laterLook = Duration.seconds(3600)

    /// Forgets rows that were settled so long ago that the remote's list cannot show them any more as something new. To
    /// be called when the heads of the lists have been read: until then a row may still be what they show.
    package func forgetSettled(now: Instant) throws(StoreError) {
        let old = try read { db in
            let query = try db.prepared(
                """
                SELECT EXISTS (SELECT 1 FROM outbox WHERE settled_at < ?1)
                    OR EXISTS (SELECT 1 FROM failed_delivery WHERE known_at < ?1)
                """)
            query.bind(1, now - Self.settledKept)
            return try query.firstInt() == 1
        }
        guard old else { return }
        try write(.fetched, now: now) { ledger in
            let forget = try ledger.db.prepared("DELETE FROM outbox WHERE settled_at < ?1")
            forget.bind(1, now - Self.settledKept)
            try forget.run()
            try ledger.forgetFailedDeliveries(before: now - Self.settledKept)
        }
    }

    /// Twice as long as Twilio keeps a message in its queue.
    private static let settledKept = Duration.seconds(2 * 36_000)

    /// What a new engine does first: attempts without an outcome are unknown, and messages that a process held which is
    /// gone wait for a person. Returns the rows that wait for one.
    ///
    /// `isAlive` tells of a session whether its process still runs; what that one holds is still its affair.
    @discardableResult
    package func recoverAttempts(
        now: Instant, isAlive: (String) -> Bool = { _ in false }
    ) throws(StoreError) -> [OutboxEntry] {
        try write(.decided, now: now) { ledger in
            for id in try ledger.ids("SELECT message_id FROM outbox WHERE state = 4") {
                try ledger.setState(id, .unknown)
                try ledger.setLook(id, looks: 0, next: now)
            }
            try ledger.endDoubts()
            let held = "SELECT message_id FROM outbox WHERE state = 1 AND due_at IS NOT NULL AND session <> ?1"
            for id in try ledger.ids(held, store: session) {
                guard let entry = try ledger.entry(id), !isAlive(entry.session) else { continue }
                try ledger.holdForPerson(id)
            }
            return try ledger.ids("SELECT message_id FROM outbox WHERE state = 1 AND due_at IS NULL")
                .compactMap(ledger.entry)
        }
    }
}

extension Ledger {
    func ids(_ sql: String, store session: String? = nil) throws -> [Int64] {
        let query = try db.prepared(sql)
        if let session { query.bind(1, session) }
        var ids: [Int64] = []
        while try query.step() { ids.append(query.int(0)) }
        return ids
    }

    func setLook(_ id: Int64, looks: Int, next: Instant?) throws {
        let change = try db.prepared("UPDATE outbox SET looks = ?2, next_look_at = ?3 WHERE message_id = ?1")
        change.bind(1, id)
        change.bind(2, looks)
        change.bind(3, next)
        try change.run()
    }

    /// Whether an earlier message to the same number is on its way or to leave before, or waits for a person; or any to
    /// it is being sent or unknown.
    func isHeldBack(_ entry: OutboxEntry) throws -> Bool {
        let query = try db.prepared(
            """
            SELECT 1 FROM outbox AS text WHERE message_id = ?1 AND (
                \(OutboxFront.isBehindAsked) OR \(OutboxFront.isBehindMoving) OR EXISTS (
                    SELECT 1 FROM outbox WHERE recipient = text.recipient AND message_id > text.message_id
                        AND \(OutboxFront.attempted)))
            """)
        query.bind(1, entry.id.rawValue)
        return try query.firstInt() == 1
    }

    /// Undoes a pairing that the remote's answer has shown to be wrong: the row that was taken for this message is
    /// another one, and goes to the next message that it can be, or stands for itself.
    func giveAway(_ externalID: SIDKey, of mine: inout MessageRecord) throws {
        var freed = mine
        freed.externalID = nil
        try update(mine, to: freed)
        let place = try freePlace(second: TimePlace.second(mine.position), rising: true)
        var other = MessageRecord(
            id: place, lead: mine.lead, position: place, conversation: mine.conversation, direction: mine.direction,
            createdAt: mine.createdAt, body: mine.body)
        other.externalID = externalID
        other.sendState = .submitted
        (other.status, other.segments, other.price) = (mine.status, mine.segments, mine.price)
        (other.errorCode, other.errorText) = (mine.errorCode, mine.errorText)
        (other.sentAt, other.updatedAt, other.mediaCount) = (mine.sentAt, mine.updatedAt, mine.mediaCount)
        mine = freed
        let row = ListedMessage(
            to: try address(of: freed.lead), from: try number(of: freed.conversation).flatMap(number(id:)),
            body: freed.body, mediaCount: freed.mediaCount, madeAt: freed.createdAt,
            hasFailed: freed.status?.isFailure ?? false)
        let heir = try openAttempts().first { $0.id.rawValue != freed.id && $0.attempt?.evidence(row) == .ours }
        guard let heir, let old = try message(heir.id.rawValue) else {
            try insert(other, number: try number(of: other.conversation))
            return
        }
        var tied = old
        (tied.externalID, tied.sendState, tied.status) = (externalID, .submitted, other.status)
        (tied.sentAt, tied.updatedAt, tied.createdAt) = (other.sentAt, other.updatedAt, other.createdAt)
        try update(old, to: tied)
        try settleOutbox(heir.id.rawValue, as: .submitted)
    }

    /// Writes the row of the outbox anew for a message that seemed to have been handed over.
    private func reopenEntry(of message: MessageRecord) throws {
        guard let recipient = try address(of: message.lead).phoneNumber else { throw StoreError.missing }
        let intent = OutgoingIntent(
            lead: LeadID(rawValue: message.lead), body: message.body, mediaURLs: try mediaURLs(of: message.id),
            sender: try number(of: message.conversation).flatMap(number(id:)), sendAt: message.sendAt)
        try insertEntry(message.id, intent, to: recipient, state: .unknown, due: nil)
        let change = try db.prepared("UPDATE outbox SET attempted_at = ?2, attempts = 1 WHERE message_id = ?1")
        change.bind(1, message.id)
        change.bind(2, message.createdAt)
        try change.run()
    }

    /// Frees a SID that another row holds: a row of the list alone goes; another message of ours is unknown again.
    func makeRoom(_ other: MessageRecord) throws {
        if try entry(other.id) == nil {
            guard other.isMadeHere else { return try delete(other) }
            try reopenEntry(of: other)
        }
        var freed = other
        (freed.externalID, freed.status, freed.updatedAt) = (nil, nil, nil)
        try update(other, to: freed)
        try setState(other.id, .unknown)
        let reopen = try db.prepared("UPDATE outbox SET settled_at = NULL, next_look_at = ?2 WHERE message_id = ?1")
        reopen.bind(1, other.id)
        reopen.bind(2, now)
        try reopen.run()
        try refreshOutboxFlags(other.lead)
    }
}
