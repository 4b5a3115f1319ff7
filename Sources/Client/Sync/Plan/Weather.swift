package import Messaging

/// How the way to the remote is: open, failing since when, or refused; and from when it may be tried again.
///
/// One thing that fails says nothing of the way: it is left alone for a while by itself (`Setbacks`). The way counts as
/// failing when different things do, one after the other and without an answer between them.
package struct Weather: Hashable, Sendable {
    /// Failures since the last answer.
    package private(set) var failures = 0
    /// When the first of them happened.
    package private(set) var failingSince: Instant?
    package private(set) var networkFrom = Due.atOnce
    package private(set) var refusal: String?
    private var trouble = EngineReport.Trouble.unreachable
    /// What failed since the last answer.
    private var failing: Set<Target> = []
    /// What the wait is counted by.
    private var rounds = 0

    package init() {}

    /// A request came to nothing in a way that passes, after the time it `took`. The first failure counts as noise,
    /// unless somebody has waited for it.
    package mutating func failed(
        _ trouble: EngineReport.Trouble, of target: Target?, at now: Instant, took: Duration = .zero,
        retryAfter: Duration? = nil, backoff: Backoff, jitter: Double
    ) {
        let isFirst = target.map { failing.insert($0).inserted } ?? false
        self.trouble = trouble
        failures += took > Self.patience && failures == 0 ? 2 : 1
        failingSince = failingSince ?? now - took
        // Of many things that fail each for itself every one is tried once before the waits grow long.
        rounds = isFirst ? min(rounds + 1, Self.gentleRounds) : rounds + 1
        switch trouble {
        case .busy: break
        case .unreachable, .outOfOrder: if target != nil, failing.count < 2 { return }
        }
        networkFrom = .at(now + backoff.delay(failures: rounds, jitter: jitter, retryAfter: retryAfter))
    }

    /// Whether different things failed without an answer between them: the way itself is in question.
    package var isDown: Bool { failing.count > 1 }

    /// Whether anything else than `target` failed since the last answer.
    package func isFailing(besides target: Target) -> Bool { failing.contains { $0 != target } }

    /// The remote wants a person to act first.
    package mutating func refused(at now: Instant, reason: String, retry: Duration) {
        refusal = reason
        networkFrom = .at(now + retry)
    }

    /// The remote answered. Returns how long the way was failing, if it was.
    package mutating func succeeded(at now: Instant) -> Duration? {
        defer { self = Weather() }
        guard failures > 1 || refusal != nil || networkFrom != .atOnce else { return nil }
        return failingSince.map { now - $0 }
    }

    /// A person asks at `now` for a try at once.
    package mutating func hurry(at now: Instant) { networkFrom = min(networkFrom, .at(now)) }

    /// The machine's clock was set by `step`.
    package mutating func move(by step: Duration) {
        failingSince = failingSince.map { $0 + step }
        networkFrom = networkFrom.moved(by: step)
    }

    /// How long a request may take before it is taken for one that hangs.
    private static let patience = Duration.seconds(10)
    /// A wait that a person would miss news in.
    private static let longWait = Duration.seconds(10)
    private static let gentleRounds = 3

    /// What the status line says, where all else is well until `nextLook`. `proofOfLife` is when the remote answered
    /// last.
    package func phase(nextLook: Due, proofOfLife: Instant) -> EngineReport.Phase {
        if let refusal { return .refused(reason: refusal) }
        let next = max(nextLook, networkFrom).moment
        if let failingSince, failures > 1 || networkFrom > .at(failingSince + Self.longWait) {
            return .offline(trouble, since: failingSince, nextTry: networkFrom.moment ?? next ?? failingSince)
        }
        return .live(nextLook: max(next ?? proofOfLife, proofOfLife))
    }
}
