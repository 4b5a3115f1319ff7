internal import GRDB
internal import Messaging

extension Ledger {
    /// Where a text stands that leaves now: behind what was said since it was written, if that was anything.
    ///
    /// Until then it stands where it was written. `nil` where it stays there, which it does as well where somebody has
    /// written whom the person has not seen: a text behind theirs would look like the answer, and nobody would wait.
    func placeOfLeaving(_ entry: OutboxEntry, at: Instant) throws -> Int64? {
        guard let mine = try message(entry.id.rawValue) else { return nil }
        let query = try db.prepared(
            """
            SELECT position FROM message WHERE lead_id = ?1 AND position > ?2
                AND (kind = \(MessageKind.inbound.rawValue) OR external_id IS NOT NULL)
            ORDER BY position DESC LIMIT 1
            """)
        query.bind(1, mine.lead)
        query.bind(2, mine.position)
        let last = try query.firstInt()
        guard last > 0, try db.newestUnseen(by: entry) == nil else { return nil }
        return try freePosition(lead: mine.lead, second: max(at.seconds, TimePlace.second(last)))
    }
}

extension Database {
    /// The newest message that the person had not seen when a text of theirs was queued, or let go.
    func newestUnseen(by entry: OutboxEntry) throws -> MessageID? {
        let query = try prepared(
            """
            SELECT id FROM message WHERE lead_id = ?1 AND position > coalesce(
                (SELECT position FROM message WHERE id = ?2), (SELECT position FROM message WHERE id = ?3), 0)
                AND (kind = \(MessageKind.inbound.rawValue)
                    OR (kind = \(MessageKind.spoken.rawValue) AND NOT made_here))
            ORDER BY position DESC LIMIT 1
            """)
        query.bind(1, entry.lead.rawValue)
        query.bind(2, entry.seenUpTo?.rawValue)
        query.bind(3, entry.id.rawValue)
        let found = try query.firstInt()
        return found > 0 ? MessageID(rawValue: found) : try newestArrived(since: entry)
    }

    /// The last of the texts that came since as a server counts, wherever they stand.
    private func newestArrived(since entry: OutboxEntry) throws -> MessageID? {
        guard let seen = entry.seenArrival else { return nil }
        let query = try prepared(
            """
            SELECT m.id FROM served_conversation c
            JOIN served_message s ON s.conversation = c.number AND s.is_inbound AND s.arrival > ?2
            JOIN message m ON m.id = s.message_id
            WHERE c.lead_id = ?1 ORDER BY m.position DESC LIMIT 1
            """)
        query.bind(1, entry.lead.rawValue)
        query.bind(2, seen)
        let found = try query.firstInt()
        return found > 0 ? MessageID(rawValue: found) : nil
    }
}
