/// How long to wait after failures in a row: at once, then 1.8 to the power of their number, with jitter and a cap.
package struct Backoff: Hashable, Sendable {
    package var unit: Duration = .seconds(1)
    package var cap: Duration = .seconds(30)
    /// The longest wait that the remote can ask for.
    package var retryAfterCap: Duration = .seconds(900)

    package init() {}

    /// The wait after the `failures`-th failure in a row. Where the remote has named one it is that, and neither longer
    /// nor shorter: who knows when it will have time for us is the remote.
    ///
    /// `jitter` lies in 0 ..< 1 and spreads the wait over its upper half, so that agents who lost the network together
    /// do not come back together.
    package func delay(failures: Int, jitter: Double, retryAfter: Duration? = nil) -> Duration {
        // A remote that names no time at all would be asked again and again without a pause.
        if let retryAfter, retryAfter > .zero { return min(retryAfter, retryAfterCap) }
        guard failures > 1 else { return unit * (0.25 * jitter) }
        var wait = unit
        for _ in 1..<min(failures, 64) where wait < cap { wait = wait * 1.8 }
        return min(wait, cap) * (0.5 + 0.5 * jitter)
    }
}
