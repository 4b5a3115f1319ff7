import CRM
import CRMAPI
import HTTPTypes
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing

@Suite("Conversations and messages over the routes")
struct ConversationRouteTests {
    @Test("The conversations with the newest texts come first, page by page", arguments: StoreKind.allCases)
    func heads(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        for n in 0..<5 { try await talk.hear("SM\(n)", from: "+1555010100\(n)") }
        try await talk.hear("SM9", from: "+15550101002")

        var (jids, next): ([String?], String?) = ([], nil)
        repeat {
            let page = await talk.ask(.get, "/api/conversations?limit=2" + (next.map { "&cursor=\($0)" } ?? ""))
            jids += page.texts("remote_jid")
            next = page.json["next_cursor"].string
        } while next != nil && jids.count < 20

        #expect(jids == [2, 4, 3, 1, 0].map { "sms_1555010100\($0)" })
        let first = await talk.ask(.get, "/api/conversations?limit=1").items[0]
        let ofLead = await talk.ask(.get, "/api/conversations?lead_id=\(first["lead_id"].string ?? "")")
        #expect(ofLead.texts("id") == [first["id"].string] && first["unread"].integer == 2)
        #expect(await talk.ask(.get, "/api/conversations?state=closed").items == [])
    }

    @Test(
        "A conversation is put away until a moment, which means nothing once it is open again",
        arguments: StoreKind.allCases)
    func snooze(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let path = "/api/conversations/\(try await talk.hear("SM1").conversation)"
        let body =
            #"{"state":"snoozed","snoozed_until":"2027-01-01T09:00:00.5Z","seen":{"state":"open","snoozed_until":null}}"#

        let snoozed = await talk.ask(.patch, path, body)
        let late = await talk.ask(
            .patch, path,
            #"{"state":"snoozed","snoozed_until":"2027-02-01T09:00:00Z","seen":{"state":"open","snoozed_until":null}}"#)
        let moved = await talk.ask(
            .patch, path, #"{"snoozed_until":"2027-03-01T09:00:00Z","seen":{"snoozed_until":"2027-01-01T09:00:00Z"}}"#)
        let closed = await talk.ask(.patch, path, #"{"state":"closed","seen":{"state":"snoozed"}}"#)
        let lost = await talk.ask(
            .patch, path, #"{"state":"snoozed","snoozed_until":"2027-01-01T09:00:00Z","seen":{"state":"open"}}"#)
        let loose = await talk.ask(.patch, path, #"{"snoozed_until":"2027-01-01T09:00:00Z"}"#)

        #expect(snoozed.json["snoozed_until"].string == "2027-01-01T09:00:00Z" && snoozed.json["lost"].elements == [])
        #expect(late.json["lost"].elements == [.text("snoozed_until")])
        #expect(moved.json["snoozed_until"].string == "2027-03-01T09:00:00Z")
        #expect(closed.json["state"].string == "closed" && closed.json["snoozed_until"] == .null)
        #expect(lost.json["lost"].elements == [.text("state"), .text("snoozed_until")])
        #expect(lost.json["state"].string == "closed" && loose.json["lost"].elements == [.text("snoozed_until")])
        #expect(await talk.ask(.patch, path, #"{"labels":{"add":["x"]}}"#).pointers == ["/labels"])
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "A mark is its user's own: it goes forward whatever was seen, and back for who has seen where it is",
        arguments: StoreKind.allCases)
    func marks(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let bob = try await talk.colleague()
        try await talk.hear("SM1")
        let id = try await talk.hear("SM2").conversation
        let path = "/api/conversations/\(id)"
        let arrivals = await talk.ask(.get, path + "/messages?order=oldest").items.compactMap { $0["arrival"].integer }
        let version = await talk.ask(.get, path).json["version"]

        let read = await talk.ask(.patch, path, #"{"read_up_to":\#(arrivals[0])}"#)
        let beyond = await talk.ask(.patch, path, #"{"read_up_to":9000000000}"#)
        let back = await talk.ask(.patch, path, #"{"read_up_to":0}"#)
        let lost = await talk.ask(.patch, path, #"{"read_up_to":0,"seen":{"read_up_to":\#(arrivals[0])}}"#)
        let unread = await talk.ask(
            .patch, path, #"{"read_up_to":\#(arrivals[0]),"seen":{"read_up_to":\#(arrivals[1])}}"#)

        #expect(read.json["unread"].integer == 1 && read.json["read_up_to"].integer == arrivals[0])
        #expect(beyond.json["read_up_to"].integer == arrivals[1] && beyond.json["unread"].integer == 0)
        #expect(back.json["read_up_to"].integer == arrivals[1] && back.json["lost"].elements == [])
        #expect(lost.json["lost"].elements == [.text("read_up_to")])
        #expect(unread.json["read_up_to"].integer == arrivals[0] && unread.json["unread"].integer == 1)
        // It is no change of what others see.
        #expect(unread.json["version"] == version)
        #expect(await talk.ask(.get, path, as: bob.token.text).json["unread"].integer == 2)
    }

    @Test(
        "The messages of a conversation are told from either end, and a cursor turns round",
        arguments: StoreKind.allCases)
    func bothWays(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let id = try await talk.hear("SM0").conversation
        for n in 1..<6 { try await talk.hear("SM\(n)") }
        try await talk.hear("SMX", from: "+15550101002")
        let path = "/api/conversations/\(id)/messages"

        let newest = await talk.ask(.get, path + "?limit=2")
        let cursor = newest.json["next_cursor"].string ?? ""
        let older = await talk.ask(.get, path + "?limit=2&cursor=\(cursor)")
        let newer = await talk.ask(.get, path + "?limit=9&order=oldest&cursor=\(cursor)")
        let all = await talk.ask(.get, path + "?order=oldest")

        #expect(newest.texts("external_id") == ["SM5", "SM4"])
        #expect(older.texts("external_id") == ["SM3", "SM2"])
        #expect(newer.texts("external_id") == ["SM5"] && newer.json["next_cursor"] == .null)
        #expect(all.texts("external_id") == (0..<6).map { "SM\($0)" })
    }

    @Test(
        "All messages of the tenant are told newest first, a thousand at once, with their media",
        arguments: StoreKind.allCases)
    func messages(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let heard = try await talk.hear("SM1", media: 2)
        let said = try await talk.say("SM2", to: "+15550101002")
        try await talk.store.write(talk.tenant) { t in
            try t.messages.report(StatusReport(.delivered, errorCode: nil, at: t.now), of: "SM2")
        }

        let all = await talk.ask(.get, "/api/messages?limit=1000")
        let read = try ReceivedPage<MessageBody>.read(Array(all.text.utf8))
        let one = await talk.ask(.get, "/api/messages/\(said.id)")
        let events = await talk.ask(.get, "/api/messages/\(said.id)/events")

        #expect(read.items.map(\.id) == [said.id, heard.id])
        #expect(read.items[1].media.map(\.contentType) == ["image/png", "image/png"])
        #expect(read.items[0].author == talk.owner.user.id && read.items[0].status == .delivered)
        #expect(one.json["status"].string == "delivered" && one.headers["ETag"] != nil)
        #expect(events.texts("status") == ["delivered"] && events.texts("source") == ["callback"])
        #expect(await talk.ask(.get, "/api/messages?limit=1001").pointers == ["/query/limit"])
        let first = await talk.ask(.get, "/api/messages?limit=1")
        let second = await talk.ask(.get, "/api/messages?cursor=\(first.json["next_cursor"].string ?? "")")
        #expect(second.texts("external_id") == ["SM1"])
    }

    @Test("Whom the tenant must not write to is told", arguments: StoreKind.allCases)
    func optOuts(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        try await talk.hear("SM1", "STOP")
        try await talk.stop()

        let list = await talk.ask(.get, "/api/opt-outs")

        #expect(list.texts("phone") == [TalkStage.lead] && list.items[0]["is_open"] == .bool(true))
    }

    @Test(
        "What no list can do is refused with its place, on every list",
        arguments: [
            "/api/leads", "/api/conversations", "/api/messages", "/api/opt-outs", "/api/users", "/api/channels",
            "/api/tokens", "/api/audit",
        ])
    func badQueries(path: String) async throws {
        let talk = try await TalkStage(.sqlite)
        let strange = Cursor(.changes, place: .max, id: talk.owner.user.id.value).text
        for (query, pointer) in [
            ("limit=0", "/query/limit"), ("limit=-1", "/query/limit"), ("limit=99999999999999999999", "/query/limit"),
            ("limit=1e2", "/query/limit"), ("cursor=", "/query/cursor"), ("cursor=x", "/query/cursor"),
            ("cursor=\(strange)", "/query/cursor"), ("cursor=%00%ff", "/query/cursor"),
        ] {
            let refused = await talk.ask(.get, "\(path)?\(query)")
            #expect(refused.status == 422 && refused.pointers == [pointer], "\(query)")
        }
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "A cursor of our own form with any place in it finds something or nothing, and harms nobody",
        arguments: StoreKind.allCases)
    func madeUp(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let id = try await talk.hear("SM1").conversation
        let lead = await talk.ask(.get, "/api/leads").items[0]["id"].string ?? ""
        let lists: [(Cursor.List, String)] = [
            (.interactions, "/api/leads/\(lead)/interactions?"),
            (.leads, "/api/leads?"), (.waitingLeads, "/api/leads?sort=waiting&"),
            (.conversations, "/api/conversations?"),
            (.conversation, "/api/conversations/\(id)/messages?"), (.messages, "/api/messages?"),
            (.conversation, "/api/conversations/\(id)/messages?order=oldest&"), (.optOuts, "/api/opt-outs?"),
        ]
        for (list, target) in lists {
            for place in [Int64.min, -1, 0, .max] {
                let cursor = Cursor(list, place: place, id: .greatest).text
                #expect(await talk.ask(.get, "\(target)cursor=\(cursor)").status == 200, "\(target) \(place)")
            }
        }
        #expect(talk.stage.faults.all == [])
    }
}
