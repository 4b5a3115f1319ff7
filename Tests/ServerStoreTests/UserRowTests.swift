import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Tenants, their users and their tokens")
struct UserRowTests {
    @Test("A user's name is one user's on the whole server", arguments: StoreKind.allCases)
    func name(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        _ = try await place.tenant("ann")

        await #expect(throws: TenantStoreError.constraint(.userName)) { try await place.tenant("ann") }
        #expect(try await place.store.readServer { try $0.routes.users(limit: 9) }.map(\.name) == ["ann"])
    }

    @Test("What people write comes back as they wrote it", arguments: StoreKind.allCases)
    func text(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let names = [
            "", "Zoë", "naïve 'quotes' \"and\" \\", "😀👩‍👩‍👧", "a\nb", "$1; --", String(repeating: "x", count: 70_000),
        ]
        let tenant = try await place.tenant("first").tenant

        let ids = try await place.store.write(tenant) { t in try names.dropLast().map { try t.users.create(name: $0) } }

        for (id, name) in zip(ids, names) {
            #expect(try await place.store.read(tenant) { try $0.users.find(id)?.name } == name)
        }
        let other = try await place.tenant("a\0b")
        #expect(try await place.store.read(other.tenant) { try $0.users.find(other.user)?.name } == "a\u{FFFD}b")
        // A long text is no key, but it can be a value.
        try await place.store.write(tenant) {
            try $0.tokens.create(
                for: ids[0], hash: [1], scopes: [], deviceLabel: names[6])
        }
        #expect(try await place.store.read(tenant) { try $0.tokens.find(hash: [1])?.deviceLabel } == names[6])
    }

    @Test("Users are listed in the order in which they came, page by page", arguments: StoreKind.allCases)
    func pages(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenant = try await place.tenant("user 0").tenant
        for n in 1..<5 {
            place.clock.advance(.milliseconds(1))
            _ = try await place.store.write(tenant) { try $0.users.create(name: "user \(n)") }
        }

        let first = try await place.store.read(tenant) { try $0.users.list(limit: 3) }
        let rest = try await place.store.read(tenant) { try $0.users.list(after: first.last?.id, limit: 3) }

        #expect((first + rest).map(\.name) == (0..<5).map { "user \($0)" })
    }

    @Test("All tenants are gone through page by page, each once", arguments: StoreKind.allCases)
    func allTenants(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        var made: [TenantID] = []
        for name in ["ann", "bob", "cleo"] {
            place.clock.advance(.milliseconds(1))
            let tenant = try await place.tenant(name).tenant
            try await place.store.write(tenant) { try $0.users.create(name: name + "'s friend") }
            made.append(tenant)
        }

        let first = try await place.store.readServer { try $0.routes.tenants(limit: 2) }
        let rest = try await place.store.readServer { try $0.routes.tenants(after: first.last, limit: 2) }

        #expect(first + rest == made)
    }

    @Test("Who suspends a user that has changed meanwhile is told so", arguments: StoreKind.allCases)
    func stale(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let now = place.clock.now

        let suspended = try await place.store.write(tenant) { try $0.users.suspend(user, since: now, ifVersion: 1) }
        let stale = try await place.store.write(tenant) { try $0.users.suspend(user, since: nil, ifVersion: 1) }

        #expect(suspended?.suspendedAt == now)
        #expect(suspended?.version == 2)
        #expect(stale == nil)
        #expect(try await place.store.read(tenant) { try $0.users.find(user) } == suspended)
    }

    @Test("A token leads to its tenant, and says what it may do until when", arguments: StoreKind.allCases)
    func token(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        let hash = [UInt8](0...255)
        let end = place.clock.now + .seconds(60)

        let id = try await place.store.write(tenant) { t in
            try t.tokens.create(
                for: user, hash: hash, scopes: [.send, .read], deviceLabel: "laptop", unixAccount: "ann", expiresAt: end
            )
        }

        #expect(try await place.store.readServer { try $0.routes.tenant(ofToken: hash) } == tenant)
        #expect(try await place.store.readServer { try $0.routes.tenant(ofToken: [1, 2]) } == nil)
        let token = try #require(try await place.store.read(tenant) { try $0.tokens.find(hash: hash) })
        #expect(token.id == id)
        #expect(token.user == user)
        #expect(token.hash == hash)
        #expect(token.scopes == [.read, .send])
        #expect(token.unixAccount == "ann")
        #expect(token.isValid(at: place.clock.now))
        #expect(!token.isValid(at: end))
        #expect(try await place.store.write(tenant) { try $0.tokens.revoke(id) })
        #expect(try await place.store.read(tenant) { try $0.tokens.find(id)?.isValid(at: $0.now) } == false)
    }

    @Test("Two tokens never have one hash", arguments: StoreKind.allCases)
    func sameHash(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let (tenant, user) = try await place.tenant("ann")
        try await place.store.write(tenant) {
            try $0.tokens.create(for: user, hash: [7], scopes: [.read], deviceLabel: "")
        }

        await #expect(throws: TenantStoreError.constraint(.tokenHash)) {
            try await place.store.write(tenant) {
                try $0.tokens.create(for: user, hash: [7], scopes: [.read], deviceLabel: "")
            }
        }
    }

    @Test("What fails leaves nothing behind, and a part that fails only itself", arguments: StoreKind.allCases)
    func takenBack(kind: StoreKind) async throws {
        struct Refusal: Error {}
        let place = try await StorePlace(kind)
        let tenant = try await place.tenant("ann").tenant

        await #expect(throws: Refusal.self) {
            try await place.store.write(tenant) { t in
                try t.users.create(name: "bob")
                throw Refusal()
            }
        }
        try await place.store.write(tenant) { t in
            try t.users.create(name: "cleo")
            // A name that is taken: the rest goes on.
            _ = try? t.attempt { try t.users.create(name: "ann") }
            try t.users.create(name: "dora")
        }

        #expect(
            try await place.store.read(tenant) { try $0.users.list(limit: 9).map(\.name).sorted() } == [
                "ann", "cleo", "dora",
            ])
        #expect(try await place.store.read(tenant) { try $0.feed.last() } == 3)
    }
}
