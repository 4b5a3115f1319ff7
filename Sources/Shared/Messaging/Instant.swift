/// A point in time: milliseconds since the beginning of 1970, UTC, leap seconds left out.
///
/// Arithmetic stops at the ends of time instead of trapping: moments come from other machines, from files and from clocks
/// that jump.
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package init(seconds: Int64) { milliseconds = seconds.saturatingTimes(1000) }

    package static func < (one: Instant, other: Instant) -> Bool { one.milliseconds < other.milliseconds }

    package static func + (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds.saturatingPlus(span.inMilliseconds))
    }

    package static func += (instant: inout Instant, span: Duration) { instant = instant + span }

    package static func - (instant: Instant, span: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds.saturatingMinus(span.inMilliseconds))
    }

    package static func - (later: Instant, earlier: Instant) -> Duration {
        .milliseconds(later.milliseconds.saturatingMinus(earlier.milliseconds))
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 { milliseconds.quotient(by: 1000) }
}

extension Duration {
    /// Whole milliseconds, rounded towards zero; the nearest there is for a span that has too many.
    package var inMilliseconds: Int64 {
        components.seconds.saturatingTimes(1000).saturatingPlus(components.attoseconds / 1_000_000_000_000_000)
    }
}

extension Int64 {
    /// Division that rounds down, so that moments before 1970 fall on their own day.
    package func quotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Sum, difference and product that stop at the ends of the range.
    package func saturatingPlus(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? (other > 0 ? .max : .min) : sum
    }

    package func saturatingMinus(_ other: Int64) -> Int64 {
        let (difference, isOver) = subtractingReportingOverflow(other)
        return isOver ? (other < 0 ? .max : .min) : difference
    }

    package func saturatingTimes(_ factor: Int64) -> Int64 {
        let (product, isOver) = multipliedReportingOverflow(by: factor)
        return isOver ? ((self < 0) == (factor < 0) ? .max : .min) : product
    }
}
