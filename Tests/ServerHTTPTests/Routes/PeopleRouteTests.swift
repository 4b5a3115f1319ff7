import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Users, tokens and the audit over the routes")
struct PeopleRouteTests {
    private func stage(_ kind: StoreKind) async throws -> (RouteStage, owner: Tenants.Newcomer) {
        let stage = try await RouteStage(kind)
        return (stage, try await stage.tenants.open(owner: "ann", label: "laptop"))
    }

    @Test(
        "A user is added, looked at, suspended by who has seen its version, and readmitted",
        arguments: StoreKind.allCases)
    func user(kind: StoreKind) async throws {
        let (stage, owner) = try await stage(kind)
        let token = owner.token.text

        let added = await stage.ask(.post, "/api/users", as: token, #"{"name":"bob","unknown":1}"#)
        let path = "/api/users/\(added.json["id"].string ?? "")"
        let found = await stage.ask(.get, path, as: token)
        let suspended = await stage.ask(.patch, path, as: token, #"{"status":"suspended"}"#, ifMatch: "\"1\"")
        let late = await stage.ask(.patch, path, as: token, #"{"status":"active"}"#, ifMatch: "\"1\"")
        let renamed = await stage.ask(
            .patch, path, as: token, #"{"name":"rob","status":"active"}"#, ifMatch: "\"2\"")

        #expect(added.status == 201 && added.json["name"].string == "bob" && added.headers["ETag"] == "\"1\"")
        #expect(found.status == 200 && found.text == added.text)
        #expect(suspended.json["status"].string == "suspended" && suspended.headers["ETag"] == "\"2\"")
        #expect(late.status == 412 && late.code == "version_conflict")
        #expect(renamed.json["name"].string == "rob" && renamed.json["status"].string == "active")
        #expect(await stage.ask(.post, "/api/users", as: token, #"{"name":"ann"}"#).code == "name_taken")
        #expect(await stage.ask(.patch, path, as: token, #"{"name":"ann"}"#).code == "name_taken")
        #expect(stage.faults.all == [])
    }

    @Test(
        "The same request with the same key is done once, and a new token is told once", arguments: StoreKind.allCases)
    func repeated(kind: StoreKind) async throws {
        let (stage, owner) = try await stage(kind)
        let body = #"{"user_id":"\#(owner.user.id)","label":"script","scopes":["read"]}"#

        let first = await stage.ask(.post, "/api/tokens", as: owner.token.text, body, key: "k1")
        let again = await stage.ask(.post, "/api/tokens", as: owner.token.text, body, key: "k1")
        let other = await stage.ask(.post, "/api/users", as: owner.token.text, body, key: "k1")

        let secret = try #require(first.json["token"].string)
        #expect(first.status == 201 && again.status == 201 && again.headers["Idempotency-Replayed"] == "true")
        #expect(first.json["id"] == again.json["id"] && !again.text.contains(secret))
        #expect(other.status == 422 && other.code == "idempotency_key_reused")
        #expect(await stage.ask(.get, "/api/me", as: secret).status == 200)
        #expect(await stage.ask(.get, "/api/users", as: secret).status == 200)
        #expect(await stage.ask(.post, "/api/users", as: secret, #"{"name":"x"}"#).status == 403)
        let dump = try stage.place.shell("SELECT count(*) FROM tokens")
        #expect(dump == "2")
    }

    @Test("A refusal binds no key: whoever mends the request may use it again", arguments: StoreKind.allCases)
    func refused(kind: StoreKind) async throws {
        let (stage, owner) = try await stage(kind)

        let refused = await stage.ask(.post, "/api/users", as: owner.token.text, #"{"name":"ann"}"#, key: "k")
        let mended = await stage.ask(.post, "/api/users", as: owner.token.text, #"{"name":"bob"}"#, key: "k")

        #expect(refused.status == 409 && mended.status == 201)
    }

    @Test(
        "Lists are given page by page, each row once, with the newest of the audit first", arguments: StoreKind.allCases
    )
    func pages(kind: StoreKind) async throws {
        let (stage, owner) = try await stage(kind)
        for number in 0..<5 {
            stage.place.clock.advance(.milliseconds(2))
            _ = await stage.ask(.post, "/api/users", as: owner.token.text, #"{"name":"user \#(number)"}"#)
        }
        func all(_ path: String) async -> [BodyJSON] {
            var (items, cursor): ([BodyJSON], String?) = ([], nil)
            repeat {
                let more = cursor.map { "&cursor=\($0)" } ?? ""
                let page = await stage.ask(.get, "\(path)?limit=2\(more)", as: owner.token.text)
                #expect(page.status == 200)
                guard case .list(let rows) = page.json["items"], rows.count <= 2 else { return [] }
                items += rows
                cursor = page.json["next_cursor"].string
            } while cursor != nil && items.count < 100
            return items
        }

        let users = await all("/api/users")
        #expect(users.map { $0["name"].string } == ["ann"] + (0..<5).map { "user \($0)" })
        let lines = await all("/api/audit")
        #expect(lines.count == 8 && lines.prefix(5).allSatisfy { $0["action"].string == "user.created" })
        #expect(lines[0]["target_id"] == users[5]["id"] && lines[0]["user_id"].string == owner.user.id.description)
        #expect(await all("/api/tokens").count == 1)
    }

    @Test("A revoked token is void for the next request", arguments: StoreKind.allCases)
    func revoked(kind: StoreKind) async throws {
        let (stage, owner) = try await stage(kind)
        let bob = try await stage.tenants.hire("bob", besides: "ann", label: "desk")
        let me = await stage.ask(.get, "/api/me", as: bob.token.text)
        let id = me.json["token"]["id"].string ?? ""

        #expect(me.json["user"]["name"].string == "bob" && me.json["tenant"]["name"].string == "ann")
        #expect(await stage.ask(.delete, "/api/tokens/\(id)", as: bob.token.text).status == 403)
        #expect(await stage.ask(.delete, "/api/tokens/\(id)", as: owner.token.text).status == 204)
        #expect(await stage.ask(.get, "/api/me", as: bob.token.text).status == 401)
        #expect(await stage.ask(.delete, "/api/tokens/\(id)", as: owner.token.text).status == 204)
    }

    @Test("Nothing that is sent ends in a fault of ours")
    func badInput() async throws {
        let (stage, owner) = try await stage(.sqlite)
        let deep = String(repeating: "[", count: 20_000)
        let long = String(repeating: "x", count: 500_000)
        let bodies = [
            "", "{", "[]", "null", "1e999", #"{"name":1}"#, #"{"name":null}"#, #"{"name":"a","name":"b"}"#,
            #"{"name":"\u0000"}"#, #"{"name":"\ud800"}"#, #"{"name":{"a":[]}}"#, #"{"name":"\#(long)"}"#, deep,
            #"{"user_id":"x","label":[],"scopes":"read"}"#, #"{"user_id":1,"scopes":["root"],"expires_at":"now"}"#,
            #"{"status":"dead"}"#,
            #"{"user_id":"\#(owner.user.id)","label":"l","scopes":["read"],"expires_at":"1970-01-01T00:00:00Z"}"#,
        ]
        let queries = [
            "?limit=0", "?limit=201", "?limit=x", "?limit=99999999999999999999", "?cursor=", "?cursor=%00",
            "?cursor=AAAA", "?limit=-1&cursor=\(long.prefix(5000))", "?&&&=&", "?cursor=%ff%fe",
        ]
        for make in Route.all {
            let form = make(owner.user.id.value).form
            for body in bodies where form.takesIdempotencyKey {
                let reply = await stage.ask(form.method, form.path.text, as: owner.token.text, body, key: "k")
                #expect((200..<500).contains(reply.status), "\(form.path.template) \(body.prefix(40))")
            }
            for query in queries where form.access != .open && !form.takesIdempotencyKey {
                let reply = await stage.ask(form.method, form.path.text + query, as: owner.token.text)
                #expect((200..<500).contains(reply.status), "\(form.path.template)\(query.prefix(40))")
            }
        }
        #expect(stage.faults.all == [])
        #expect(await stage.ask(.get, "/api/users?cursor=AAAA", as: owner.token.text).code == "invalid_cursor")
    }
}
