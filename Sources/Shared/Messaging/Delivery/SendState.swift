/// How far one of our own messages has come on this side of the network.
package enum SendState: String, Hashable, Sendable, CaseIterable {
    /// Kept back for the undo window, or because a person must decide first.
    case held
    /// Handed over to be sent at a later time.
    case scheduled
    /// Waiting for its turn.
    case pending
    /// The request is on its way; its attempt is written down.
    case sending
    /// The request left and no answer came. Never sent again by itself.
    case unknown
    /// The remote took it; its delivery state tells the rest.
    case submitted
    /// The remote refused it for good.
    case rejected
    /// Looked for and not found: it did not leave. A person may send it again.
    case absent
    /// Taken back before it left.
    case canceled
    /// Not allowed to leave: opted out, or outside the hours.
    case blocked

    /// Whether the outbox still has work with it.
    package var isOpen: Bool {
        switch self {
        case .held, .scheduled, .pending, .sending, .unknown: true
        case .submitted, .rejected, .absent, .canceled, .blocked: false
        }
    }
}
