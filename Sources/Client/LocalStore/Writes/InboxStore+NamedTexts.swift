package import Messaging

extension InboxStore {
    /// The same as `queue` without a name, under one that was given before. A decision that was written down under its name already is left as it
    /// is, whatever has become of it since: whoever does not know whether it was may try again.
    ///
    /// `writtenAt` is when the person decided, where that is longer ago.
    package func queue(
        _ intent: OutgoingIntent, as name: IntentID, heldUntil: Instant?, writtenAt: Instant? = nil, now: Instant
    ) throws(StoreError) -> Queued {
        try write(.decided, now: now) { ledger in
            if let known = try ledger.queued(name) { return known }
            var entry = try ledger.queue(intent, as: name, heldUntil: heldUntil)
            if let writtenAt {
                try ledger.date(entry.id.rawValue, writtenAt)
                entry.queuedAt = writtenAt
            }
            return .here(entry)
        }
    }

    /// Takes a text up that a process could not write down before it had to end: it waits for a person, as one that was
    /// written at `writtenAt`. False where it was written down after all, whatever has become of it since.
    ///
    /// Where the lead's draft is the same text it is taken away: there is one text, and not two.
    package func takeUp(
        _ intent: OutgoingIntent, as name: IntentID, writtenAt: Instant, now: Instant
    ) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard try ledger.queued(name) == nil else { return false }
            let id = try ledger.makeOutgoing(intent, as: name, state: .held, due: nil)
            try ledger.date(id, writtenAt)
            let stored = try ledger.draft(intent.lead.rawValue)?.text
            if intent.endsDraft, let stored, [intent.body, intent.savedDraft].contains(stored) {
                try ledger.save(Draft(), lead: intent.lead.rawValue)
            }
            return true
        }
    }

    /// What became of the text that was to be written down under a name; `nil` where it was not.
    package func queued(_ name: IntentID) throws(StoreError) -> Queued? {
        try read { try $0.queued(name) }
    }
}

extension Ledger {
    func queued(_ name: IntentID) throws -> Queued? { try db.queued(name) }

    /// Notes when a person decided on a row of the outbox.
    fileprivate func date(_ id: Int64, _ moment: Instant) throws {
        let change = try db.prepared("UPDATE outbox SET queued_at = ?2 WHERE message_id = ?1")
        change.bind(1, id)
        change.bind(2, moment)
        try change.run()
    }

    func queue(_ intent: OutgoingIntent, as name: IntentID, heldUntil: Instant?) throws -> OutboxEntry {
        let lead = try lead(intent.lead.rawValue)
        let stored = try draft(lead.id)
        let isTaken = intent.savedDraft.map { !$0.isEmpty && $0 != stored?.text } ?? false
        let isRepeated = try intent.resends.flatMap { try sentAgainAt($0.rawValue) } != nil
        let asks = isTaken || isRepeated
        let state: SendState = heldUntil == nil && !asks ? .pending : .held
        let id = try makeOutgoing(intent, as: name, state: state, due: asks ? nil : heldUntil)
        if intent.endsDraft, !isTaken, stored != nil {
            try save(Draft(), lead: lead.id)
        }
        if let seen = intent.seenUpTo { try markRead(lead.id, upTo: seen.rawValue) }
        guard let entry = try entry(id) else { throw StoreError.missing }
        return entry
    }
}
