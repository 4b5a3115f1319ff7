import Messaging
import Testing

@testable import CRMAPI

@Suite("Texts to be sent as bodies")
struct SendBodyTests {
    private static let content = MessageBody.Content(
        body: "See you \u{1F600}", clientRef: "018f0000-0000-7000-8000-00000000abcd",
        sendAt: Instant(seconds: 1_704_067_200))

    @Test("What a client asks for the server reads as it was meant")
    func roundTrip() throws {
        let reply = MessageBody.Reply(Self.content, channel: ChannelID(Route.zero), seenUpTo: 12)
        #expect(try MessageBody.Reply.read(Array(reply.text.utf8)) == reply)
        let opening = MessageBody.Opening(Self.content, to: "+12025550147", from: "+12025550100")
        #expect(try MessageBody.Opening.read(Array(opening.text.utf8)) == opening)
        let release = MessageBody.Release(seenUpTo: 9)
        #expect(try MessageBody.Release.read(Array(release.text.utf8)) == release)
        #expect(try MessageBody.Release.read([]) == MessageBody.Release())
        let order = PreviewBody.Order(body: "", conversation: TenantConversationID(Route.zero))
        #expect(try PreviewBody.Order.read(Array(order.text.utf8)) == order)
    }

    @Test(
        "What is wrong with a text is told with its place",
        arguments: [
            ("{}", "/body"), (#"{"body":" \n"}"#, "/body"), (#"{"body":7}"#, "/body"),
            (#"{"body":"a\u0000"}"#, "/body"),
            (#"{"body":"a","media_ids":["x"]}"#, "/media_ids"), (#"{"body":"a","media_ids":7}"#, "/media_ids"),
            (#"{"body":"a","template_id":"x"}"#, "/template_id"), (#"{"body":"a","channel_id":"x"}"#, "/channel_id"),
            (#"{"body":"a","seen_up_to":-1}"#, "/seen_up_to"), (#"{"body":"a","send_at":"soon"}"#, "/send_at"),
            (#"{"body":"a","client_ref":" "}"#, "/client_ref"),
        ])
    func faults(body: String, pointer: String) {
        let error = #expect(throws: APIErrorBody.self) { try MessageBody.Reply.read(Array(body.utf8)) }
        #expect(error?.errors.map(\.pointer) == [pointer])
    }

    @Test("A text of 1600 characters is taken, one more is not")
    func length() throws {
        let text = MessageBody.Reply(MessageBody.Content(body: String(repeating: "a", count: 1600))).text
        #expect(try MessageBody.Reply.read(Array(text.utf8)).content.body.utf8.count == 1600)
        let longer = text.replacing("\"aa", with: "\"aaa")
        #expect(throws: APIErrorBody.self) { try MessageBody.Reply.read(Array(longer.utf8)) }
    }

    @Test("A text to nobody, and a preview for nobody, are refused")
    func nobody() {
        #expect(throws: APIErrorBody.self) { try MessageBody.Opening.read(Array(#"{"body":"a"}"#.utf8)) }
        let error = #expect(throws: APIErrorBody.self) { try PreviewBody.Order.read(Array(#"{"body":"a"}"#.utf8)) }
        #expect(error?.errors.map(\.pointer) == ["/to"])
    }

    @Test("A refusal brings what was said since, and the preview comes out as it went in")
    func answers() throws {
        var refusal = APIErrorBody(.conversationMoved)
        refusal.since = [TalkBodyTests.message]
        let read = APIErrorBody(Array(refusal.text.utf8), status: 409)
        #expect(read == refusal && refusal.status == 409)

        var preview = PreviewBody(
            encoding: "UCS-2", units: 8, segments: 1,
            culprits: [PreviewBody.Culprit(offset: 8, character: "\u{1F600}")])
        (preview.price, preview.from) = (Price(millionths: 7500, unit: "USD"), "+12025550100")
        (preview.blockedBy, preview.blockedText) = ("opted_out", "The recipient has opted out")
        #expect(try PreviewBody.read(Array(preview.text.utf8)) == preview)
    }

    @Test("A message tells when it is to leave and what keeps it back; a younger server's word hides neither")
    func keptBack() throws {
        var message = TalkBodyTests.message
        (message.sendAt, message.keptBack) = (Instant(seconds: 1_704_067_200), .waitedTooLong)
        #expect(try MessageBody.read(Array(message.text.utf8)) == message)
        let younger = message.text.replacing("waited_too_long", with: "new_word")
        #expect(try MessageBody.read(Array(younger.utf8)).keptBack == .other)
    }
}
