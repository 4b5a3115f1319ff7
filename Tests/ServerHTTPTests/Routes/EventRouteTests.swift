import CRM
import CRMAPI
import Foundation
import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@testable import ServerHTTP

@Suite("The routes of events")
struct EventRouteTests {
    private static let account = "AC0123456789abcdef0123456789abcdef"

    /// A request of Twilio's that was kept a second later.
    private func keep(_ talk: TalkStage, _ sid: String, _ body: String = "Hello") async throws -> WebhookEventID {
        talk.stage.place.clock.advance(.seconds(1))
        let form = "MessageSid=\(sid)&From=%2B15550100077&To=%2B15550100001&SmsStatus=received&Body=\(body)%FF"
        let event = WebhookEvent(
            tenant: talk.tenant, id: talk.store.surroundings.newID(at: talk.stage.place.clock.now), kind: .inbound,
            accountSID: Self.account, channel: talk.channel, ourAddress: TalkStage.ours,
            target: Array("/api/webhooks/twilio/sms?a=b".utf8), body: Array(form.utf8),
            receivedAt: talk.stage.place.clock.now)
        try await talk.store.write(talk.tenant) { _ = try $0.events.keep(event) }
        return event.id
    }

    private static func sid(_ number: Int) -> String { "SM" + String(format: "%032x", number) }

    @Test(
        "What Twilio has called with is told as it came, newest first, to who may manage the tenant",
        arguments: StoreKind.allCases)
    func listed(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        var ids: [String] = []
        for number in 0..<3 { ids.append(try await keep(talk, Self.sid(number)).description) }
        try await EventWorker(talk.store).work()

        let first = await talk.ask(.get, "/api/events?limit=2")
        let cursor = first.json["next_cursor"].string ?? ""
        let second = await talk.ask(.get, "/api/events?limit=2&cursor=\(cursor)")

        #expect((first.texts("id") + second.texts("id")) == ids.reversed())
        #expect(first.texts("outcome") == ["applied", "applied"] && first.texts("body") == [nil, nil])
        let one = await talk.ask(.get, "/api/events/\(ids[0])")
        #expect(one.json["target"].string == "/api/webhooks/twilio/sms?a=b")
        #expect(one.json["body"].string?.hasSuffix("Body=Hello%FF") == true && one.json["kind"].string == "inbound")
        #expect(try EventBody.read(Array(one.text.utf8)).text == one.text)
        let reader = try await talk.stage.token(of: talk.owner.user, [.read, .send, .admin])
        #expect(await talk.ask(.get, "/api/events", as: reader).status == 403)
    }

    @Test(
        "Replayed, a request that failed is applied, and one that was applied changes nothing",
        arguments: StoreKind.allCases)
    func replayed(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let (failed, done) = (try await keep(talk, Self.sid(1)), try await keep(talk, Self.sid(2)))
        try await talk.store.write(talk.tenant) { try $0.events.finish(failed, .failed) }
        try await EventWorker(talk.store).work()
        #expect(await talk.ask(.get, "/api/messages").items.count == 1)
        let before = await talk.ask(.get, "/api/changes?since=now").json["next"].string

        let again = await talk.ask(.post, "/api/events/\(done)/replay")
        #expect(again.status == 200 && again.json["outcome"].string == "applied")
        #expect(await talk.ask(.get, "/api/changes?since=now").json["next"].string == before)
        let mended = await talk.ask(.post, "/api/events/\(failed)/replay", key: "once")
        #expect(mended.json["outcome"].string == "applied")
        #expect(await talk.ask(.post, "/api/events/\(failed)/replay", key: "once").text == mended.text)
        #expect(await talk.ask(.get, "/api/messages").items.count == 2)
        #expect(await talk.ask(.get, "/api/audit").texts("action").contains("event.replayed"))
        #expect(talk.stage.faults.all == [])
    }

    @Test(
        "A request is kept for as long as the operator says, and what failed until somebody has seen to it",
        arguments: StoreKind.allCases)
    func forgotten(kind: StoreKind) async throws {
        let talk = try await TalkStage(kind)
        let (old, failed) = (try await keep(talk, Self.sid(1)), try await keep(talk, Self.sid(2)))
        try await talk.store.write(talk.tenant) { try $0.events.finish(failed, .failed) }
        try await EventWorker(talk.store).work()
        talk.stage.place.clock.advance(.seconds(86_400))
        let fresh = try await keep(talk, Self.sid(3))
        try await EventWorker(talk.store).work()

        try await Housekeeping(talk.store, keptFor: nil).tidy()
        #expect(await talk.ask(.get, "/api/events").items.count == 3)
        try await Housekeeping(talk.store, keptFor: .seconds(86_400)).tidy()

        let left = await talk.ask(.get, "/api/events").texts("id")
        #expect(left == [fresh, failed].map { Optional($0.description) } && !left.contains(old.description))
        #expect(await talk.ask(.get, "/api/messages").items.count == 2)
    }
}
