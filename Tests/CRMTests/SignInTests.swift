import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Who may come in")
struct SignInTests {
    /// A server with one tenant and one user, and a way to make and try tokens.
    private struct Door {
        let place: StorePlace
        let tenants: Tenants
        let ann: UserRecord
        let first: SecretToken

        init(_ kind: StoreKind) async throws {
            place = try await StorePlace(kind)
            tenants = Tenants(place.store)
            let newcomer = try await tenants.open(owner: "ann", label: "laptop")
            (ann, first) = (newcomer.user, newcomer.token)
        }

        func token(
            until end: Instant? = nil, account: String? = nil
        ) async throws -> (text: String, id: TokenID) {
            let secret = SecretToken.fresh(.user)
            let order = Tokens.Order(
                user: ann.id, scopes: [.read], label: "script", unixAccount: account, expiresAt: end)
            let record = try await tenants.change(ann.tenant) { try $0.tokens.create(order, secret) }
            return (secret.text, record.id)
        }

        func opens(_ text: String, account: UInt32? = nil) async throws -> Bool {
            let names: [UInt32: String] = [1001: "ann", 1002: "bob"]
            return try await SignIn(place.store) { names[$0] }.person(with: text, account: account) != nil
        }
    }

    @Test("A token that nobody has made opens nothing", arguments: StoreKind.allCases)
    func unknown(kind: StoreKind) async throws {
        let door = try await Door(kind)

        for text in ["", "x", SecretToken.fresh(.user).text, door.first.text + "x", String(door.first.text.dropLast())]
        {
            #expect(try await !door.opens(text))
        }
        #expect(try await door.opens(door.first.text))
    }

    @Test("A token opens until it expires, and none is made that already has", arguments: StoreKind.allCases)
    func expiry(kind: StoreKind) async throws {
        let door = try await Door(kind)
        let token = try await door.token(until: door.place.clock.now + .seconds(60))

        #expect(try await door.opens(token.text))
        door.place.clock.advance(.seconds(60))
        #expect(try await !door.opens(token.text))
        await #expect(throws: CRMError.expiryInThePast) { _ = try await door.token(until: door.place.clock.now) }
    }

    @Test("A revoked token is void at once, and another tenant cannot revoke it", arguments: StoreKind.allCases)
    func revoked(kind: StoreKind) async throws {
        let door = try await Door(kind)
        let token = try await door.token()
        let zoe = try await door.tenants.open(owner: "zoe", label: "x").user

        await #expect(throws: CRMError.unknown(.token)) {
            try await door.tenants.change(zoe.tenant) { try $0.tokens.revoke(token.id) }
        }
        #expect(try await door.opens(token.text))
        try await door.tenants.change(door.ann.tenant) { try $0.tokens.revoke(token.id) }

        #expect(try await !door.opens(token.text))
        #expect(try await door.opens(door.first.text))
    }

    @Test("Of a suspended user, or of a suspended tenant, no token opens", arguments: StoreKind.allCases)
    func suspended(kind: StoreKind) async throws {
        let door = try await Door(kind)
        for isSuspended in [true, false] {
            try await door.tenants.change(door.ann.tenant) { [ann = door.ann] in
                _ = try $0.users.suspend(ann.id, isSuspended)
            }
            #expect(try await door.opens(door.first.text) != isSuspended)
        }
        for isSuspended in [true, false] {
            try await door.tenants.suspend(door.ann.tenant, isSuspended)
            #expect(try await door.opens(door.first.text) != isSuspended)
        }
    }

    @Test("A token that is bound to an account opens for it alone, through the socket", arguments: StoreKind.allCases)
    func bound(kind: StoreKind) async throws {
        let door = try await Door(kind)
        let token = try await door.token(account: "ann")

        #expect(try await door.opens(token.text, account: 1001))
        for account in [nil, 1002, 1003] as [UInt32?] { #expect(try await !door.opens(token.text, account: account)) }
        // A token without a bond opens over the socket too, and the audit learns over which account.
        let person = try await SignIn(door.place.store) { _ in "bob" }.person(with: door.first.text, account: 1002)
        #expect(person?.actor.unixAccount == "bob")
    }

    @Test("When a token was last used is noted, and not at every request", arguments: StoreKind.allCases)
    func noted(kind: StoreKind) async throws {
        let door = try await Door(kind)
        let token = try await door.token()
        let start = door.place.clock.now
        func lastUse() async throws -> Instant? {
            try await door.tenants.read(door.ann.tenant) { try $0.tokens.find(token.id).lastUsedAt }
        }

        #expect(try await lastUse() == nil)
        for _ in 0..<3 {
            _ = try await door.opens(token.text)
            door.place.clock.advance(.seconds(60))
        }
        #expect(try await lastUse() == start)
        door.place.clock.advance(.seconds(600))
        _ = try await door.opens(token.text)
        #expect(try await lastUse() == door.place.clock.now)
    }
}
