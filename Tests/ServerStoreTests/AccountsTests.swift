import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("What the server remembers of itself and of what was done")
struct AccountsTests {
    @Test("The audit is read newest first, page by page", arguments: StoreKind.allCases)
    func audit(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        for n in 0..<3 {
            place.clock.advance(.milliseconds(1))
            try await place.store.write(tenant) { t in
                try t.audit.append(
                    "user.\(n)", by: AuditActor(user: user, unixAccount: "ann"), subjectKind: "user",
                    subject: user.value, detail: #"{"n":1}"#)
            }
        }

        let first = try await place.store.read(tenant) { try $0.audit.list(limit: 2) }
        let rest = try await place.store.read(tenant) { try $0.audit.list(before: first.last?.id, limit: 2) }

        #expect((first + rest).map(\.action) == ["user.2", "user.1", "user.0"])
        #expect(first[0].actor == AuditActor(user: user, unixAccount: "ann"))
        #expect(first[0].subject == user.value)
        #expect(first[0].at == place.clock.now)
    }

    @Test("A line of the audit stays as it was written, whatever the server asks for", arguments: StoreKind.allCases)
    func kept(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenant = try await place.tenant("ann").tenant
        try await place.store.write(tenant) { try $0.audit.append("user.created", by: AuditActor()) }
        let wall = kind == .postgres ? "SET leadline.tenant = '\(tenant)'; " : ""

        #expect(throws: ProgramFailure.self) {
            try place.shell(wall + "UPDATE audit SET action = 'nothing'", as: PostgresServer.server)
        }

        #expect(try await place.store.read(tenant) { try $0.audit.list(limit: 9) }.map(\.action) == ["user.created"])
    }

    @Test("A database has one name for good, and an epoch that a restore changes", arguments: StoreKind.allCases)
    func instance(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        #expect(try await place.store.readServer { try $0.instance.find() } == nil)

        let made = try await place.store.writeServer { try $0.instance.findOrMake() }
        let again = try await place.another().writeServer { try $0.instance.findOrMake() }
        let epoch = try await place.store.writeServer { try $0.instance.beginEpoch() }

        #expect(made == again)
        #expect(epoch != made.epoch)
        let found = try #require(try await place.store.readServer { try $0.instance.find() })
        #expect(found.id == made.id)
        #expect(found.epoch == epoch)
    }

    @Test("Nodes are known by their hearts, and by the keys they hold", arguments: StoreKind.allCases)
    func nodes(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let one: NodeID = place.store.surroundings.newID(at: place.clock.now)
        let other: NodeID = place.store.surroundings.newID(at: place.clock.now)
        let start = place.clock.now

        try await place.store.writeServer { try $0.nodes.beat(one, keyVersions: ["1"]) }
        place.clock.advance(.seconds(60))
        try await place.store.writeServer { try $0.nodes.beat(other, keyVersions: ["1", "2"]) }

        #expect(try await place.store.readServer { try $0.nodes.live(since: start) }.count == 2)
        let live = try await place.store.readServer { try $0.nodes.live(since: start + .seconds(1)) }
        #expect(live.map(\.id) == [other])
        #expect(live.map(\.keyVersions) == [["1", "2"]])
        #expect(try await place.store.readServer { try $0.nodes.lastHeartbeat() } == place.clock.now)
        try await place.store.writeServer { try $0.nodes.remove(other) }
        try await place.store.writeServer { try $0.nodes.removeSilent(since: place.clock.now) }
        #expect(try await place.store.readServer { try $0.nodes.lastHeartbeat() } == nil)
    }
}
