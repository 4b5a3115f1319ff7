package import Messaging

/// From when something may be done.
package enum Due: Hashable, Comparable, Sendable {
    case atOnce
    case at(Instant)

    /// The moment, or `nil` where there is none to wait for.
    package var moment: Instant? {
        switch self {
        case .atOnce: nil
        case .at(let moment): moment
        }
    }

    /// The same after the machine's clock was set by `step`.
    package func moved(by step: Duration) -> Due {
        switch self {
        case .atOnce: .atOnce
        case .at(let moment): .at(moment + step)
        }
    }

    package func isOver(at now: Instant) -> Bool { self <= .at(now) }
}
