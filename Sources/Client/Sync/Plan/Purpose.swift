package import Messaging

/// What the engine's one agenda is drawn up for.
package enum Purpose: Hashable, Sendable {
    /// Everything, for as long as the program runs.
    case run
    /// What leaves by itself, and what has to be read before: the process has to end.
    case drain
    /// Everything that is there to be done now, each thing once.
    case pass
    /// One text, which somebody waits for.
    case handOver(MessageID)
}

/// What a full pass has done already.
package struct PassProgress: Hashable, Sendable {
    /// The texts with an unknown outcome that were looked for.
    package var looked: Set<MessageID> = []
    /// Whether the lists' heads were read down to what was known.
    package var isUpToDate = false

    package init() {}
}
