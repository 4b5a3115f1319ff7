import Messaging
import ServerTestSupport
import Testing

@testable import ServerStore

@Suite("Whose rows a query gets, whatever it asks for")
struct SecondWallTests {
    private static let address = "+15550100001"

    /// A tenant with a row in every table.
    private func furnished(_ place: StorePlace, _ name: String) async throws -> (tenant: TenantID, user: UserID) {
        let (tenant, user) = try await place.tenant(name)
        let channel = try await ChannelRowTests.create(place, tenant, user)
        try await place.store.write(tenant) { t in
            try t.tokens.create(for: user, hash: Array(name.utf8), scopes: [.read], deviceLabel: "")
            try t.audit.append("user.created", by: AuditActor(user: user))
            _ = try t.idempotency.begin("key", of: user, requestHash: [1])
            _ = try t.senders.claim(Self.address + name, of: "AC", for: channel.id)
            try t.jobs.put("visit", about: user.value, at: t.now)
        }
        return (tenant, user)
    }

    /// Tables that are read before a tenant is known, or that belong to none.
    private static let outside: Set = [
        "schema_steps", "server_instance", "nodes", "user_route", "token_route", "sender_route", "job_due",
    ]

    private func tables(_ place: StorePlace) throws -> [String] {
        try place.shell("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            .split(separator: "\n").map(String.init)
    }

    @Test("Every table that holds more than ids stands behind the wall, for its owner as well")
    func allTables() async throws {
        let place = try await StorePlace(.postgres)

        let walled = try place.shell(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relrowsecurity AND relforcerowsecurity")

        #expect(Set(walled.split(separator: "\n").map(String.init)) == Set(try tables(place)).subtracting(Self.outside))
    }

    @Test("A query that forgets its tenant gets nothing, and one with another tenant nothing of this one")
    func forgetful() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await furnished(place, "ann")
        let other = try await furnished(place, "bob")
        let role = PostgresServer.server

        for table in try tables(place) where !Self.outside.contains(table) {
            let column = table == "tenants" ? "id" : "tenant_id"
            let count = "SELECT count(*) FROM \(table) WHERE \(column) = '\(one.tenant)'"
            #expect(try place.shell("SELECT count(*) FROM \(table)", as: role) == "0", "\(table)")
            #expect(try place.shell("SET leadline.tenant = '\(other.tenant)'; \(count)", as: role) == "0", "\(table)")
            #expect(try place.shell("SET leadline.tenant = '\(one.tenant)'; \(count)", as: role) != "0", "\(table)")
            let change = table == "audit" ? "DELETE FROM audit" : "UPDATE \(table) SET \(column) = \(column)"
            #expect(
                try place.shell(
                    """
                    SET leadline.tenant = '\(other.tenant)';
                    WITH hit AS (\(change) WHERE \(column) = '\(one.tenant)' RETURNING 1) SELECT count(*) FROM hit
                    """, as: role) == "0", "\(table)")
        }
    }

    @Test("No row can be written into another tenant, nor moved there")
    func intruder() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await furnished(place, "ann")
        let other = try await furnished(place, "bob")

        for statement in [
            "INSERT INTO change_sequences VALUES ('\(other.tenant)', 7)",
            "INSERT INTO users VALUES ('\(other.tenant)', gen_random_uuid(), 'spy', 0, NULL, 1, 0)",
            "UPDATE users SET tenant_id = '\(other.tenant)'",
        ] {
            #expect(throws: ProgramFailure.self) {
                try place.shell("SET leadline.tenant = '\(one.tenant)'; \(statement)", as: PostgresServer.server)
            }
        }
    }

    @Test("The server's role changes neither the schema nor the past")
    func powers() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await furnished(place, "ann")

        for statement in [
            "CREATE TABLE mine (id bigint)", "DROP TABLE audit", "ALTER TABLE users DISABLE ROW LEVEL SECURITY",
            "UPDATE audit SET action = 'nothing'", "DELETE FROM schema_steps", "SET ROLE \(PostgresServer.owner)",
        ] {
            #expect(throws: ProgramFailure.self, "\(statement)") {
                try place.shell("SET leadline.tenant = '\(one.tenant)'; \(statement)", as: PostgresServer.server)
            }
        }
    }

    @Test(
        "Every question of the store, asked with another tenant's ids, is answered with nothing",
        arguments: StoreKind.allCases)
    func everyQuery(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let one = try await furnished(place, "ann")
        let other = try await furnished(place, "bob")
        let (channel, token) = try await place.store.read(one.tenant) { t in
            (try t.channels.list(limit: 1)[0], try t.tokens.list(limit: 1)[0])
        }
        let jobs = try await place.store.writeServer { try $0.due.take(limit: 9, lease: .seconds(30)) }
        let taken = try #require(jobs.first { $0.subject == one.user.value })
        let before = try await place.store.read(one.tenant) { try $0.feed.last() }

        try await place.store.write(other.tenant) { (t) throws in
            #expect(try t.users.find(one.user) == nil)
            #expect(try t.users.suspend(one.user, since: t.now) == nil)
            #expect(try t.users.list(limit: 9).map(\.id) == [other.user])
            #expect(try t.tokens.find(token.id) == nil)
            #expect(try t.tokens.find(hash: token.hash) == nil)
            #expect(try t.tokens.list(of: one.user, limit: 9).isEmpty)
            #expect(try t.tokens.revoke(token.id) == false)
            #expect(try t.channels.find(channel.id) == nil)
            #expect(try t.channels.change(channel.id, [.deleted]) == nil)
            #expect(try t.channels.list(limit: 9).map(\.tenant) == [other.tenant])
            #expect(try t.senders.held(by: channel.id).isEmpty)
            #expect(try t.senders.release(Self.address + "ann", of: channel.id) == false)
            #expect(try t.audit.list(limit: 9).count == 1)
            #expect(try t.feed.users(after: 0, limit: 9).map(\.record.id) == [other.user])
            #expect(throws: JobTakenAway.self) { try t.jobs.finish(taken) }
        }

        try await place.store.read(one.tenant) { (t) throws in
            #expect(try t.feed.last() == before)
            #expect(try t.users.find(one.user)?.suspendedAt == nil)
            #expect(try t.tokens.find(token.id) == token)
            #expect(try t.channels.find(channel.id) == channel)
            #expect(try t.senders.held(by: channel.id).count == 1)
        }
    }

    @Test("Where the server sets the wrong tenant, no query of the store finds or changes anything")
    func wrongTenant() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await furnished(place, "ann")
        let other = try await furnished(place, "bob")
        let (channel, token) = try await place.store.read(one.tenant) { t in
            (try t.channels.list(limit: 1)[0], try t.tokens.list(limit: 1)[0])
        }
        let surroundings = place.store.surroundings

        try await place.store.database.transact(.writing, .tenant(other.tenant)) { (connection) throws in
            let t = TenantTransaction(connection, one.tenant, surroundings)
            #expect(try t.tenants.find() == nil)
            #expect(try t.tenants.suspend(since: t.now) == false)
            #expect(try t.users.find(one.user) == nil)
            #expect(try t.users.list(limit: 9).isEmpty)
            #expect(try t.users.suspend(one.user, since: t.now) == nil)
            #expect(try t.tokens.find(token.id) == nil)
            #expect(try t.tokens.find(hash: token.hash) == nil)
            #expect(try t.tokens.list(limit: 9).isEmpty)
            #expect(try t.tokens.revoke(token.id) == false)
            #expect(try t.channels.find(channel.id) == nil)
            #expect(try t.channels.list(limit: 9).isEmpty)
            #expect(try t.channels.unsealed().isEmpty)
            #expect(try t.channels.change(channel.id, [.deleted]) == nil)
            #expect(try t.audit.list(limit: 9).isEmpty)
            #expect(try t.idempotency.expire() == 0)
            #expect(try t.feed.last() == 0)
            #expect(try t.feed.users(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.channels(after: 0, limit: 9).isEmpty)
            #expect(throws: TenantStoreError.self) { try t.attempt { try t.users.create(name: "spy") } }
            #expect(throws: TenantStoreError.self) { try t.attempt { try t.audit.append("x", by: AuditActor()) } }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { _ = try t.idempotency.begin("other", of: one.user, requestHash: []) }
            }
        }

        #expect(try await place.store.read(one.tenant) { try $0.channels.find(channel.id) } == channel)
    }
}
