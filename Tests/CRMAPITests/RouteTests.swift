import HTTPTypes
import Messaging
import Testing

@testable import CRMAPI

@Suite("Which route a request means")
struct RouteTests {
    private static let id = "018f0000-0000-7000-8000-00000000abcd"

    private var routes: [Route] {
        get throws {
            let id = try #require(UniqueID(Self.id))
            return Route.all.map { $0(id) }
        }
    }

    @Test("every route is read again from how it is written")
    func roundTrip() throws {
        for route in try routes {
            #expect(Route.read(route.form.method, route.form.path.text) == .found(route))
        }
        #expect(Set(try routes).count == Route.all.count)
    }

    @Test(
        "the routes stand where the contract says",
        arguments: [
            ("POST", "/api/channels", "POST /api/channels"), ("GET", "/api/channels/{id}", "GET /api/channels/{id}"),
            ("POST", "/api/channels/{id}/rotate-token", "POST /api/channels/{id}/rotate-token"),
            ("PATCH", "/api/users/{id}", "PATCH /api/users/{id}"), ("HEAD", "/api/me", "GET /api/me"),
            ("GET", "/openapi.json", "GET /openapi.json"),
        ])
    func places(method: String, template: String, expected: String) throws {
        let method = try #require(HTTPRequest.Method(method))
        guard case .found(let route) = Route.read(method, template.replacing("{id}", with: Self.id)) else {
            Issue.record("\(template) is not found")
            return
        }
        #expect("\(route.form.method.rawValue) \(route.form.path.template)" == expected)
    }

    @Test("a path that is ours by another method says which")
    func methods() {
        #expect(Route.read(.put, "/api/channels") == .methodNotAllowed([.get, .post]))
        #expect(Route.read(.post, "/api/channels/\(Self.id)") == .methodNotAllowed([.delete, .get, .patch]))
    }

    @Test(
        "nothing is smoothed over",
        arguments: [
            "", "/", "api/channels", "/api/channels/", "//api/channels", "/API/channels", "/api/channels/1",
            "/api/channels/{id}", "/api/channels/\(id)/\(id)", "/api/%63hannels", "/api/channels/\(id)/test/",
            "/api/channels/\(id)x", "/api/../api/channels", "/\(id)",
        ])
    func strangers(path: String) {
        #expect(Route.read(.get, path) == .notFound)
    }

    @Test("an endless path is none")
    func endless() {
        #expect(Route.read(.get, String(repeating: "/api", count: 100_000)) == .notFound)
    }

    @Test("what makes or changes something takes an idempotency key; what reads or ends takes none")
    func keys() throws {
        for route in try routes {
            let form = route.form
            #expect(form.takesIdempotencyKey == [.post, .patch].contains(form.method), "\(route)")
        }
    }

    @Test("only what tells nothing about a tenant is open")
    func open() throws {
        let open = try routes.filter { $0.form.access == .open }

        #expect(open == [.health, .readiness, .metrics, .document])
    }

    @Test("whoever may only read changes nothing")
    func scopes() throws {
        for route in try routes where route.form.access == .scope(.read) { #expect(route.form.method == .get) }
    }
}
