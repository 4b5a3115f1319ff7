import Messaging
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerStore

@Suite("What one tenant's transaction does to another tenant")
struct ForeignTenantTests {
    static let address = "+15550100001"

    @Test(
        "Every question of the store, asked with another tenant's ids, is answered with nothing",
        arguments: StoreKind.allCases)
    func everyQuery(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let one = try await SecondWallTests.furnished(place, "ann")
        let other = try await SecondWallTests.furnished(place, "bob")
        let (channel, token) = try await place.store.read(one.tenant) { t in
            (try t.channels.list(limit: 1)[0], try t.tokens.list(limit: 1)[0])
        }
        let jobs = try await place.store.writeServer { try $0.due.take(limit: 9, lease: .seconds(30)) }
        let taken = try #require(jobs.first { $0.subject == one.user.value })
        let before = try await place.store.read(one.tenant) { try $0.feed.last() }
        let claim = try await Self.claim(place, one.tenant, one.user)

        try await place.store.write(other.tenant) { (t) throws in
            #expect(try t.users.find(one.user) == nil)
            #expect(try t.users.suspend(one.user, since: t.now) == nil)
            #expect(try t.users.list(limit: 9).map(\.id) == [other.user])
            #expect(try t.tokens.find(token.id) == nil)
            #expect(try t.tokens.find(hash: token.hash) == nil)
            #expect(try t.tokens.list(of: one.user, limit: 9).isEmpty)
            #expect(try t.tokens.revoke(token.id) == false)
            try t.tokens.touch(token.id)
            #expect(throws: TenantStoreError.self) {
                try t.attempt { try t.tokens.create(for: one.user, hash: [9], scopes: [.read], deviceLabel: "") }
            }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { _ = try t.channels.create(Self.channel(of: one.user), id: t.newID()) }
            }
            #expect(throws: IdempotencyTakenOver.self) { try t.idempotency.finish(claim, Self.answer) }
            try t.idempotency.forget(claim)
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
        // The key is still held, so what was to be forgotten was not.
        try await place.store.write(one.tenant) { try $0.idempotency.finish(claim, Self.answer) }
    }

    @Test("Where the server sets the wrong tenant, no query of the store finds or changes anything")
    func wrongTenant() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await SecondWallTests.furnished(place, "ann")
        let other = try await SecondWallTests.furnished(place, "bob")
        let (channel, token) = try await place.store.read(one.tenant) { t in
            (try t.channels.list(limit: 1)[0], try t.tokens.list(limit: 1)[0])
        }
        let surroundings = place.store.surroundings
        let claim = try await Self.claim(place, one.tenant, one.user)

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
            #expect(throws: IdempotencyTakenOver.self) { try t.idempotency.finish(claim, Self.answer) }
            try t.idempotency.forget(claim)
            try t.tokens.touch(token.id)
            #expect(try t.feed.last() == 0)
            #expect(try t.feed.users(after: 0, limit: 9).isEmpty)
            #expect(try t.feed.channels(after: 0, limit: 9).isEmpty)
        }

        try await place.store.write(one.tenant) { (t) throws in
            #expect(try t.channels.list(limit: 9) == [channel])
            #expect(try t.tokens.list(limit: 9) == [token])
            try t.idempotency.finish(claim, Self.answer)
        }
    }

    @Test("Where the server sets the wrong tenant, nothing can be added")
    func nothingAdded() async throws {
        let place = try await StorePlace(.postgres)
        let one = try await SecondWallTests.furnished(place, "ann")
        let other = try await SecondWallTests.furnished(place, "bob")
        let surroundings = place.store.surroundings
        let fresh: TenantID = surroundings.newID(at: place.clock.now)

        try await place.store.database.transact(.writing, .tenant(other.tenant)) { (connection) throws in
            let unknown = TenantTransaction(connection, fresh, surroundings)
            #expect(throws: TenantStoreError.self) { try unknown.attempt { try unknown.tenants.create(name: "spy") } }
            let t = TenantTransaction(connection, one.tenant, surroundings)
            #expect(throws: TenantStoreError.self) { try t.attempt { try t.tenants.create(name: "spy") } }
            #expect(throws: TenantStoreError.self) { try t.attempt { try t.users.create(name: "spy") } }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { try t.tokens.create(for: one.user, hash: [9], scopes: [.read], deviceLabel: "") }
            }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { _ = try t.channels.create(Self.channel(of: one.user), id: t.newID()) }
            }
            #expect(throws: TenantStoreError.self) { try t.attempt { try t.audit.append("x", by: AuditActor()) } }
            #expect(throws: TenantStoreError.self) {
                try t.attempt { _ = try t.idempotency.begin("other", of: one.user, requestHash: []) }
            }
        }
    }

    private static let answer = StoredAnswer(status: 201, contentType: "text/plain", body: [1])

    private static func channel(of user: UserID) -> NewChannel {
        NewChannel(user: user, name: "Spy", credentials: ChannelRowTests.credentials)
    }

    /// A request of the user that is being worked on.
    private static func claim(_ place: StorePlace, _ tenant: TenantID, _ user: UserID) async throws -> IdempotencyClaim
    {
        let state = try await place.store.write(tenant) {
            try $0.idempotency.begin("running", of: user, requestHash: [2])
        }
        let claim: IdempotencyClaim? = if case .begun(let claim) = state { claim } else { nil }
        return try #require(claim, "\(state)")
    }
}
