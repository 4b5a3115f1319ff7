package import Messaging

/// The rules of every route, with each request counted and told to the log: what a listener is given.
package struct WatchedRules<Claim: Sendable>: Sendable {
    private let rules: RequestRules<Claim>
    private let metrics: RequestMetrics
    private let now: @Sendable () -> Instant
    private let uptime: @Sendable () -> Duration
    private let log: @Sendable (String) -> Void

    /// `now` dates the lines of the log, `uptime` measures; `log` takes one line at a time.
    package init(
        _ rules: RequestRules<Claim>, metrics: RequestMetrics, now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Duration, log: @escaping @Sendable (String) -> Void
    ) {
        (self.rules, self.metrics, self.now, self.uptime, self.log) = (rules, metrics, now, uptime, log)
    }

    package func answer(_ received: ReceivedRequest) async -> ServerAnswer {
        let start = uptime()
        var (answer, entry) = await rules.answer(received)
        entry.span = uptime() - start
        metrics.count(entry)
        log(entry.line(at: now()))
        return answer
    }
}
