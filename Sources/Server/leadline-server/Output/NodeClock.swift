internal import Glibc
internal import Messaging
internal import ServerStore

/// The machine's clocks and its chance: the only place where the server learns what time it is.
enum NodeClock {
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

    /// The same as a span, for what only measures.
    static func elapsed() -> Duration { .milliseconds(uptime().milliseconds) }

    static var surroundings: StoreSurroundings {
        StoreSurroundings(now: now, uptime: uptime, chance: { .random(in: .min ... .max) })
    }
}
