/// How long something has been running: a clock that nobody sets and that only goes on. Waits are measured by it.
///
/// Moments that people see, or that another machine is told, are `Instant`s; those of this kind mean nothing outside of
/// the process that read them.
package struct Uptime: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func < (one: Uptime, other: Uptime) -> Bool { one.milliseconds < other.milliseconds }

    package static func + (moment: Uptime, span: Duration) -> Uptime {
        Uptime(milliseconds: moment.milliseconds.saturatingPlus(span.inMilliseconds))
    }

    package static func - (later: Uptime, earlier: Uptime) -> Duration {
        .milliseconds(later.milliseconds.saturatingMinus(earlier.milliseconds))
    }
}
