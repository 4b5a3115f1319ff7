package import Messaging

/// What of the outbox may matter now: all that is to be decided about what leaves next, and little more, however many
/// texts wait.
package struct OutboxFront: Hashable, Sendable {
    /// Of each number's texts that leave by themselves the first, where none before it is on its way or unknown: those
    /// that are due first, besides the oldest and the newest. The oldest rows first.
    package var departures: [OutboxEntry] = []
    /// The texts in their undo window.
    package var held: [OutboxEntry] = []
    /// The texts that may have left, the oldest first.
    package var unknown: [OutboxEntry] = []
    /// Whether a text is marked as being sent.
    package var isSending = false

    package init() {}

    // The conditions of the indexes, word for word, since SQLite takes an index only where it finds its own words.
    // The codes are those of `SendState`: 1 held, 3 pending, 4 sending, 5 unknown.
    static let leaving = "settled_at IS NULL AND state IN (1, 3) AND (state = 3 OR due_at IS NOT NULL)"
    static let inUndoWindow = "settled_at IS NULL AND state = 1 AND due_at IS NOT NULL"
    static let attempted = "settled_at IS NULL AND state IN (4, 5)"
    static let moving = "settled_at IS NULL AND state IN (1, 3, 4, 5) AND (state <> 1 OR due_at IS NOT NULL)"
}

/// What is put off for reasons that the store does not know.
package struct PutOff: Hashable, Sendable {
    package var rows: Set<MessageID> = []
    package var recipients: Set<PhoneNumber> = []
    /// Leads to whom nothing goes that is held.
    package var unseen: Set<LeadID> = []

    package init() {}
}
