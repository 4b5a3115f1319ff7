import Glibc
import Messaging

/// The machine's clocks: the only place where the client learns what time it is, and how much of it has passed.
enum WallClock {
    static func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// Time since the machine was started, its sleep included. Nobody sets it.
    static func uptime() -> Uptime {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        return Uptime(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    /// How far local time is from UTC in this machine's zone, as a list of changes from 2008 to ten years from `now`.
    ///
    /// The C library reads the system's zone files (and `TZ`), which a statically linked Foundation does not.
    static func zone(around now: Instant) -> Zone {
        let last = now.seconds + 10 * 366 * 86_400
        var start: Int64 = 1_199_145_600
        var offset = secondsEast(at: start)
        var changes = [(from: Instant(milliseconds: .min), seconds: offset)]
        while start < last {
            let end = start + 14 * 86_400
            let next = secondsEast(at: end)
            if next != offset {
                changes.append((from: Instant(seconds: change(between: start, end, from: offset)), seconds: next))
                offset = next
            }
            start = end
        }
        return Zone(offsets: changes)
    }

    /// The first second after `start` whose offset is no longer `offset`.
    private static func change(between start: Int64, _ end: Int64, from offset: Int) -> Int64 {
        var (before, after) = (start, end)
        while after - before > 1 {
            let middle = (before + after) / 2
            if secondsEast(at: middle) == offset { before = middle } else { after = middle }
        }
        return after
    }

    private static func secondsEast(at seconds: Int64) -> Int {
        var time = time_t(seconds)
        var local = tm()
        guard localtime_r(&time, &local) != nil else { return 0 }
        return local.tm_gmtoff
    }
}
