import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Tenants and their people")
struct PeopleTests {
    @Test("A new tenant has an owner who may do everything, and whose token opens", arguments: StoreKind.allCases)
    func owner(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let newcomer = try await Tenants(place.store).open(owner: "ann", label: "laptop")

        let person = try await SignIn(place.store) { _ in nil }.person(with: newcomer.token.text)

        #expect(person?.user == newcomer.user.id && person?.tenant == newcomer.user.tenant)
        #expect(person?.scopes == Set(TokenScope.allCases))
    }

    @Test("An agent works for the tenant of its colleague, reads and sends", arguments: StoreKind.allCases)
    func agent(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenants = Tenants(place.store)
        let ann = try await tenants.open(owner: "ann", label: "laptop")
        place.clock.advance(.seconds(1))
        _ = try await tenants.open(owner: "zoe", label: "laptop")

        let bob = try await tenants.hire("bob", besides: "ann", label: "desk")

        let person = try await SignIn(place.store) { _ in nil }.person(with: bob.token.text)
        #expect(person?.tenant == ann.user.tenant && person?.scopes == [.read, .send])
        #expect(try await tenants.list().map { $0.users.map(\.name) } == [["ann", "bob"], ["zoe"]])
    }

    @Test("Names are taken once on a server, and have to be seen", arguments: StoreKind.allCases)
    func names(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenants = Tenants(place.store)
        _ = try await tenants.open(owner: "ann", label: "laptop")

        await #expect(throws: CRMError.nameTaken) { _ = try await tenants.open(owner: "ann", label: "x") }
        await #expect(throws: CRMError.unknown(.user)) {
            _ = try await tenants.hire("bob", besides: "nobody", label: "x")
        }
        for name in ["", "  ", "\u{200B}", "a\u{7}", String(repeating: "a", count: 101)] {
            await #expect(throws: CRMError.unusableName) { _ = try await tenants.open(owner: name, label: "x") }
        }
        // What was refused left nothing behind, not even a tenant without people.
        #expect(try await tenants.list().count == 1)
    }

    @Test("A new name is told everywhere, and frees the old one", arguments: StoreKind.allCases)
    func renamed(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenants = Tenants(place.store)
        let ann = try await tenants.open(owner: "ann", label: "laptop").user
        _ = try await tenants.open(owner: "bob", label: "laptop")

        await #expect(throws: CRMError.nameTaken) {
            try await tenants.change(ann.tenant) { _ = try $0.users.rename(ann.id, to: "bob") }
        }
        let renamed = try await tenants.change(ann.tenant) { try $0.users.rename(ann.id, to: "anna") }

        #expect(renamed.name == "anna" && renamed.version == ann.version + 1)
        #expect(try await tenants.place(of: "anna").user == ann.id)
        _ = try await tenants.open(owner: "ann", label: "laptop")
    }

    @Test("What was done is told in the audit, by whom and over which account", arguments: StoreKind.allCases)
    func audit(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenants = Tenants(place.store)
        let ann = try await tenants.open(owner: "ann", label: "laptop").user
        place.clock.advance(.seconds(1))
        let actor = AuditActor(user: ann.id, unixAccount: "ann")

        let bob = try await tenants.change(ann.tenant, by: actor) { try $0.users.add("bob") }
        place.clock.advance(.seconds(1))
        try await tenants.change(ann.tenant, by: actor) { _ = try $0.users.suspend(bob.id, true) }

        let lines = try await tenants.read(ann.tenant) { try $0.audit.list(limit: 9) }
        #expect(lines.prefix(2).map(\.action) == ["user.suspended", "user.created"])
        #expect(Set(lines.dropFirst(2).map(\.action)) == ["tenant.created", "user.created", "token.created"])
        #expect(lines.prefix(2).allSatisfy { $0.actor == actor && $0.subject == bob.id.value })
    }

    @Test("Who has not seen the last version changes nothing", arguments: StoreKind.allCases)
    func versions(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let tenants = Tenants(place.store)
        let ann = try await tenants.open(owner: "ann", label: "laptop").user
        let bob = try await tenants.change(ann.tenant) { try $0.users.add("bob") }

        let suspended = try await tenants.change(ann.tenant) {
            try $0.users.suspend(bob.id, true, ifVersion: [bob.version])
        }

        #expect(suspended.suspendedAt != nil && suspended.version == bob.version + 1)
        await #expect(throws: CRMError.changedMeanwhile) {
            try await tenants.change(ann.tenant) { _ = try $0.users.suspend(bob.id, false, ifVersion: [bob.version]) }
        }
        let zoe = try await tenants.open(owner: "zoe", label: "laptop").user
        await #expect(throws: CRMError.unknown(.user)) {
            try await tenants.change(zoe.tenant) { _ = try $0.users.suspend(bob.id, false) }
        }
    }
}
