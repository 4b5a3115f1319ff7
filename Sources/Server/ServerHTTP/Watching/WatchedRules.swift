package import Messaging

/// The rules of every route, with each request counted and told to the log: what a listener is given.
package struct WatchedRules<Claim: Sendable>: Sendable {
    private let rules: RequestRules<Claim>
    private let webhooks: WebhookRoutes?
    private let links: MediaLinkRoutes?
    private let metrics: RequestMetrics
    private let now: @Sendable () -> Instant
    private let uptime: @Sendable () -> Duration
    private let log: @Sendable (String) -> Void

    /// `now` dates the lines of the log, `uptime` measures; `log` takes one line at a time.
    package init(
        _ rules: RequestRules<Claim>, webhooks: WebhookRoutes? = nil, links: MediaLinkRoutes? = nil,
        metrics: RequestMetrics,
        now: @escaping @Sendable () -> Instant,
        uptime: @escaping @Sendable () -> Duration, log: @escaping @Sendable (String) -> Void
    ) {
        (self.rules, self.webhooks, self.links, self.metrics) = (rules, webhooks, links, metrics)
        (self.now, self.uptime, self.log) = (now, uptime, log)
    }

    package func answer(_ received: ReceivedRequest) async -> ServerAnswer {
        let start = uptime()
        var (answer, entry) = await answered(received)
        entry.span = uptime() - start
        metrics.count(entry)
        log(entry.line(at: now()))
        return answer
    }

    /// Webhooks and links come before the rules that hold for people and programs with tokens.
    private func answered(_ received: ReceivedRequest) async -> (answer: ServerAnswer, entry: RequestEntry) {
        if let found = await webhooks?.answer(received, requestID: rules.requestID()) { return found }
        if let found = await links?.answer(received, requestID: rules.requestID()) { return found }
        return await rules.answer(received)
    }
}
