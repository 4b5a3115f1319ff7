internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerStore

/// What tells others that this process lives, and itself whether it can serve.
///
/// The database is asked with each beat and not by whoever asks for the state, so that the answer comes at once whatever
/// the database does.
actor NodeHeart {
    static let pause = Duration.seconds(5)
    /// After how long without an answer the database counts as away.
    static let patience = Duration.seconds(15)
    /// How long another node may be silent and still counts as one that lives.
    static let liveFor = Duration.seconds(30)
    /// When a node that never said goodbye is forgotten.
    private static let forgottenAfter = Duration.seconds(24 * 3600)

    nonisolated let node: NodeID
    private let store: TenantStore
    private let keys: LiveKeys
    /// Whether webhooks are kept even while the database is away: then the node is not to be taken out of service.
    private let keepsWebhooks: @Sendable () -> Bool
    private var lastBeat: Uptime?
    private var problem: String?
    private var keyProblem: String?
    private var isOutdated = false
    private(set) var liveNodes = 0
    private var load: WorkLoad?

    init(_ store: TenantStore, keys: LiveKeys, keepsWebhooks: @escaping @Sendable () -> Bool = { false }) {
        (self.store, self.keys, self.keepsWebhooks) = (store, keys, keepsWebhooks)
        node = store.surroundings.newID(at: store.surroundings.now())
    }

    /// Beats until the task is canceled, and says goodbye.
    func run(_ log: ServerLog) async {
        while !Task.isCancelled {
            await beat(log)
            // Whoever is canceled goes on to say goodbye.
            try? await Task.sleep(for: Self.pause)
        }
    }

    /// Takes the node off the list, so that nobody waits for it.
    func stop() async throws { try await store.writeServer { [node] in try $0.nodes.remove(node) } }

    func beat(_ log: ServerLog) async {
        let names = readKeys()
        do {
            let live = try await store.writeServer { [node] server in
                try server.nodes.beat(node, keyVersions: names)
                try server.nodes.removeSilent(since: server.now - Self.forgottenAfter)
                return try server.nodes.live(since: server.now - Self.liveFor)
            }
            isOutdated = try await store.isOutdated()
            load = try await store.readServer { try $0.due.load() }
            lastBeat = store.surroundings.uptime()
            liveNodes = live.count
            tell(nil, log)
            // A node that seals with a key which is not here writes what we cannot read.
            let strange = live.contains { other in other.keyVersions.first.map { !names.contains($0) } ?? false }
            if strange { keyProblem = keyProblem ?? "another node seals with a key that this one does not have" }
        } catch {
            tell((error as? TenantStoreError)?.description ?? "the database fails", log)
        }
    }

    /// Reads the key file anew, as a rotation wants every node to. Where that fails, the keys stay what they were.
    private func readKeys() -> [String] {
        do {
            try keys.refresh()
            keyProblem = nil
        } catch {
            keyProblem = error.description
        }
        return keys.names
    }

    /// Writes down when the database goes and when it comes back, and nothing in between.
    private func tell(_ now: String?, _ log: ServerLog) {
        if (now == nil) != (problem == nil) { log.note(now == nil ? "database.back" : "database.away", now) }
        problem = now
    }

    /// How much work waits, by what was seen last.
    func gauges() -> [(name: String, help: String, value: Double)] {
        guard let load else { return [] }
        func seconds(_ span: Duration) -> Double { Double(span.inMilliseconds) / 1000 }
        return [
            ("leadline_jobs_due", "Jobs that are due, of all nodes.", Double(load.jobsDue)),
            ("leadline_jobs_buried", "Jobs that were given up and wait for a person.", Double(load.jobsBuried)),
            ("leadline_jobs_oldest_seconds", "How long the oldest job is due.", seconds(load.oldestJob)),
            ("leadline_events_due", "Webhooks that are kept and not applied yet.", Double(load.eventsDue)),
            ("leadline_events_oldest_seconds", "How long the oldest webhook is due.", seconds(load.oldestEvent)),
        ]
    }

    /// Whether requests can be served, by what was seen last.
    func health() -> HealthBody {
        let isSilent = lastBeat.map { store.surroundings.uptime() - $0 > Self.patience } ?? true
        let database = problem != nil ? "cannot be reached" : isSilent ? "does not answer" : nil
        return HealthBody([
            ("database", keepsWebhooks() ? nil : database), ("schema", isOutdated ? "wants to be migrated" : nil),
            ("keys", keyProblem.map { _ in "are not what they should be" }),
        ])
    }
}
