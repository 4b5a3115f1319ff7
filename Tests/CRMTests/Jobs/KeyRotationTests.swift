import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Synchronization
import Testing
import TwilioSimulator

@Suite("A new key")
struct KeyRotationTests {
    private struct Cut: Error {}

    private func rotation(
        _ world: ChannelWorld, _ report: @escaping @Sendable (KeyRotation.Step) -> Void = { _ in }
    ) -> KeyRotation {
        KeyRotation(
            store: world.place.store, file: world.file, pause: .milliseconds(10), report: report)
    }

    private func sealingKeys(_ world: ChannelWorld, _ tenant: TenantID) async throws -> Set<String> {
        let rows = try await world.place.store.read(tenant) { try $0.channels.sealed() }
        return Set(
            rows.flatMap { [$0.credentials.authToken, $0.previousToken] }.compactMap { $0.flatMap(KeyRing.keyID) })
    }

    /// A tenant with an active channel, and one that is deleted and whose token was rotated.
    private func furnished(_ world: ChannelWorld) async throws -> (tenant: TenantID, channel: ChannelID) {
        let ann = try await world.person("ann")
        let kept = try await world.create(ann, try world.credentials(number: "+12025550101"))
        let gone = try await world.create(ann, try world.credentials())
        let fresh = SecretBytes(try await world.simulator.rotateToken().utf8)
        for channel in [kept, gone] {
            _ = try await world.channels.rotateToken(
                channel.id, to: fresh, grace: .seconds(3600), in: ann.tenant, by: ann.actor)
        }
        try await world.channels.delete(gone.id, in: ann.tenant, by: ann.actor)
        return (ann.tenant, kept.id)
    }

    @Test("Everything is sealed by the new key, and the old one is gone from the file", arguments: StoreKind.allCases)
    func whole(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let (tenant, channel) = try await furnished(world)
            let old = world.keys.names

            try await rotation(world).run()

            try world.keys.refresh()
            #expect(world.keys.names.count == 1 && world.keys.names != old)
            #expect(try await sealingKeys(world, tenant) == Set(world.keys.names))
            #expect(try await world.channels.find(channel, in: tenant).authToken.count == 5)
            #expect(try await world.channels.test(channel, in: tenant).contains { $0.code == "credentials_good" })
        }
    }

    @Test(
        "No new key seals before every live node has it, and none goes while a node seals with it",
        arguments: StoreKind.allCases)
    func waits(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let (tenant, _) = try await furnished(world)
            let old = world.keys.names[0]
            let node: NodeID = world.place.store.surroundings.newID(at: world.place.clock.now)
            @Sendable func beat() async throws {
                try world.keys.refresh()
                try await world.place.store.writeServer { try $0.nodes.beat(node, keyVersions: world.keys.names) }
            }
            try await beat()
            let (steps, words) = AsyncStream<KeyRotation.Step>.makeStream()
            let rotating = Task {
                try await rotation(world) { words.yield($0) }.run()
                words.finish()
            }

            var waited = 0
            for await step in steps {
                guard case .waiting = step else { continue }
                // Nothing is sealed by a key that this node does not have.
                #expect(try await sealingKeys(world, tenant).isSubset(of: world.keys.names))
                #expect(try world.file.read().keys.map(\.id).contains(old))
                waited += 1
                if waited == 3 || waited == 20 { try await beat() }
                if waited > 20 { try await beat() }
            }
            try await rotating.value

            #expect(waited > 3)
            try await beat()
            #expect(try await sealingKeys(world, tenant) == Set(world.keys.names))
            #expect(!world.keys.names.contains(old))
        }
    }

    @Test("A rotation that was cut short at any step is ended by the next run", arguments: StoreKind.allCases, 0..<4)
    func cut(kind: StoreKind, step: Int) async throws {
        try await ChannelWorld.with(kind) { world in
            let (tenant, channel) = try await furnished(world)
            let ring = try world.file.read()
            let fresh = KeyRing.Key.fresh()
            let wider = try #require(ring.adding(fresh))
            let promoted = try #require(wider.promoting(fresh.id))
            // Where it was cut: added, sealing, one row sealed anew, all of them.
            try world.file.replace(with: step == 0 ? wider : promoted)
            if step > 1 {
                let ids = try await world.place.store.read(tenant) { try $0.channels.sealed().map(\.id) }
                for id in step == 2 ? Array(ids.prefix(1)) : ids {
                    try await world.place.store.write(tenant) { t in
                        let record = try #require(try t.channels.find(id))
                        let changes = try ChannelSeal(record, promoted).renewed(record)
                        _ = try t.channels.change(id, changes)
                    }
                }
            }

            try await rotation(world).run()

            try world.keys.refresh()
            #expect(world.keys.names.count == 1)
            #expect(!world.keys.names.contains(ring.keys[0].id))
            #expect(try await sealingKeys(world, tenant) == Set(world.keys.names))
            #expect(try await world.channels.test(channel, in: tenant).contains { $0.code == "credentials_good" })
        }
    }
}
