import Messaging
import Testing

@Suite("Words that nearly forbid further messages")
struct NearStopTests {
    @Test(
        "A text that Twilio does not take for STOP, and a person would, is told apart",
        arguments: [
            "Stop.", "STOP\u{A0}", "\u{A0}STOP", "STO\u{200B}P", "STOP\u{200D}\u{FEFF}", "STOP\u{2029}", "END\u{3000}",
            "quit.\n",
            "STOP ALL", "ARRÊT", "ARRE\u{302}T", "stop!!", "“STOP”", "Please stop", "stop texting me",
            "opt-out",
            "Opt out", "STOP 🛑", "Unsuscribe", "un subscribe", "unsuhskrihe", "Quit!", "стоп",
            "STOP, thanks", "\u{200B}STOP",
            "1 2 3 stop 4 now and then",
        ])
    func near(text: String) {
        #expect(OptOutKeyword(message: text) == nil)
        #expect(OptOutKeyword.isNearStop(text))
    }

    @Test(
        "A keyword itself and an ordinary text are none of these",
        arguments: [
            "please do not ever stop", "a b c d stop", "STOP", " stop\n", "ARRET", "", "…", "I can stop by tomorrow",
            "Stop by later?", "Don't stop",
            "Cancel my order please", "shop", "The end", "non-stop flights to Rome on Monday", "step",
            String(repeating: "stop ", count: 100),
        ])
    func others(text: String) {
        #expect(!OptOutKeyword.isNearStop(text))
    }
}
