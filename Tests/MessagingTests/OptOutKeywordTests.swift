import Messaging
import Testing

@Suite("Words by which a lead forbids messages")
struct OptOutKeywordTests {
    @Test(
        "A stop word counts in any case and with blanks round it",
        arguments: ["STOP", "stop", " Stop \r\n", "unsubscribe", "Cancel", "END", "quit", "revoke", "OptOut", "ARRET"])
    func stop(message: String) {
        #expect(OptOutKeyword(message: message) == .stop)
    }

    @Test("A start word and a call for help are told apart from a stop")
    func others() {
        #expect(OptOutKeyword(message: "Unstop") == .start)
        #expect(OptOutKeyword(message: "yes") == .start)
        #expect(OptOutKeyword(message: "HELP") == .help)
    }

    @Test(
        "More than the word alone is a message like any other",
        arguments: ["STOP please", "please stop", "STOPP", "", "   ", "st op", "STOP\0", "ЅТОР"])
    func ordinary(message: String) {
        #expect(OptOutKeyword(message: message) == nil)
    }
}
