package import Messaging

/// Texts that an earlier run wrote and that wait here to leave. The database may be an older copy that was put back, so that
/// they have left long ago: each is looked for before its first try, as one whose answer was lost.
extension InboxStore {
    /// Makes a waiting text unknown for as long as it is looked for: it may have left at any time since it was written.
    /// `nil` where it does not wait any more.
    package func beginDoubt(_ id: MessageID, remoteNow: Instant, now: Instant) throws(StoreError) -> OutboxEntry? {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .pending, entry.source == source,
                let message = try ledger.message(id.rawValue)
            else { return nil }
            let written = min(message.createdAt, entry.queuedAt, remoteNow)
            try ledger.setState(id.rawValue, .unknown)
            let change = try ledger.db.prepared(
                """
                UPDATE outbox SET attempted_at = ?2, lifetime = ?3, attempts = 0, looks = 0, next_look_at = ?4,
                    was_sought = 0 WHERE message_id = ?1
                """)
            change.bind(1, id.rawValue)
            change.bind(2, written)
            change.bind(3, (remoteNow - written).inMilliseconds)
            change.bind(4, now)
            try change.run()
            return try ledger.entry(id.rawValue)
        }
    }

    /// The look is over. True where the list was read to its end and has nothing that may be the text: it has not left,
    /// and may now. Where there is something a person compares; where the look failed it is made again.
    package func endDoubt(_ id: MessageID, isComplete: Bool, now: Instant) throws(StoreError) -> Bool {
        try write(.decided, now: now) { ledger in
            guard let entry = try ledger.entry(id.rawValue), entry.state == .unknown, entry.attempts == 0 else {
                return false
            }
            if try ledger.hasCandidates(id.rawValue) {
                try ledger.setLook(id.rawValue, looks: entry.looks + 1, next: now + Self.laterLook)
                if isComplete { try ledger.noteSought(id.rawValue) }
                return false
            }
            try ledger.calmDown(id.rawValue, vouchedBy: isComplete ? session : entry.vouchedBy)
            return isComplete
        }
    }
}

extension Ledger {
    /// The text waits again, and was not tried.
    fileprivate func calmDown(_ id: Int64, vouchedBy run: String?) throws {
        try setState(id, .pending)
        let change = try db.prepared(
            """
            UPDATE outbox SET attempted_at = NULL, lifetime = NULL, next_look_at = NULL, vouched_by = ?2
            WHERE message_id = ?1
            """)
        change.bind(1, id)
        change.bind(2, run)
        try change.run()
    }

    /// Looks for texts of earlier runs that ended with their process are as if they had not begun.
    func endDoubts() throws {
        let begun = """
            SELECT message_id FROM outbox WHERE state = 5 AND attempts = 0 AND settled_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM send_candidate c WHERE c.message_id = outbox.message_id)
            """
        for id in try ids(begun) { try calmDown(id, vouchedBy: nil) }
    }
}
