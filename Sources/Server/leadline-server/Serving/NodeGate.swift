internal import CRM
internal import Messaging
internal import ServerHTTP
internal import ServerStore

/// What a node does with webhooks: lets them in, keeps them, and applies them.
struct NodeGate: Sendable {
    let routes: WebhookRoutes
    private let gate: WebhookGate
    private let keeper: GateKeeper
    private let events: EventKeeper
    private let worker: EventWorker
    private let spool: WebhookSpool

    init(_ store: TenantStore, keys: LiveKeys, spool: WebhookSpool, publicBases: [String], log: ServerLog) {
        let worker = EventWorker(store) { event, outcome, reason in
            log.twilio("event \(event.id) \(outcome == .failed ? "was given up" : "comes again"): \(reason ?? "")")
        }
        let keeper = GateKeeper(store, keys: keys)
        let events = EventKeeper(store, spool: spool) { await worker.wake() }
        let gate = WebhookGate(store, keeper: keeper, events: events, publicBases: publicBases)
        (self.worker, self.keeper, self.events, self.gate, self.spool) = (worker, keeper, events, gate, spool)
        routes = WebhookRoutes(gate)
    }

    /// Whether webhooks are taken even where the database is away.
    var standsOpen: Bool { keeper.isLoaded && spool.isUsable }

    /// Reads the numbers and secrets, so that the first webhook finds them.
    func open() async throws { try await keeper.load() }

    /// Keeps the table and the spool in order until the task is canceled.
    func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await keeper.run() }
            group.addTask { await events.run() }
        }
    }

    func work() async { await worker.run() }

    func stop() async { await worker.stop() }

    /// What is measured of it, by the full names that Prometheus knows.
    func gauges() -> OpenRoutes.Gauges {
        let refused = gate.refused.values.reduce(0, +)
        return [
            ("leadline_spool_files", "Webhooks that wait on this node's disk.", Double(spool.count)),
            ("leadline_spool_aside", "Webhooks on this node's disk that wait for a person.", Double(spool.asideCount)),
            ("leadline_tokens_unreadable", "Channels whose token no key here opens.", Double(keeper.unreadable)),
            ("leadline_webhooks_refused", "Webhooks that this node has refused.", Double(refused)),
        ]
    }
}
