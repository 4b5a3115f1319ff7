package import Messaging

/// Things that could not be had, each with the moment until which it is left alone: what fails by itself backs off by
/// itself, and keeps nothing else waiting.
package struct Setbacks<Target: Hashable & Sendable>: Hashable, Sendable {
    private struct Setback: Hashable, Sendable {
        var count: Int
        var until: Instant
        /// When the first of its failures happened.
        var since: Instant
        /// How often in a row it took long to fail while all else was answered.
        var hangs = 0
    }

    private var setbacks: [Target: Setback] = [:]

    package init() {}

    package mutating func failed(
        _ target: Target, at now: Instant, retryAfter: Duration? = nil, backoff: Backoff, jitter: Double
    ) {
        // What has not been asked for since is of no interest any more.
        setbacks = setbacks.filter { now - $0.value.until < Self.remembered }
        var setback = setbacks[target] ?? Setback(count: 0, until: now, since: now)
        setback.count += 1
        setback.until = now + backoff.delay(failures: setback.count, jitter: jitter, retryAfter: retryAfter)
        setbacks[target] = setback
    }

    /// The target failed after it had kept the line for so long, `took`: it is left alone for much longer than that, up
    /// to `cap`, so that it gets a small part of the line however often it is tried.
    package mutating func hung(_ target: Target, for took: Duration, at now: Instant, cap: Duration) {
        var setback = setbacks[target] ?? Setback(count: 1, until: now, since: now)
        var wait = min(took * 2, cap)
        for _ in 0..<setback.hangs where wait < cap { wait = min(wait * 3, cap) }
        setback.hangs = min(setback.hangs + 1, 64)
        setback.until = max(setback.until, now + wait)
        setbacks[target] = setback
    }

    /// How often in a row the target hung.
    package func hangs(_ target: Target) -> Int { setbacks[target]?.hangs ?? 0 }

    /// Has the target wait until `moment`, whatever it waited for.
    package mutating func wait(_ target: Target, until moment: Instant) {
        setbacks[target, default: Setback(count: 1, until: moment, since: moment)].until = moment
    }

    /// The way was closed to all, and is open again: what hung for the first time may have hung for that alone, and is
    /// tried at once. Returns what was let go.
    package mutating func forgive(at now: Instant) -> [Target] {
        let forgiven = setbacks.filter { $0.value.hangs == 1 && $0.value.until > now }.map(\.key)
        for target in forgiven { wait(target, until: now) }
        return forgiven
    }

    /// All that failed and has not succeeded since.
    package var targets: [Target] { Array(setbacks.keys) }

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
        setbacks = setbacks.mapValues { setback in
            var setback = setback
            (setback.until, setback.since) = (setback.until + step, setback.since + step)
            return setback
        }
    }

    private static var remembered: Duration { .seconds(3600) }
}
