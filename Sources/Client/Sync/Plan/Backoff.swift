/// How long to wait after failures in a row: at once, then 1.8 to the power of their number, with jitter and a cap.
package struct Backoff: Hashable, Sendable {
    package var unit: Duration = .seconds(1)
    package var cap: Duration = .seconds(30)
    /// The longest wait that the remote can ask for.
    package var retryAfterCap: Duration = .seconds(900)

    package init() {}

    /// The wait after the `failures`-th failure in a row, at least as long as the remote asked for.
    ///
    /// `jitter` lies in 0 ..< 1 and spreads the wait over its upper half, so that agents who lost the network together
    /// do not come back together.
    package func delay(failures: Int, jitter: Double, retryAfter: Duration? = nil) -> Duration {
        let asked = min(max(retryAfter ?? .zero, .zero), retryAfterCap)
        guard failures > 1 else { return max(asked, unit * (0.25 * jitter)) }
        var wait = unit
        for _ in 1..<min(failures, 64) where wait < cap { wait = wait * 1.8 }
        return max(asked, min(wait, cap) * (0.5 + 0.5 * jitter))
    }
}
