package import Messaging

/// The wall's clock as it goes when nobody sets it: a moment of it, and the time that has passed since.
///
/// Somebody may set the wall's clock at any time. Until that is taken note of, every wait goes on as it was; then all
/// moments that waits end at are moved by the same step, once, and the new clock is followed.
package struct SteadyClock: Hashable, Sendable {
    /// How far the clock was set, and between which moments of the new one that happened.
    package struct Step: Hashable, Sendable {
        package var span: Duration
        package var after: Instant
        package var now: Instant
    }

    private var wall: Instant
    private var uptime: Uptime
    /// The time that had passed when the wall was last seen to be right.
    private var checked: Uptime

    package init(wall: Instant, uptime: Uptime) { (self.wall, self.uptime, checked) = (wall, uptime, uptime) }

    package func now(_ uptime: Uptime) -> Instant { wall + (uptime - self.uptime) }

    /// How far the wall's clock was set since it was last followed, or `nil` where it agrees but for the little that
    /// clocks are kept right by.
    package mutating func step(wall: Instant, uptime: Uptime) -> Step? {
        let span = wall - now(uptime)
        guard span > Self.tolerance || span < .zero - Self.tolerance else {
            checked = uptime
            return nil
        }
        return Step(span: span, after: now(checked) + span, now: wall)
    }

    /// Goes by the new clock from now on.
    package mutating func follow(_ step: Step) { wall += step.span }

    private static let tolerance = Duration.seconds(2)
}
