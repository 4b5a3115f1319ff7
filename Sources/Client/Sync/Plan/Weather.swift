package import Messaging

/// How the way to the remote is: open, failing since when, or refused; and from when it may be tried again.
package struct Weather: Hashable, Sendable {
    /// Failures in a row.
    package private(set) var failures = 0
    /// When the first of them happened.
    package private(set) var failingSince: Instant?
    private var trouble = EngineReport.Trouble.unreachable
    package private(set) var networkFrom = Due.atOnce
    package private(set) var refusal: String?

    package init() {}

    /// A request came to nothing in a way that passes, after the time it `took`. The first failure is tried again at
    /// once and counts as noise, unless somebody has waited for it.
    package mutating func failed(
        _ trouble: EngineReport.Trouble, at now: Instant, took: Duration = .zero, retryAfter: Duration?,
        backoff: Backoff, jitter: Double
    ) {
        self.trouble = trouble
        failures += took > Self.patience && failures == 0 ? 2 : 1
        failingSince = failingSince ?? now - took
        networkFrom = .at(now + backoff.delay(failures: failures, jitter: jitter, retryAfter: retryAfter))
    }

    /// The remote wants a person to act first.
    package mutating func refused(at now: Instant, reason: String, retry: Duration) {
        refusal = reason
        networkFrom = .at(now + retry)
    }

    /// The remote answered. Returns how long it had not, if it had not.
    package mutating func succeeded(at now: Instant) -> Duration? {
        defer { self = Weather() }
        return failingSince.map { now - $0 }
    }

    /// A person asks at `now` for a try at once.
    package mutating func hurry(at now: Instant) { networkFrom = min(networkFrom, .at(now)) }

    /// How long a request may take before it is taken for one that hangs.
    private static let patience = Duration.seconds(10)
    /// A wait that a person would miss news in.
    private static let longWait = Duration.seconds(60)

    /// What the status line says, where all else is well until `nextLook`. `proofOfLife` is when the remote answered
    /// last.
    package func phase(nextLook: Due, proofOfLife: Instant) -> EngineReport.Phase {
        if let refusal { return .refused(reason: refusal) }
        let from = max(nextLook, networkFrom).moment ?? proofOfLife
        if let failingSince, failures > 1 || networkFrom > .at(failingSince + Self.longWait) {
            return .offline(trouble, since: failingSince, nextTry: networkFrom.moment ?? failingSince)
        }
        return .live(nextLook: max(from, proofOfLife))
    }
}
