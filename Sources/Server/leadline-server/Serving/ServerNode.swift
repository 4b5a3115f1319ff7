internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import ServerStore

/// One process that serves: its listeners, its heart, and what ends them in good order.
struct ServerNode {
    let store: TenantStore
    let keys: LiveKeys
    let channels: Channels
    let inbound: Inbound
    let gate: NodeGate
    let places: [HTTPListener.Place]
    let log = ServerLog()

    /// Serves until TERM or INT. `ready` is called once with the bases, when all places are taken.
    func run(ready: @escaping @Sendable ([String]) -> Void) async throws {
        let signals = StopSignals()
        let heart = NodeHeart(store, keys: keys) { [gate] in gate.standsOpen }
        await heart.beat(log)
        try await gate.open()
        let routes = TenantRoutes(store, channels: channels, accountName: MachineAccount.name)
        let rules = rules(heart, routes)
        let roll = PlaceRoll(places, ready: ready)
        let runner = JobRunner(store: store, kinds: channels.jobs + inbound.jobs) { log.twilio($0.description) }
        log.note("started", "node \(heart.node)")
        // Jobs are not cut short when requests end: who is asked to stop finishes what it has begun.
        let jobs = Task { await runner.run() }
        let events = Task { await gate.work() }
        let outcome: (any Error)?
        do {
            try await serve(rules, heart, routes.feed, signals.arrived) { await roll.taken($0, port: $1) }
            outcome = nil
        } catch { outcome = error }
        await runner.stop()
        await gate.stop()
        await jobs.value
        await events.value
        await farewell(heart)
        if let outcome { throw outcome }
        withExtendedLifetime(signals) {}
    }

    private func serve(
        _ rules: WatchedRules<TenantRoutes.HeldKey>, _ heart: NodeHeart, _ feed: TenantFeed,
        _ asked: AsyncStream<Void>,
        _ taken: @escaping @Sendable (_ place: Int, _ port: Int) async -> Void
    ) async throws {
        try await withThrowingTaskGroup { group in
            for (number, place) in places.enumerated() {
                group.addTask { try await listen(at: place, rules) { await taken(number, $0) } }
            }
            group.addTask { await heart.run(log) }
            group.addTask { await gate.run() }
            // It ends before the listeners do: who waits for changes is answered, and holds up nobody.
            group.addTask { await feed.run() }
            group.addTask {
                await StopSignals.first(of: asked)
                log.note("stopping")
            }
            // Whatever ends first, on purpose or not, ends the rest.
            defer { group.cancelAll() }
            _ = try await group.next()
        }
    }

    private func listen(
        at place: HTTPListener.Place, _ rules: WatchedRules<TenantRoutes.HeldKey>,
        _ taken: @escaping @Sendable (Int) async -> Void
    ) async throws {
        if case .unix(let path) = place { try SocketFile.clear(path) }
        do {
            try await HTTPListener(place) { await rules.answer($0) }
                .run { port in
                    if case .unix(let path) = place { SocketFile.open(path) }
                    await taken(port)
                }
        } catch {
            // However the listener ended that was asked to end, it has ended.
            guard !Task.isCancelled else { return }
            throw ServerComplaint(
                .settings, "Nobody can listen at \(place.base(port: place.wantedPort)): \(error).",
                advice: "Another program may be there; LEADLINE_LISTEN takes another place.")
        }
    }

    private func rules(_ heart: NodeHeart, _ routes: TenantRoutes) -> WatchedRules<TenantRoutes.HeldKey> {
        let metrics = RequestMetrics()
        let start = NodeClock.uptime()
        let open = OpenRoutes(
            version: LeadlineServerCommand.version, metrics: metrics, readiness: { await heart.health() },
            gauges: { [gate] in
                let isUp = await heart.health().isWell
                let nodes = await heart.liveNodes
                let age = Double((NodeClock.uptime() - start).inMilliseconds) / 1000
                let own: OpenRoutes.Gauges = [
                    ("leadline_ready", "Whether requests can be served.", isUp ? 1 : 0),
                    ("leadline_nodes_live", "Nodes that were heard of lately.", Double(nodes)),
                    ("leadline_uptime_seconds", "How long this node runs.", age),
                ]
                return own + gate.gauges()
            })
        let rules = RequestRules(
            routes.work, open: open,
            buckets: RequestBuckets(uptime: NodeClock.elapsed),
            requestID: { Randomness.token(bytes: 8) },
            report: { request, fault in log.fault(request, fault) })
        return WatchedRules(
            rules, webhooks: gate.routes, metrics: metrics, now: NodeClock.now, uptime: NodeClock.elapsed,
            log: { log.write($0) })
    }

    private func farewell(_ heart: NodeHeart) async {
        do {
            try await heart.stop()
            try await store.close()
            log.note("stopped")
        } catch {
            // The node will be missed after a while, as one that was killed is.
            log.note("stopped", "without a farewell: \((error as? TenantStoreError)?.description ?? "a failure")")
        }
    }
}

/// Which places have been taken, until all are.
actor PlaceRoll {
    private let places: [HTTPListener.Place]
    private let ready: @Sendable ([String]) -> Void
    private var bases: [Int: String] = [:]

    init(_ places: [HTTPListener.Place], ready: @escaping @Sendable ([String]) -> Void) {
        (self.places, self.ready) = (places, ready)
    }

    func taken(_ number: Int, port: Int) {
        bases[number] = places[number].base(port: port)
        if bases.count == places.count { ready(places.indices.compactMap { bases[$0] }) }
    }
}
