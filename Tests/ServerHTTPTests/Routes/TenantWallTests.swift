import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The wall between tenants, on every route")
struct TenantWallTests {
    /// What every route with an id takes, so that nothing but the wall stands in the way.
    private static let body = #"{"name":"x","authToken":"0123456789abcdef0123456789abcdef"}"#

    @Test(
        "With another tenant's ids and a token of any scope nobody reads or changes anything",
        arguments: StoreKind.allCases)
    func everyRoute(kind: StoreKind) async throws {
        let stage = try await RouteStage(kind)
        let ann = try await stage.tenants.open(owner: "quentin", label: "quentin's laptop")
        let eve = try await stage.tenants.open(owner: "eve", label: "eve's laptop")
        let theirs = try await stage.tenants.read(ann.user.tenant) { office in
            [ann.user.id.value] + (try office.tokens.list(limit: 9)).map(\.id.value)
        }

        for scope in TokenScope.allCases {
            let token = try await stage.token(of: eve.user, [scope])
            for make in Route.all {
                for id in theirs {
                    let route = make(id)
                    let form = route.form
                    let reply = await stage.ask(form.method, form.path.text, as: token, Self.body)

                    let isAllowed =
                        form.access == .open || form.access == .signedIn || form.access == .scope(Scope(scope))
                    let hasID = form.path.template.contains("{id}")
                    if !isAllowed {
                        #expect(reply.status == 403, "\(form.method) \(form.path.template) as \(scope)")
                    } else if hasID {
                        #expect(reply.status == 404, "\(form.method) \(form.path.template) as \(scope)")
                    }
                    // A refusal repeats the path that was asked for, and tells nothing else.
                    let told = reply.status < 300 ? reply.text : reply.text.replacing(id.description, with: "")
                    #expect(!told.contains("quentin") && !told.contains(id.description))
                    #expect(!told.contains(ann.user.tenant.description) && reply.status < 500)
                }
            }
        }
        // Nothing of theirs is otherwise than before.
        #expect(await stage.ask(.get, "/api/me", as: ann.token.text).status == 200)
        #expect(try await stage.tenants.read(ann.user.tenant) { try $0.users.find(ann.user.id) } == ann.user)
        #expect(stage.faults.all == [])
    }

    @Test("Without a token, with one that is void or of a suspended user, every route but the open ones is closed")
    func signedOut() async throws {
        let stage = try await RouteStage(.sqlite)
        let ann = try await stage.tenants.open(owner: "ann", label: "laptop")
        let bob = try await stage.tenants.hire("bob", besides: "ann", label: "desk")
        try await stage.tenants.change(ann.user.tenant) { _ = try $0.users.suspend(bob.user.id, true) }
        let bound = try await stage.token(of: ann.user, Set(TokenScope.allCases), account: "ann")

        for token in [nil, "", "x", bob.token.text, bound] {
            for make in Route.all {
                let form = make(ann.user.id.value).form
                let reply = await stage.ask(form.method, form.path.text, as: token)
                #expect((reply.status == 401) == (form.access != .open), "\(form.path.template)")
            }
        }
        #expect(await stage.ask(.get, "/api/me", as: bound, account: 1001).status == 200)
    }
}
