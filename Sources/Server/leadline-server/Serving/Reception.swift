internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import Synchronization

/// Who answers at the listeners: nobody but the process itself until the database was seen, and then the node.
///
/// Until then whatever needs the database is 503, webhooks too, whoever has signed them: nothing is refused for good by a
/// node that knows no secret, and Twilio goes on to the fallback address.
final class Reception: Sendable {
    let metrics = RequestMetrics()
    private let start = NodeClock.uptime()
    private let anteroom: WatchedRules<Never>
    private let node = Mutex<HTTPListener.Answering?>(nil)
    private let decisions = AsyncThrowingStream<Void, any Error>.makeStream()

    init(_ log: ServerLog) { anteroom = Self.anteroom(metrics, log) { [start] in Self.age(since: start) } }

    func answer(_ request: ReceivedRequest) async -> ServerAnswer {
        if let answering = node.withLock({ $0 }) { return await answering(request) }
        return await anteroom.answer(request)
    }

    /// Lets a node answer from now on.
    func open(_ answering: @escaping HTTPListener.Answering) {
        node.withLock { $0 = answering }
        decide()
    }

    /// Tells that there is no node for now, or that there will be none.
    func decide(_ error: (any Error)? = nil) { decisions.continuation.finish(throwing: error) }

    /// Waits until it is known whether there is a node; throws why there will be none.
    func decided() async throws { for try await _ in decisions.stream {} }

    /// How long the process runs, in seconds.
    var age: Double { Self.age(since: start) }

    private static func age(since start: Uptime) -> Double {
        Double((NodeClock.uptime() - start).inMilliseconds) / 1000
    }

    private static func anteroom(
        _ metrics: RequestMetrics, _ log: ServerLog, _ age: @escaping @Sendable () -> Double
    ) -> WatchedRules<Never> {
        let open = OpenRoutes(
            version: LeadlineServerCommand.version, metrics: metrics,
            readiness: { HealthBody([("database", "cannot be reached")]) },
            gauges: { [ServerNode.readiness(false), ServerNode.uptime(age())] })
        let away = APIErrorBody(.unavailable, retryAfter: 2)
        let work = ServerWork<Never>(
            signIn: { _, _ in throw away }, claim: { _, _ in throw away }, release: { _ in },
            answer: { _ in throw away })
        let rules = RequestRules(
            work, open: open, buckets: RequestBuckets(uptime: NodeClock.elapsed),
            requestID: { Randomness.token(bytes: 8) }, report: { request, fault in log.fault(request, fault) })
        return WatchedRules(
            rules, webhooks: WebhookRoutes { _ in .unavailable }, metrics: metrics, now: NodeClock.now,
            uptime: NodeClock.elapsed, log: { log.write($0) })
    }
}
