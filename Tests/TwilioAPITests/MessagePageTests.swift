import Messaging
import Testing

@testable import TwilioAPI

@Suite("Pages of messages")
struct MessagePageTests {
    @Test("a page is read with all that Twilio tells of its messages")
    func wholePage() throws {
        let page = try MessagePage.decode(try fixture("Twilio/message-page.json"))

        #expect(page.messages.count == 4)
        #expect(page.skippedRows == 0)
        #expect(page.nextPageURI?.hasSuffix("&Page=1&PageToken=PA" + page.messages[3].sid) == true)
        let first = page.messages[0]
        #expect(first.direction == .inbound)
        #expect(first.from == "+15550100101")
        #expect(first.to == "+15550100199")
        #expect(first.status == .received)
        #expect(first.price == Price(millionths: -8300, unit: "USD"))
        #expect(first.dateSent == Instant(rfc3339: "2026-11-23T09:12:01Z"))
        #expect(first.numSegments == 1)
        #expect(page.messages[1].body == "Olá! O apartamento está livre? 👍🏽")
    }

    @Test("a failed message has its code, and escapes in its text are undone")
    func failedMessage() throws {
        let message = try MessagePage.decode(try fixture("Twilio/message-page.json")).messages[2]

        #expect(message.direction == .outbound)
        #expect(message.isFromAPI)
        #expect(message.status == .undelivered)
        #expect(message.errorCode == 30003)
        #expect(message.body == "Yes, come by at five.\r\n\"Number 12\"")
    }

    @Test("a message whose sender is not chosen yet is a message")
    func senderUnknown() throws {
        let message = try MessagePage.decode(try fixture("Twilio/message-page.json")).messages[3]

        #expect(message.from == nil)
        #expect(message.status == .accepted)
        #expect(message.dateSent == nil)
        #expect(message.price == nil)
        #expect(message.numSegments == 0)
        #expect(message.messagingServiceSID == "MG" + String(repeating: "ab", count: 16))
    }

    @Test("rows that are no messages cost only themselves")
    func oddRows() throws {
        let page = try MessagePage.decode(try fixture("Twilio/message-page-oddities.json"))

        #expect(page.messages.count == 4)
        #expect(page.skippedRows == 6)
        #expect(page.nextPageURI == nil)
    }

    @Test("numbers are read whether they come as numbers or as text")
    func numbersEitherWay() throws {
        let message = try MessagePage.decode(try fixture("Twilio/message-page-oddities.json")).messages[0]

        #expect(message.numSegments == 2)
        #expect(message.numMedia == 1)
        #expect(message.price == Price(millionths: -16500, unit: "USD"))
        #expect(message.errorCode == 30007)
    }

    @Test("values of a wrong type read as absent, and unknown words are kept")
    func wrongTypes() throws {
        let page = try MessagePage.decode(try fixture("Twilio/message-page-oddities.json"))
        let (strange, bare, double) = (page.messages[1], page.messages[2], page.messages[3])

        #expect(strange.status == .other("levitating"))
        #expect(strange.direction == .outbound)
        #expect(!strange.isFromAPI)
        #expect(strange.body.isEmpty)
        #expect(strange.from == nil && strange.to == nil && strange.dateSent == nil && strange.price == nil)
        #expect(bare.dateCreated == nil)
        #expect(double.body == "last")
        #expect(double.numMedia == 0)
        #expect(double.numSegments == nil)
        #expect(double.errorCode == nil)
    }

    @Test("a page that ends too early is refused as a whole, wherever it ends")
    func cutAnywhere() throws {
        let whole = try fixture("Twilio/message-page.json")

        for length in stride(from: 0, to: whole.count - 2, by: 7) {
            #expect(throws: DecodingFault.self) { try MessagePage.decode(Array(whole[..<length])) }
        }
    }

    @Test(
        "what is no page is refused with a reason",
        arguments: [
            ("", DecodingFault.cutOff), ("null", .missing("messages")), ("[]", .missing("messages")),
            ("{}", .missing("messages")), ("{\"messages\":null}", .missing("messages")), ("\u{FEFF}{}", .notJSON),
            ("{\"messages\":[x]}", .notJSON), ("{messages:[]}", .notJSON), ("}", .notJSON),
            ("{\"messages\":[]}", .missing("next_page_uri")),
        ])
    func noPage(text: String, fault: DecodingFault) {
        #expect(throws: fault) { try MessagePage.decode(Array(text.utf8)) }
    }

    @Test("a proxy's page in HTML is no page of messages")
    func html() throws {
        let page = try fixture("Twilio/gateway-page.html")

        #expect(throws: DecodingFault.notJSON) { try MessagePage.decode(page) }
        #expect(TwilioErrorBody.decode(page) == TwilioErrorBody())
    }

    @Test("an empty page may still have a next one")
    func emptyPage() throws {
        let page = try MessagePage.decode(Array(#"{"next_page_uri":"/x","messages":[]}"#.utf8))

        #expect(page == MessagePage(messages: [], nextPageURI: "/x"))
    }
}
