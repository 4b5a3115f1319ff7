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
    private static let body =
        #"{"name":"x","authToken":"0123456789abcdef0123456789abcdef","body":"x","to":"+15550100078"}"#

    @Test(
        "With another tenant's ids and a token of any scope nobody reads or changes anything",
        arguments: StoreKind.allCases)
    func everyRoute(kind: StoreKind) async throws {
        let stage = try await RouteStage(kind)
        let talk = try await TalkStage(stage, "quentin")
        let ann = talk.owner
        let eve = try await stage.tenants.open(owner: "eve", label: "eve's laptop")
        let theirs = try await Self.belongings(of: talk)

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
                    #expect(!told.contains(TalkStage.lead))
                    #expect(!told.contains(ann.user.tenant.description) && reply.status < 500)
                }
            }
        }
        // Nothing of theirs is otherwise than before.
        #expect(await stage.ask(.get, "/api/me", as: ann.token.text).status == 200)
        #expect(try await stage.tenants.read(ann.user.tenant) { try $0.users.find(ann.user.id) } == ann.user)
        #expect(stage.faults.all == [])
    }

    /// The ids of a user, a token, a channel, and of all that somebody who texted has.
    private static func belongings(of talk: TalkStage) async throws -> [UniqueID] {
        let heard = try await talk.hear("SM1", "quentin's secret", media: 1)
        try await talk.stop()
        return try await talk.store.read(talk.tenant) { t in
            [talk.owner.user.id.value, talk.channel.value, heard.id.value, heard.conversation.value]
                + (try t.tokens.list(limit: 9)).map(\.id.value) + (try t.leads.list(limit: 9)).map(\.id.value)
                + (try t.optOuts.list(limit: 9)).map(\.id.value)
                + (try t.messages.media(of: heard.id)).map(\.id.value)
        }
    }

    @Test(
        "With another tenant's cursors and filters nobody's rows are told but one's own", arguments: StoreKind.allCases)
    func lists(kind: StoreKind) async throws {
        let talk = try await TalkStage(RouteStage(kind), "quentin")
        let eve = try await TalkStage(talk.stage, "eve")
        try await talk.hear("SM1", "quentin's secret")
        try await talk.hear("SM2", "quentin's secret", from: "+15550101002")
        try await eve.hear("SM3", "eve's own", from: "+15550101003")
        let feed = await talk.ask(.get, "/api/changes?since=0&limit=2").json["next"].string ?? ""
        var targets = ["/api/changes?since=\(feed)", "/api/changes?since=0", "/api/leads?q=%2B1555", "/api/audit"]
        for path in ["/api/leads", "/api/conversations", "/api/messages"] {
            let first = await talk.ask(.get, path + "?limit=1")
            #expect(first.items.count == 1)
            targets += [path, path + "?cursor=\(first.json["next_cursor"].string ?? "")"]
            let lead = first.items[0]["lead_id"].string ?? first.items[0]["id"].string ?? ""
            targets.append("/api/conversations?lead_id=\(lead)")
        }

        for target in targets {
            let reply = await eve.ask(.get, target)
            #expect(reply.status == 200 && !reply.text.contains("quentin"), "\(target)")
            #expect(!reply.text.contains(TalkStage.lead) && !reply.text.contains("+15550101002"), "\(target)")
        }
        #expect(await eve.ask(.get, "/api/messages").texts("external_id") == ["SM3"])
        #expect(talk.stage.faults.all == [])
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
