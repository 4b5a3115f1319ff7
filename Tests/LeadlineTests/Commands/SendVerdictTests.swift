import Messaging
import Testing

@testable import leadline

@Suite("What became of a message that was to be sent")
struct SendVerdictTests {
    private static let peer = PeerAddress(carrier: "+15550100123")

    private static func row(_ change: (inout MessageRow) -> Void) -> MessageRow {
        var row = MessageRow(
            id: MessageID(rawValue: 1), leadID: LeadID(rawValue: 1), conversationID: ConversationID(rawValue: 1),
            direction: .outbound, body: "Hello", sendState: .submitted, createdAt: Instant(seconds: 0))
        change(&row)
        return row
    }

    @Test("A refusal names the number that it is about")
    func namesTheNumber() throws {
        let unverified = Self.row { ($0.sendState, $0.errorCode) = (.rejected, 21608) }
        let stopped = Self.row { ($0.sendState, $0.errorCode) = (.rejected, 21610) }

        let refusal = try #require(SendVerdict.complaint(unverified, to: Self.peer))
        let block = try #require(SendVerdict.complaint(stopped, to: Self.peer))

        #expect(refusal.status == .refused)
        #expect(refusal.sentence.hasPrefix("The number +15550100123 is unverified. A trial account"))
        #expect(block.status == .blocked && block.sentence.contains("+15550100123 has opted out"))
    }

    @Test("Whatever keeps a message back is told as what it is, with the advice not to send it again")
    func delays() throws {
        let waiting = Self.row { $0.sendState = .pending }
        func sentence(_ delay: SendDelay?) throws -> String {
            let complaint = try #require(SendVerdict.complaint(waiting, to: Self.peer, delay: delay))
            #expect(complaint.status == .tryLater && complaint.advice[0].hasPrefix("Do not send it again"))
            return complaint.sentence
        }

        #expect(try sentence(.unreachable).contains("could not be reached"))
        #expect(try sentence(.busy).contains("takes nothing just now"))
        #expect(try sentence(.behindEarlier).contains("earlier message"))
        #expect(try sentence(.behindAsked(MessageID(rawValue: 7))).contains("Message M7"))
        #expect(try sentence(.behindAsked(MessageID(rawValue: 7))).contains("waits for your word"))
        #expect(try !sentence(nil).contains("reached"))
    }

    @Test("Twilio's minus before a charge stays in JSON; people read what they paid")
    func price() {
        let row = Self.row { $0.price = Price(millionths: -7900, unit: "USD") }

        #expect(MessageLines(isJSON: true).of(row, peer: nil)[0].contains("\"price\":\"-0.0079\""))
        #expect(MessageLines(isJSON: false).of(row, peer: nil)[0].contains(" 0.0079 USD"))
    }

    @Test("A message's error names the number in JSON and in text")
    func rows() {
        let row = Self.row { ($0.sendState, $0.errorCode) = (.rejected, 21608) }

        let json = MessageLines(isJSON: true).of(row, peer: Self.peer)
        let text = MessageLines(isJSON: false).of(row, peer: Self.peer)

        #expect(json[0].contains("\"error_text\":\"The number +15550100123 is unverified."))
        #expect(text[0].contains("21608 The number +15550100123 is unverified."))
    }
}
