package import Messaging

/// A text of ours that is not settled: it is to leave, it is away, or nobody knows whether it left.
package struct OutgoingText: Hashable, Sendable {
    package enum Stage: String, Hashable, CaseIterable, Sendable, SQLColumn {
        /// For its moment, or its turn.
        case waiting
        /// An attempt is written down; how it ended is not.
        case away
        /// It may have left, and is looked for.
        case sought
        /// A person has to decide.
        case kept
    }

    package let message: TenantMessageID
    package let conversation: TenantConversationID
    /// The number of ours that it leaves from: one after the other.
    package let lane: String
    package let stage: Stage
    package let isBulk: Bool
    /// The newest arrival that its writer has seen; `nil` for one that goes whatever was said.
    package let seenUpTo: Int64?
    /// Since when it could have left.
    package let waitsSince: Instant
    /// When something is to be done about it; `nil` where that is up to a person.
    package let dueAt: Instant?
    /// How often it was tried; the number of an attempt is this one.
    package let attempts: Int
    package let attemptedAt: Instant?
    /// When the last attempt was given up, where that is known.
    package let gaveUpAt: Instant?
}

extension OutgoingText: SQLRecord {
    static let columns = """
        message_id, conversation_id, lane, stage, is_bulk, seen_up_to, waits_since, due_at, attempts, attempted_at,
        gave_up_at
        """

    init(_ row: inout SQLRow) throws {
        message = try row.next()
        conversation = try row.next()
        lane = try row.next()
        stage = try row.next()
        isBulk = try row.next()
        seenUpTo = try row.next()
        waitsSince = try row.next()
        dueAt = try row.next()
        attempts = try row.next()
        attemptedAt = try row.next()
        gaveUpAt = try row.next()
    }
}

/// What keeps a text of ours from leaving.
package enum KeptBack: String, Hashable, CaseIterable, Sendable, SQLColumn {
    case conversationMoved = "conversation_moved"
    case waitedTooLong = "waited_too_long"
    case optedOut = "opted_out"
    case noSender = "no_sender"
    case writerSuspended = "writer_suspended"
}

/// The right to let texts leave from one of our numbers, for a while.
package struct SendLane: Hashable, Sendable {
    package let tenant: TenantID
    package let address: String
    /// Under which the lane was taken: whoever holds another number holds nothing any more.
    package let fence: Int64
}

extension SendLane: SQLRecord {
    static let columns = "tenant_id, address, fence"

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        address = try row.next()
        fence = try row.next()
    }
}

/// Somebody else has taken a lane, because its time had run out: nothing is to be begun in it any more.
package struct LaneTakenAway: Error, Hashable, Sendable {}
