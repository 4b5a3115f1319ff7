package import Messaging

/// Things that could not be had, each with the moment until which it is left alone: what fails by itself backs off by
/// itself, and keeps nothing else waiting.
package struct Setbacks<Target: Hashable & Sendable>: Hashable, Sendable {
    private struct Setback: Hashable, Sendable {
        var count: Int
        var until: Instant
        /// When the first of its failures happened.
        var since: Instant
    }

    private var setbacks: [Target: Setback] = [:]

    package init() {}

    package mutating func failed(
        _ target: Target, at now: Instant, retryAfter: Duration? = nil, backoff: Backoff, jitter: Double
    ) {
        // What has not been asked for since is of no interest any more.
        setbacks = setbacks.filter { now - $0.value.until < Self.remembered }
        let last = setbacks[target]
        let count = (last?.count ?? 0) + 1
        let wait = backoff.delay(failures: count, jitter: jitter, retryAfter: retryAfter)
        setbacks[target] = Setback(count: count, until: now + wait, since: last?.since ?? now)
    }

    package mutating func succeeded(_ target: Target) { setbacks[target] = nil }

    /// How often in a row the target failed.
    package func count(_ target: Target) -> Int { setbacks[target]?.count ?? 0 }

    /// From when the target may be tried again.
    package func due(_ target: Target) -> Due { setbacks[target].map { .at($0.until) } ?? .atOnce }

    /// What is left alone at `now`, each until its moment.
    package func waiting(at now: Instant) -> [(target: Target, until: Instant)] {
        setbacks.filter { $0.value.until > now }.map { ($0.key, $0.value.until) }
    }

    /// What has failed since `moment` or longer without a success, each with when that began.
    package func failing(since moment: Instant) -> [(target: Target, since: Instant)] {
        setbacks.filter { $0.value.since <= moment }.map { ($0.key, $0.value.since) }
    }

    /// Somebody asks for a try at once, and for patience that begins anew.
    package mutating func hurry(at now: Instant) {
        setbacks = setbacks.mapValues { Setback(count: 0, until: min(now, $0.until), since: $0.since) }
    }

    /// When the first of all may be tried again, or `nil` when nothing failed.
    package var first: Due? { setbacks.values.map(\.until).min().map(Due.at) }

    /// The machine's clock was set by `step`.
    package mutating func move(by step: Duration) {
        setbacks = setbacks.mapValues { Setback(count: $0.count, until: $0.until + step, since: $0.since + step) }
    }

    private static var remembered: Duration { .seconds(3600) }
}
