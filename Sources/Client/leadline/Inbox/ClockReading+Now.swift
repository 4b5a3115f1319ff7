import Inbox
import Messaging

extension ClockReading {
    /// What both clocks say.
    static func now() -> ClockReading {
        ClockReading(wall: WallClock.now(), elapsed: .milliseconds(WallClock.uptime().milliseconds))
    }
}
