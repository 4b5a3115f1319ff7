import Messaging
import TestSupport
import Testing

@Suite("Who is at the other end")
struct AddressTests {
    @Test(
        "Only a plus sign and 7 to 15 digits are a number",
        arguments: [
            "+0123456789", "447700900101", "+44 7700 900101", "+123456", "+1234567890123456", "+٤٤٧٧٠٠٩٠٠١٠١", "", "+",
        ])
    func noNumber(text: String) {
        #expect(PhoneNumber(e164: text) == nil)
    }

    @Test("A number shows as much of itself as the place allows")
    func shown() {
        #expect(People.ana.lastFour == "0101")
        #expect(People.ana.digits == "447700900101")
    }

    @Test("Every sender that a carrier names is of some kind, and keeps its text")
    func kinds() {
        #expect(PeerAddress(carrier: "+447700900101") == .number(People.ana))
        #expect(PeerAddress(carrier: "72345") == .shortCode("72345"))
        #expect(PeerAddress(carrier: "MYBANK") == .name("MYBANK"))
        #expect(PeerAddress(carrier: "whatsapp:+447700900101") == .channel("whatsapp:+447700900101"))
        for text in ["", "+", "+447700900101", "12", "72345", "123456789", "a:b", "My Bank"] {
            #expect(PeerAddress(carrier: text).text == text)
        }
    }

    @Test("Only a number can be answered, and the others say why not")
    func refusals() {
        #expect(PeerAddress(carrier: "+447700900101").refusal == nil)
        for text in ["72345", "MYBANK", "whatsapp:+447700900101"] {
            #expect(PeerAddress(carrier: text).refusal != nil)
        }
    }

    @Test("A conversation is named after the digits, or after the name in lower case")
    func conversationNames() {
        #expect(PeerAddress(carrier: "+447700900101").remoteJID == "sms_447700900101")
        #expect(PeerAddress(carrier: "72345").remoteJID == "sms_72345")
        #expect(PeerAddress(carrier: "MyBank").remoteJID == "smsid_mybank")
    }

    @Test("Ids of different kinds are told apart by their letter")
    func ids() {
        #expect(LeadID("L42") == LeadID(rawValue: 42))
        #expect(LeadID(rawValue: 42).description == "L42")
        for text in ["42", "M42", "L", "L0", "L-1", "L1 ", "L99999999999999999999"] { #expect(LeadID(text) == nil) }
    }
}
