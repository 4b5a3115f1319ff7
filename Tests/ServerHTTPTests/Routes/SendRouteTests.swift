import CRM
import CRMAPI
import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import Testing

@testable import ServerHTTP

@Suite("Routes by which texts are sent")
struct SendRouteTests {
    /// A tenant whose channel works, and who was written to once.
    private func stage(_ kind: StoreKind) async throws -> (talk: TalkStage, heard: TenantMessage, path: String) {
        let talk = try await TalkStage(kind)
        try await talk.store.write(talk.tenant) { [channel = talk.channel] t in
            _ = try t.senders.claim(TalkStage.ours, of: "AC0123456789abcdef0123456789abcdef", for: channel)
            _ = try t.channels.change(channel, [.status(.active), .proof(.owned)])
        }
        let sid = try await talk.hear("SM1").id
        let heard = try #require(try await talk.store.read(talk.tenant) { try $0.messages.find(sid) })
        return (talk, heard, "/api/conversations/\(heard.conversation)/messages")
    }

    @Test("A reply is taken and told, and under one name it is one text", arguments: StoreKind.allCases)
    func reply(kind: StoreKind) async throws {
        let (talk, heard, path) = try await stage(kind)
        let body = #"{"body":"Yes","client_ref":"r1","seen_up_to":\#(heard.arrival)}"#

        let first = await talk.ask(.post, path, body, key: "k1")
        let again = await talk.ask(.post, path, body)
        let replayed = await talk.ask(.post, path, body, key: "k1")

        #expect(first.status == 202 && again.status == 202 && replayed.status == 202)
        #expect(first.json["send_state"].string == "pending" && first.json["client_ref"].string == "r1")
        #expect(first.json["to"].string == TalkStage.lead && first.json["our_number"].string == TalkStage.ours)
        #expect(first.json["author"].string == talk.owner.user.id.description)
        #expect(again.json["id"] == first.json["id"] && replayed.json["id"] == first.json["id"])
        let list = await talk.ask(.get, path).items
        #expect(list.count == 2 && list.first == first.json)
        #expect(first.json["arrival"] != .number("0"))
        let lead = await talk.ask(.get, "/api/leads").items[0]
        #expect(lead["waiting_since"] == .null && lead["last_message"]["body"].string == "Yes")
        #expect(talk.stage.faults.all == [])
    }

    @Test("A reply to a conversation that moved is refused with what came since", arguments: StoreKind.allCases)
    func moved(kind: StoreKind) async throws {
        let (talk, heard, path) = try await stage(kind)
        try await talk.hear("SM2", "And one thing more")

        let refused = await talk.ask(.post, path, #"{"body":"Yes","seen_up_to":\#(heard.arrival)}"#, key: "k1")

        #expect(refused.status == 409 && refused.code == "conversation_moved")
        let since = try #require(APIErrorBody(Array(refused.text.utf8), status: 409)).since
        #expect(since.map(\.body) == ["And one thing more"])
        let arrival = try #require(since.first).arrival
        // A refusal binds no key.
        let sent = await talk.ask(.post, path, #"{"body":"Yes","seen_up_to":\#(arrival)}"#, key: "k1")
        #expect(sent.status == 202)
        #expect(await talk.ask(.post, path, #"{"body":"Whatever came"}"#).status == 202)
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "A text to a new number makes lead and conversation, and one to a number that is none makes nothing",
        arguments: StoreKind.allCases)
    func opening(kind: StoreKind) async throws {
        let (talk, _, _) = try await stage(kind)
        let sent = await talk.ask(.post, "/api/messages", #"{"to":"+15550100088","body":"Hello"}"#)
        #expect(sent.status == 202 && sent.json["from"].string == TalkStage.ours)
        let refused = await talk.ask(.post, "/api/messages", #"{"to":"nobody","body":"Hello"}"#)
        #expect(refused.status == 422 && refused.code == "invalid_phone_number" && refused.pointers == ["/to"])
        let foreign = await talk.ask(.post, "/api/messages", #"{"to":"+15550100089","from":"+15550100002","body":"x"}"#)
        #expect(foreign.status == 422 && foreign.code == "no_sender")
        #expect(await talk.ask(.get, "/api/leads").items.count == 2)
        #expect(talk.stage.faults.all == [])
    }

    @Test("Whatever is sent in place of a text, no answer is a fault of ours", arguments: StoreKind.allCases)
    func noise(kind: StoreKind) async throws {
        let (talk, heard, path) = try await stage(kind)
        let bodies = [
            "", "[]", "{", "null", #"{"body":"\u0000"}"#, #"{"body":"\ud800"}"#, #"{"body":"a","seen_up_to":9e99}"#,
            #"{"body":"a","seen_up_to":9223372036854775807}"#, #"{"body":"a","send_at":"9999-12-31T23:59:59Z"}"#,
            #"{"body":"a","send_at":"0001-01-01T00:00:00Z"}"#,
            #"{"body":"a","to":"+1555010008800000000000000000000000"}"#,
            #"{"body":"a\u202e\ud83d\ude00","to":"+15550100077 ext 4","from":"x"}"#,
            #"{"body":"a","client_ref":"\u2028"}"#,
            #"{"body":"a","channel_id":"\#(heard.id)"}"#, #"{"body":"a","conversation_id":"\#(heard.id)"}"#,
        ]
        let id = await talk.ask(.post, path, #"{"body":"a"}"#).json["id"].string ?? ""
        let paths = ["refresh", "release", "resend", "cancel"].map { "/api/messages/\(id)/\($0)" }
        for target in [path, "/api/messages", "/api/messages/preview"] + paths {
            for body in bodies {
                let reply = await talk.ask(.post, target, body)
                #expect(reply.status < 500, "\(target) \(body)")
            }
        }
        #expect(talk.stage.faults.all == [])
    }

    @Test("Whoever opted out is not written to", arguments: StoreKind.allCases)
    func optedOut(kind: StoreKind) async throws {
        let (talk, _, path) = try await stage(kind)
        try await talk.store.write(talk.tenant) { t in
            try t.optOuts.add(
                OptOutEvidence(.opens, by: .keyword, reference: "SM9", at: t.now, isDated: true),
                about: OptOutSubject(
                    sender: TalkStage.ours, addressHash: AddressHash.of(TalkStage.lead, in: t.tenant),
                    address: TalkStage.lead))
        }
        let refused = await talk.ask(.post, path, #"{"body":"Yes"}"#)
        #expect(refused.status == 422 && refused.code == "opted_out")
        let preview = await talk.ask(.post, "/api/messages/preview", #"{"body":"Yes","to":"\#(TalkStage.lead)"}"#)
        #expect(preview.status == 200 && preview.json["blocked_by"].string == "opted_out")
        #expect(preview.json["encoding"].string == "GSM-7" && preview.json["segments"] == .number("1"))
    }

    @Test(
        "A text that waits is taken back once and for all; one that is none of ours is not found",
        arguments: StoreKind.allCases)
    func taken(kind: StoreKind) async throws {
        let (talk, heard, path) = try await stage(kind)
        let sent = await talk.ask(.post, path, #"{"body":"Later","send_at":"2036-01-01T00:00:00Z"}"#)
        #expect(sent.json["send_state"].string == "scheduled" && sent.json["send_at"].string == "2036-01-01T00:00:00Z")
        let id = sent.json["id"].string ?? ""

        #expect(await talk.ask(.post, "/api/messages/\(id)/release").status == 409)
        #expect(await talk.ask(.post, "/api/messages/\(id)/resend").status == 409)
        let canceled = await talk.ask(.post, "/api/messages/\(id)/cancel")
        #expect(canceled.status == 200 && canceled.json["send_state"].string == "canceled")
        #expect(await talk.ask(.post, "/api/messages/\(id)/cancel").status == 200)
        #expect(await talk.ask(.post, "/api/messages/\(id)/refresh").status == 200)
        let resent = await talk.ask(.post, "/api/messages/\(id)/resend")
        #expect(resent.status == 202 && resent.json["id"].string != id)
        #expect(await talk.ask(.post, "/api/messages/\(heard.id)/cancel").status == 404)
        #expect(talk.stage.faults.all == [])
    }

    @Test("What was kept back says why, and is released by who has seen what came", arguments: StoreKind.allCases)
    func released(kind: StoreKind) async throws {
        let (talk, heard, path) = try await stage(kind)
        let id = await talk.ask(.post, path, #"{"body":"Yes","seen_up_to":\#(heard.arrival)}"#).json["id"].string ?? ""
        let text = try #require(TenantMessageID(id))
        try await talk.store.write(talk.tenant) { try $0.outgoing.keepBack(text, .conversationMoved) }
        try await talk.hear("SM2")

        let kept = await talk.ask(.get, "/api/messages/\(id)")
        #expect(kept.json["send_state"].string == "held" && kept.json["kept_back"].string == "conversation_moved")
        let early = await talk.ask(.post, "/api/messages/\(id)/release", #"{"seen_up_to":\#(heard.arrival)}"#)
        #expect(early.status == 409 && early.code == "conversation_moved")
        let released = await talk.ask(.post, "/api/messages/\(id)/release")
        #expect(released.status == 200 && released.json["send_state"].string == "pending")
        #expect(released.json["kept_back"] == .null)
    }
}
