package import Messaging

/// From when the pool of the messaging service is asked for again.
package struct PoolWatch: Hashable, Sendable {
    package private(set) var due = Due.atOnce
    private var failures = 0

    package init() {}

    package mutating func succeeded(at now: Instant, every gap: Duration) {
        (due, failures) = (.at(now + gap), 0)
    }

    /// It could not be had. Returns whether that is the first time in a row.
    package mutating func failed(at now: Instant, pace: SyncPace) -> Bool {
        failures += 1
        due = .at(now + pace.setbackGap(after: failures))
        return failures == 1
    }

    /// Somebody asks for news.
    package mutating func hurry() { due = .atOnce }

    /// The machine's clock was set by `step`.
    package mutating func move(by step: Duration) { due = due.moved(by: step) }
}
