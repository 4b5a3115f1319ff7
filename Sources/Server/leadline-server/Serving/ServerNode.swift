internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerHTTP
internal import ServerStore

/// A node that has its database: what answers requests, its heart, its gate and its jobs, and what ends them in good order.
struct ServerNode {
    let store: TenantStore
    let keys: LiveKeys
    let channels: Channels
    let inbound: Inbound
    let poller: ListPoller
    let shelf: MediaShelf
    let housekeeping: Housekeeping
    let gate: NodeGate

    /// What is left to do when the last request has its answer.
    typealias Farewell = @Sendable () async -> Void

    /// Answers at the reception and works until the task is canceled.
    func run(_ reception: Reception, _ log: ServerLog) async throws -> Farewell {
        let heart = NodeHeart(store, keys: keys) { [gate] in gate.standsOpen }
        do {
            try await poller.catchUp(after: NodeHeart.liveFor)
            await heart.beat(log)
            try await gate.open()
        } catch {
            // The reason that it cannot be used outweighs one that it cannot be closed.
            try? await store.close()
            throw error
        }
        let outbound = Outbound(channels)
        let sender = SendWorker(outbound) { log.twilio($0) }
        let routes = TenantRoutes(
            store, channels: channels, media: shelf, calling: { await sender.wake() },
            accountName: MachineAccount.name)
        let rules = rules(heart, routes, reception, log)
        let kinds = channels.jobs + inbound.jobs + poller.jobs + shelf.jobs + outbound.jobs
        let runner = JobRunner(store: store, kinds: kinds) { log.twilio($0.description) }
        log.note("started", "node \(heart.node)")
        // Jobs are not cut short when requests end: who is asked to stop finishes what it has begun.
        let jobs = Task { await runner.run() }
        let events = Task { await gate.work() }
        let sending = Task { await sender.run() }
        reception.open { await rules.answer($0) }
        await withDiscardingTaskGroup { group in
            group.addTask { await heart.run(log) }
            group.addTask { await gate.run() }
            group.addTask { await routes.feed.run() }
            group.addTask { await housekeeping.run() }
        }
        return {
            await runner.stop()
            await gate.stop()
            await sender.stop()
            await sending.value
            await jobs.value
            await events.value
            await farewell(heart, log)
        }
    }

    private func rules(
        _ heart: NodeHeart, _ routes: TenantRoutes, _ reception: Reception, _ log: ServerLog
    ) -> WatchedRules<TenantRoutes.HeldKey> {
        let open = OpenRoutes(
            version: LeadlineServerCommand.version, metrics: reception.metrics,
            readiness: { await heart.health() },
            gauges: { [gate] in
                let nodes = await heart.liveNodes
                let own: OpenRoutes.Gauges = [
                    Self.readiness(await heart.health().isWell),
                    ("leadline_nodes_live", "Nodes that were heard of lately.", Double(nodes)),
                    Self.uptime(reception.age),
                ]
                return own + gate.gauges() + (await heart.gauges())
            })
        let rules = RequestRules(
            routes.work, open: open,
            buckets: RequestBuckets(uptime: NodeClock.elapsed),
            requestID: { Randomness.token(bytes: 8) },
            report: { request, fault in log.fault(request, fault) })
        return WatchedRules(
            rules, webhooks: gate.routes, links: MediaLinkRoutes(shelf), metrics: reception.metrics, now: NodeClock.now,
            uptime: NodeClock.elapsed,
            log: { log.write($0) })
    }

    static func readiness(_ isReady: Bool) -> OpenRoutes.Gauges.Element {
        ("leadline_ready", "Whether requests can be served.", isReady ? 1 : 0)
    }

    static func uptime(_ seconds: Double) -> OpenRoutes.Gauges.Element {
        ("leadline_uptime_seconds", "How long this node runs.", seconds)
    }

    private func farewell(_ heart: NodeHeart, _ log: ServerLog) async {
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
