import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("Leads over the routes")
struct LeadRouteTests {
    @Test(
        "A lead is told with what was said last, how much of it is unread, and whether it may be written to",
        arguments: StoreKind.allCases)
    func one(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        try await talk.hear("SM1")
        try await talk.hear("SM2", "Are you there?")
        let list = await talk.ask(.get, "/api/leads")
        let found = try #require(try ReceivedPage<LeadBody>.read(Array(list.text.utf8)).items.first)

        #expect(found.phone == TalkStage.lead && found.unread == 2 && found.isOptedOut == false)
        #expect(found.lastMessage?.body == "Are you there?" && found.lastMessage?.direction == .inbound)
        #expect(found.waitingSince != nil && found.lastContactAt == talk.stage.place.clock.now)
        try await talk.say("SM3")
        try await talk.stop()
        let later = await talk.ask(.get, "/api/leads/\(found.id)")
        let read = try LeadBody.read(Array(later.text.utf8))
        #expect(later.status == 200 && later.headers["ETag"] == "\"\(read.version)\"")
        #expect(read.unread == 0 && read.waitingSince == nil && read.isOptedOut == true)
        #expect(read.lastMessage?.sendState == .submitted)
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "Pages of leads hold each one once, by their last contact or by how long they have waited",
        arguments: StoreKind.allCases)
    func pages(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        for n in 0..<7 { try await talk.hear("SM\(n)", from: "+1555010100\(n)") }
        try await talk.say("SMX", to: "+15550101003")

        let recent = await pages(talk, "sort=recent&limit=2")
        let waiting = await pages(talk, "sort=waiting&limit=2")

        #expect(recent == [3, 6, 5, 4, 2, 1, 0].map { "+1555010100\($0)" })
        #expect(waiting == [0, 1, 2, 4, 5, 6].map { "+1555010100\($0)" })
    }

    private func pages(_ talk: TalkStage, _ query: String) async -> [String?] {
        var (phones, next): ([String?], String?) = ([], nil)
        repeat {
            let page = await talk.ask(.get, "/api/leads?\(query)" + (next.map { "&cursor=\($0)" } ?? ""))
            #expect(page.status == 200 && page.items.count <= 2)
            phones += page.texts("phone")
            next = page.json["next_cursor"].string
        } while next != nil && phones.count < 20
        return phones
    }

    @Test(
        "Leads are found by state, by what is unread or waiting, and by how a name or a number begins",
        arguments: StoreKind.allCases)
    func filters(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        for n in 1...3 { try await talk.hear("SM\(n)", from: "+1555010100\(n)") }
        try await talk.say("SM9", to: "+15550101002")
        let leads = await talk.ask(.get, "/api/leads?sort=recent")
        let path = "/api/leads/" + (leads.items.first { $0["phone"].string == "+15550101001" }?["id"].string ?? "")
        #expect(await talk.ask(.patch, path, #"{"name":"Mary-Ann 100% Smith_","state":"closed"}"#).status == 200)

        for (query, wanted) in [
            ("state=closed", [1]), ("state=open", [2, 3]), ("unread=true", [3, 1]), ("unread=false", [2]),
            ("waiting=false", [2]), ("waiting=true&state=open", [3]), ("q=mary", [1]), ("q=SMITH", [1]),
            ("q=smith_", [1]), ("q=smithx", []), ("q=100%25", [1]), ("q=ary", []), ("q=%2B1555", [2, 3, 1]),
            ("q=01002", [2]), ("q=(555)+010-1003", [3]), ("q=%5C", []), ("q=%25", []), ("q=", [2, 3, 1]),
        ] {
            let found = await talk.ask(.get, "/api/leads?\(query)")
            #expect(found.texts("phone") == wanted.map { "+1555010100\($0)" }, "\(query)")
        }
    }

    @Test(
        "A wish holds where nothing else was decided since it was seen; what was is told and stays",
        arguments: StoreKind.allCases)
    func wishes(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let bob = try await talk.colleague()
        try await talk.hear("SM1")
        let path = "/api/leads/" + (await talk.ask(.get, "/api/leads").items[0]["id"].string ?? "")

        let zone = #""timezone":"America/New_York""#
        let first = await talk.ask(
            .patch, path, #"{"name":"Mary",\#(zone),"assignee":"\#(bob.user.id)","seen":{"name":null}}"#)
        let late = await talk.ask(
            .patch, path, #"{"name":"Marie","state":"closed","seen":{"name":null,"state":"open"}}"#, key: "k")
        let again = await talk.ask(
            .patch, path, #"{"name":"Marie","state":"closed","seen":{"name":null,"state":"open"}}"#, key: "k")
        let same = await talk.ask(.patch, path, #"{"name":"Mary","seen":{"name":"Jane"}}"#)
        let cleared = await talk.ask(.patch, path, #"{"name":null,"assignee":null,"seen":{"name":"Mary"}}"#)

        #expect(first.status == 200 && first.json["lost"].elements == [])
        #expect(first.json["assignee"].string == bob.user.id.description)
        #expect(late.status == 200 && late.json["lost"].elements == [.text("name")])
        #expect(late.json["name"].string == "Mary" && late.json["state"].string == "closed")
        #expect(again.text == late.text && again.headers["Idempotency-Replayed"] == "true")
        #expect(same.json["lost"].elements == [] && same.json["version"] == late.json["version"])
        #expect(cleared.json["name"] == .null && cleared.json["assignee"] == .null)
        #expect(await talk.ask(.patch, path, #"{"name":"x"}"#, ifMatch: "\"1\"").status == 412)
        let told = await talk.ask(.get, path + "/interactions?limit=200")
        #expect(told.items.filter { $0["user_id"].string != nil }.count == 6)
        #expect(Set(told.texts("kind")).isSuperset(of: ["received", "lead.renamed", "lead.closed", "lead.assigned"]))
    }

    @Test("Nobody's work, no zone's name and no stranger's id can be set", arguments: StoreKind.allCases)
    func refused(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let eve = try await TalkStage(talk.stage, "eve")
        let bob = try await talk.colleague()
        try await talk.stage.tenants.change(talk.tenant) { _ = try $0.users.suspend(bob.user.id, true) }
        try await talk.hear("SM1")
        let path = "/api/leads/" + (await talk.ask(.get, "/api/leads").items[0]["id"].string ?? "")

        for (body, pointer) in [
            (#"{"assignee":"\#(eve.owner.user.id)"}"#, "/assignee"), (#"{"assignee":"\#(bob.user.id)"}"#, "/assignee"),
            (#"{"timezone":"Mars/Olympus"}"#, "/timezone"), (#"{"timezone":"America"}"#, "/timezone"),
            (#"{"state":"lost"}"#, "/state"), (#"{"name":""}"#, "/name"),
        ] {
            let refused = await talk.ask(.patch, path, body)
            #expect(refused.status == 422 && refused.pointers == [pointer], "\(body)")
        }
        #expect(await talk.ask(.get, path).json["version"].integer == 2)
        #expect(talk.stage.faults.all == [])
    }

    @Test("Of many who decide at the same moment on what they all saw, one has its way", arguments: StoreKind.allCases)
    func race(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        try await talk.hear("SM1")
        let path = "/api/leads/" + (await talk.ask(.get, "/api/leads").items[0]["id"].string ?? "")

        let replies = await withTaskGroup { group in
            for n in 0..<8 {
                group.addTask { await talk.ask(.patch, path, #"{"name":"name \#(n)","seen":{"name":null}}"#) }
            }
            return await group.reduce(into: [RouteStage.Reply]()) { $0.append($1) }
        }

        #expect(replies.allSatisfy { $0.status == 200 })
        #expect(replies.count { $0.json["lost"].elements == [] } == 1)
        #expect(Set(replies.map { $0.json["name"].string }).count == 1)
        #expect(talk.stage.faults.all == [])
    }

    @Test("A body that is none is refused, and an empty wish changes nothing")
    func bodies() async throws {
        let talk = try await TalkStage(.sqlite)
        let id = try await talk.hear("SM1").conversation
        let lead = "/api/leads/" + (await talk.ask(.get, "/api/leads").items[0]["id"].string ?? "")
        for path in [lead, "/api/conversations/\(id)"] {
            let version = await talk.ask(.get, path).json["version"]
            for (body, status) in [
                ("", 400), ("[", 400), ("[]", 422), ("{\"state\":1}", 422), (#"{"state":"open","state":"open"}"#, 422),
                ("{}", 200), (#"{"unknown":1,"seen":null}"#, 200),
            ] {
                #expect(await talk.ask(.patch, path, body).status == status, "\(body)")
            }
            #expect(await talk.ask(.get, path).json["version"] == version)
        }
        #expect(talk.stage.faults.all == [])
    }

    @Test("What happened with a lead is told page by page, nothing twice", arguments: StoreKind.allCases)
    func interactions(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        for n in 0..<5 { try await talk.hear("SM\(n)") }
        try await talk.say("SM9")
        let path = "/api/leads/" + (await talk.ask(.get, "/api/leads").items[0]["id"].string ?? "") + "/interactions"

        var (ids, next): ([String?], String?) = ([], nil)
        repeat {
            let page = await talk.ask(.get, path + "?limit=2" + (next.map { "&cursor=\($0)" } ?? ""))
            ids += page.texts("message_id")
            next = page.json["next_cursor"].string
        } while next != nil && ids.count < 20

        #expect(ids.count == 6 && Set(ids).count == 6)
    }
}
