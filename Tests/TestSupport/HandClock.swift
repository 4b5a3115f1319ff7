package import Messaging
import Synchronization

/// A clock that stands still until a test moves it.
package final class HandClock: Sendable {
    private let reading: Mutex<Instant>

    /// Begins on Monday, 23 November 2026, 14:00 UTC, unless told otherwise.
    package init(_ start: Instant = HandClock.start) { reading = Mutex(start) }

    package static let start = Instant(CalendarTime(year: 2026, month: 11, day: 23, hour: 14))

    package var now: Instant { reading.withLock { $0 } }

    package func advance(_ span: Duration) { reading.withLock { $0 = $0 + span } }

    package func set(_ instant: Instant) { reading.withLock { $0 = instant } }
}
