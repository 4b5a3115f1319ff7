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
package struct PassProgress: Sendable {
    /// The texts with an unknown outcome that were looked for.
    package var looked: Set<MessageID> = []
    /// Whether the lists' heads were read down to what was known.
    package var isUpToDate = false

    /// What failed in a way that may pass, and how often.
    private var tries: [Target: Int] = [:]
    /// How often it failed at all, be there successes between.
    private var failures: [Target: Int] = [:]
    /// What is not tried any more, and why.
    private var givenUp: [Target: SyncError] = [:]
    /// Failures without a success between them.
    private var inARow = 0

    package init() {}

    /// What the pass could not do, if there is anything.
    package var failure: SyncError? { givenUp.values.first }

    package func isGivenUp(_ target: Target) -> Bool { givenUp[target] != nil }

    /// Whether there are news that cannot be had.
    package var hasGivenUpNews: Bool {
        givenUp.keys.contains { if case .news = $0 { true } else { false } }
    }

    package mutating func succeeded(_ target: Target?) {
        inARow = 0
        if let target { tries[target] = nil }
    }

    /// Something failed, and is tried again unless that was its last try. Returns whether the pass goes on with the
    /// rest: not after as many failures in a row as one thing is tried.
    package mutating func failed(_ target: Target, _ error: SyncError, isLast: Bool = false) -> Bool {
        inARow += 1
        tries[target, default: 0] += 1
        failures[target, default: 0] += 1
        let isEnough = tries[target, default: 0] >= Self.tries || failures[target, default: 0] >= Self.mostFailures
        if isLast || !error.isTransient || isEnough { givenUp[target] = error }
        return inARow < Self.tries
    }

    /// Whether something is to be tried again.
    package var isRetrying: Bool { tries.keys.contains { givenUp[$0] == nil } }

    private static let tries = 5
    /// Of a list whose first page comes, and whose second never does, a pass sees the end too.
    private static let mostFailures = 50
}
