package import Messaging

/// What the clocks say when an input comes.
///
/// People are shown the wall's time, which somebody may set. Whatever waits, waits by the time that has passed, which only
/// goes on; so no step of the wall's clock ends a wait or makes it endless.
package struct ClockReading: Hashable, Sendable {
    package var wall: Instant
    /// How long it is since a moment that stays the same as long as the program runs.
    package var elapsed: Duration

    package init(wall: Instant, elapsed: Duration) { (self.wall, self.elapsed) = (wall, elapsed) }
}
