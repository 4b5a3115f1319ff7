import Messaging
import ServerStore
import ServerTestSupport
import Testing

@Suite("Waking those who wait for changes")
struct WakingTests {
    @Test("A change on one node wakes who waits on it, and on PostgreSQL on another", arguments: StoreKind.allCases)
    func woken(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nodes = kind == .postgres ? [place.store, try await place.another()] : [place.store]
        let tenant = try await place.tenant("ann").tenant
        let streams = nodes.map { $0.changedTenants() }

        // What changes nothing that the feed tells of wakes nobody.
        try await place.store.write(tenant) { try $0.audit.append("nothing", by: AuditActor()) }
        let other = try await place.tenant("bob").tenant

        for stream in streams {
            var woken: [TenantID] = []
            for await changed in stream {
                woken.append(changed)
                if changed == other { break }
            }
            // The first tenant's own making may still have been under way to the other node.
            #expect(woken.last == other)
        }
    }

    @Test("Who waits at a store that is closed waits no longer", arguments: StoreKind.allCases)
    func closed(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let stream = place.store.changedTenants()

        try await place.store.close()

        for await _ in stream { Issue.record("it was woken") }
    }
}
