package import Messaging

/// What became of the wish to send a text again that did not arrive.
package enum Resending: Hashable, Sendable {
    /// It is queued as a new message.
    case queued(OutboxEntry)
    /// It was sent again at that moment. What became of that is told by the copy, which is what can be sent again now.
    case before(Instant)
    /// It may have left, waits already, or cannot be made again as it was.
    case refused

    package var entry: OutboxEntry? {
        switch self {
        case .queued(let entry): entry
        case .before, .refused: nil
        }
    }
}
