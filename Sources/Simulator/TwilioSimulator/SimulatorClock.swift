internal import Glibc
package import Messaging

/// Where a simulator takes the time from.
///
/// By the wall, things happen by themselves. Set by hand, nothing happens until `RunningSimulator.advance(by:)` is
/// called. Following somebody else's clock, what fell due happens before the next request is looked at.
package enum SimulatorClock: Sendable {
    case wall
    case byHand(from: Instant)
    case following(@Sendable () -> Instant)

    /// The time of the machine.
    static var wallNow: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
