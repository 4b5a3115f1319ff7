import Glibc
import Inbox
import Messaging

/// The clock that only goes on, however the wall's is set, and goes on while the machine sleeps: for whatever waits.
enum SteadyClock {
    /// How long it is since the machine was started.
    static func elapsed() -> Duration {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}

extension ClockReading {
    /// What both clocks say.
    static func now() -> ClockReading { ClockReading(wall: WallClock.now(), elapsed: SteadyClock.elapsed()) }
}
