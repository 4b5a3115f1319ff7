package import Messaging

/// What of the outbox may matter now: all that is to be decided about what leaves next, and little more, however many
/// texts wait.
package struct OutboxFront: Hashable, Sendable {
    /// Of each number's texts that leave by themselves the first, where none before it is on its way, unknown or waits
    /// for a person: those that are due first, besides the oldest and the newest. The oldest rows first.
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
    static let asked = "settled_at IS NULL AND state = 1 AND due_at IS NULL"
    static let attempted = "settled_at IS NULL AND state IN (4, 5)"
    static let moving = "settled_at IS NULL AND state IN (1, 3, 4, 5) AND (state <> 1 OR due_at IS NOT NULL)"

    /// Whether an earlier text to the same number than `text` waits for a person, and no word lets this one pass it.
    static let isBehindAsked = """
        EXISTS (SELECT 1 FROM outbox WHERE recipient = text.recipient AND message_id < text.message_id
            AND message_id > text.passes AND \(asked))
        """

    /// Whether an earlier one is to leave before `text`, or may have left. One that itself waits behind a text that
    /// waits for a person is passed together with that.
    static let isBehindMoving = """
        EXISTS (SELECT 1 FROM outbox AS earlier WHERE recipient = text.recipient AND message_id < text.message_id
            AND \(moving) AND NOT (state IN (1, 3) AND message_id <= text.passes AND EXISTS (
                SELECT 1 FROM outbox WHERE recipient = earlier.recipient AND message_id < earlier.message_id
                    AND message_id > earlier.passes AND \(asked))))
        """
}

/// What is put off for reasons that the store does not know.
package struct PutOff: Hashable, Sendable {
    package var rows: Set<MessageID> = []
    package var recipients: Set<PhoneNumber> = []
    /// Leads to whom nothing goes that is held.
    package var unseen: Set<LeadID> = []

    package init() {}
}
