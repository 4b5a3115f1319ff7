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

    @Test("A message's error names the number in JSON and in text")
    func rows() {
        let row = Self.row { ($0.sendState, $0.errorCode) = (.rejected, 21608) }

        let json = MessageLines(isJSON: true).of(row, peer: Self.peer)
        let text = MessageLines(isJSON: false).of(row, peer: Self.peer)

        #expect(json[0].contains("\"error_text\":\"The number +15550100123 is unverified."))
        #expect(text[0].contains("21608 The number +15550100123 is unverified."))
    }
}
