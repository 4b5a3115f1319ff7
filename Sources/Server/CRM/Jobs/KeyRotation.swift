internal import Messaging
package import Secrets
package import ServerStore

/// Puts a new key in the place of the one that seals, while any number of nodes serve.
///
/// The new key is added to the file and seals nothing before every live node can open with it; then it seals, and what
/// the old one sealed is sealed anew, row by row; the old one leaves the file when nothing is left that it sealed. Where
/// this ends in the middle, everything can be opened, and the next run goes on from what it finds.
package struct KeyRotation: Sendable {
    /// How far it is, for whoever watches.
    package enum Step: Hashable, Sendable {
        case added(key: String)
        /// Live nodes that do not have the key yet, or do not seal with it.
        case waiting(nodes: Int)
        case sealing(key: String)
        case resealed(channels: Int)
        case dropped(keys: [String])
    }

    private let store: TenantStore
    private let file: KeyFile
    private let liveFor: Duration
    private let pause: Duration
    private let report: @Sendable (Step) -> Void

    /// `liveFor` is how long after its last beat a node counts as live, `pause` how long is waited between two looks.
    package init(
        store: TenantStore, file: KeyFile, liveFor: Duration = .seconds(30), pause: Duration = .seconds(1),
        report: @escaping @Sendable (Step) -> Void = { _ in }
    ) {
        (self.store, self.file, self.liveFor, self.pause, self.report) = (store, file, liveFor, pause, report)
    }

    package func run() async throws {
        if let ring = try unfinished() {
            // An earlier run got as far as to seal something with another key than the present one, or to add one.
            if try await finish(ring) > 0 { return }
        }
        let ring = try file.read()
        let fresh = KeyRing.Key.fresh()
        guard let wider = ring.adding(fresh) else { throw KeyFileError.malformed(file.path, line: 0) }
        try file.replace(with: wider)
        report(.added(key: fresh.id))
        try await wait { $0.contains(fresh.id) }
        guard let promoted = try file.read().promoting(fresh.id) else { throw KeyFileError.missing(file.path) }
        try file.replace(with: promoted)
        report(.sealing(key: fresh.id))
        _ = try await finish(promoted)
    }

    /// The ring in the file, where it holds more than the key that seals.
    private func unfinished() throws -> KeyRing? {
        let ring = try file.read()
        return ring.keys.count > 1 ? ring : nil
    }

    /// Seals everything by the first key and drops the others; how many channels were sealed by another.
    private func finish(_ ring: KeyRing) async throws -> Int {
        let first = ring.keys[0].id
        try await wait { $0.first == first }
        var count = try await reseal(ring)
        // A transaction that began before its node had the key may have ended since.
        try await Task.sleep(for: pause)
        count += try await reseal(ring)
        report(.resealed(channels: count))
        let others = ring.keys.dropFirst().map(\.id)
        let narrow = others.reduce(KeyRing?.some(ring)) { $0?.dropping($1) }
        guard let narrow else { throw KeyFileError.malformed(file.path, line: 0) }
        try file.replace(with: narrow)
        report(.dropped(keys: others))
        return count
    }

    /// Waits until the keys of every live node are as they have to be.
    private func wait(until isReady: @escaping @Sendable ([String]) -> Bool) async throws {
        while true {
            let behind = try await store.readServer { [liveFor] t in
                try t.nodes.live(since: t.now - liveFor).filter { !isReady($0.keyVersions) }.count
            }
            guard behind > 0 else { return }
            report(.waiting(nodes: behind))
            try await Task.sleep(for: pause)
        }
    }

    private func reseal(_ ring: KeyRing) async throws -> Int {
        var count = 0
        var last: TenantID?
        while true {
            let tenants = try await store.readServer { [last] in try $0.routes.tenants(after: last, limit: 100) }
            guard let end = tenants.last else { return count }
            for tenant in tenants { count += try await reseal(ring, tenant) }
            last = end
        }
    }

    private func reseal(_ ring: KeyRing, _ tenant: TenantID) async throws -> Int {
        var count = 0
        for id in try await store.read(tenant, { try $0.channels.sealed().map(\.id) }) {
            count += try await store.write(tenant) { t in
                guard let record = try t.channels.find(id) else { return 0 }
                let changes = try ChannelSeal(record, ring).renewed(record)
                guard !changes.isEmpty else { return 0 }
                // Somebody has changed it since it was read: then it is sealed anew by the repeated transaction.
                guard try t.channels.change(id, changes, ifVersion: record.version) != nil else {
                    throw TenantStoreError.conflict(detail: "a channel that changed meanwhile")
                }
                return 1
            }
        }
        return count
    }
}
