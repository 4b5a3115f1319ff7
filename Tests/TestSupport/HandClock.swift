package import Messaging
import Synchronization

/// A clock that stands still until a test moves it, with the hands on the wall and the time that has passed apart.
package final class HandClock: Sendable {
    private struct Reading {
        /// What the wall would show if nobody had set it.
        var steady: Instant
        var wasSetBy = Duration.zero
    }

    private let reading: Mutex<Reading>

    /// Begins on Monday, 23 November 2026, 14:00 UTC, unless told otherwise.
    package init(_ start: Instant = HandClock.start) { reading = Mutex(Reading(steady: start)) }

    package static let start = Instant(CalendarTime(year: 2026, month: 11, day: 23, hour: 14))

    /// What the wall shows.
    package var now: Instant { reading.withLock { $0.steady + $0.wasSetBy } }

    /// What a wall shows that nobody sets: another machine's.
    package var steady: Instant { reading.withLock { $0.steady } }

    /// The time that has passed.
    package var uptime: Uptime { Uptime(milliseconds: (steady - HandClock.start).inMilliseconds) }

    /// Lets time pass.
    package func advance(_ span: Duration) { reading.withLock { $0.steady = $0.steady + span } }

    package func set(_ instant: Instant) { reading.withLock { $0.steady = instant } }

    /// Has somebody set the wall's clock, while no time passes.
    package func setWall(by step: Duration) { reading.withLock { $0.wasSetBy += step } }
}
