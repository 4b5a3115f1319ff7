package import Messaging

/// The tenant's texts that are not settled.
///
/// A text leaves this table when it is settled. Its stage says who may do what with it, and each step from one stage to
/// another asks for the one before, so that of two who are at it at once one comes to nothing.
package struct OutgoingQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Notes that a text is to leave from `lane`, not before `moment`.
    package func add(_ message: TenantMessage, lane: String, seenUpTo: Int64?, isBulk: Bool, at moment: Instant) throws
    {
        try connection.change(
            """
            INSERT INTO outgoing (tenant_id, message_id, conversation_id, lane, stage, is_bulk, seen_up_to, waits_since,
                due_at, attempts)
            VALUES ($1, $2, $3, $4, 'waiting', $5, $6, $7, $7, 0)
            """, transaction.tenant, message.id, message.conversation, lane, isBulk, seenUpTo, moment)
        try call(lane, at: moment)
    }

    package func find(_ message: TenantMessageID) throws -> OutgoingText? {
        try connection.first(
            "SELECT \(OutgoingText.columns) FROM outgoing WHERE tenant_id = $1 AND message_id = $2", transaction.tenant,
            message)
    }

    /// The texts whose turn it is, those of people before bulk ones.
    ///
    /// Whatever goes to one person goes in its order: a text waits for those before it that are to leave, are away or are
    /// being looked for; not for those that wait for a later moment or for a person.
    package func ready(_ lane: String, limit: Int) throws -> [OutgoingText] {
        let people = try ready(lane, isBulk: false, limit)
        return people.count < limit ? try people + ready(lane, isBulk: true, limit - people.count) : people
    }

    private func ready(_ lane: String, isBulk: Bool, _ limit: Int) throws -> [OutgoingText] {
        try connection.all(
            """
            SELECT \(OutgoingText.columns(of: "mine")) FROM outgoing AS mine
            JOIN messages AS text ON text.tenant_id = mine.tenant_id AND text.id = mine.message_id
            WHERE mine.tenant_id = $1 AND mine.lane = $2 AND mine.is_bulk = $3 AND mine.due_at <= $4
                AND mine.stage = 'waiting' AND NOT EXISTS (
                    SELECT 1 FROM outgoing AS earlier
                    JOIN messages AS other ON other.tenant_id = earlier.tenant_id AND other.id = earlier.message_id
                    WHERE earlier.tenant_id = $1 AND earlier.conversation_id = mine.conversation_id
                        AND other.arrival < text.arrival AND (earlier.stage = 'away'
                            OR (earlier.stage = 'sought' AND earlier.due_at IS NOT NULL)
                            OR (earlier.stage = 'waiting'
                                AND (other.send_state = 'pending' OR earlier.due_at <= $4))))
            ORDER BY mine.due_at, text.arrival LIMIT $5
            """, transaction.tenant, lane, isBulk, transaction.now, limit)
    }

    /// The texts of a lane at this stage about which something is to be done now.
    package func due(_ lane: String, _ stage: OutgoingText.Stage, limit: Int) throws -> [OutgoingText] {
        try connection.all(
            """
            SELECT \(OutgoingText.columns) FROM outgoing WHERE tenant_id = $1 AND lane = $2 AND is_bulk IN (0, 1)
                AND due_at <= $4 AND stage = $3 ORDER BY due_at LIMIT $5
            """, transaction.tenant, lane, stage, transaction.now, limit)
    }

    /// All texts of a lane that may have left: those that are looked for and those that are away.
    package func attempted(_ lane: String, limit: Int) throws -> [OutgoingText] {
        try connection.all(
            """
            SELECT \(OutgoingText.columns) FROM outgoing WHERE tenant_id = $1 AND lane = $2 AND stage IN ('away', 'sought')
            ORDER BY attempted_at, message_id LIMIT $3
            """, transaction.tenant, lane, limit)
    }

    /// What others said in a conversation behind `seen`, the oldest first and no more than `limit` of the newest. What was
    /// taken back counts for nothing; with `onlyGone` neither does what others have written and is yet to leave.
    package func saidSince(
        _ seen: Int64, in conversation: TenantConversationID, by author: UserID?, onlyGone: Bool = false, limit: Int
    ) throws -> [TenantMessage] {
        let passed = onlyGone ? "'canceled', 'blocked', 'scheduled', 'pending', 'held'" : "'canceled'"
        let found: [TenantMessage] = try connection.all(
            """
            SELECT \(TenantMessage.columns) FROM messages
            WHERE tenant_id = $1 AND conversation_id = $2 AND arrival > $3 AND (direction = 'inbound' OR (
                coalesce(send_state, '') NOT IN (\(passed)) AND (author = $4) IS NOT TRUE))
            ORDER BY arrival DESC LIMIT $5
            """, transaction.tenant, conversation, seen, author, limit)
        return found.reversed()
    }
}
