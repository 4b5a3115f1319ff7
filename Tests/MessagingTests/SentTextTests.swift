import Messaging
import TestSupport
import Testing

@Suite("Whether two texts are one that went through a carrier")
struct SentTextTests {
    @Test(
        "What a remote does to a text leaves it the same text",
        arguments: [
            ("line\nline", "line\r\nline"), ("line\nline", "line\rline"), ("a\tb", "a b"), ("a\u{A0}b", "a b"),
            ("a\u{3000}b", "a b"), ("a \nb\t\n", "a\nb"), ("  hi  ", "hi"), ("\n\nhi\n", "hi"), ("a  b", "a b"),
            ("a\u{200B}b\u{FEFF}", "ab"), ("a\u{2060}b\u{AD}", "ab"), ("👩\u{200D}🔧", "👩🔧"), ("❤\u{FE0F}", "❤"),
            ("hi", "Sent from your Twilio trial account - hi"), ("Don’t – “ok”…", "Don't - \"ok\"..."),
            ("\u{301}hi", "Sent from your Twilio trial account - \u{301}hi"), ("Zoe\u{301}", "Zo\u{E9}"),
            ("a\u{2028}b", "a b"), ("ＦＵＬＬ！", "FULL!"), ("½", "1/2"), ("", " \n"),
        ])
    func same(_ written: String, _ told: String) {
        #expect(SentText(written).isSame(as: SentText(told)))
        #expect(SentText(told).isSame(as: SentText(written)))
    }

    @Test(
        "Another text is another one",
        arguments: [
            ("hi", "ho"), ("hi", "hi!"), ("hi", ""), ("ab", "a b"), ("a\nb", "a b"), ("hi", "Hi"), ("é", "e"),
            ("hi", "Sent from your Twilio trial account hi"), ("👍", "👎"),
        ])
    func others(_ written: String, _ told: String) {
        #expect(!SentText(written).isSame(as: SentText(told)))
        #expect(!SentText(told).isSame(as: SentText(written)))
    }

    @Test("Hostile texts are equal to themselves whatever a carrier does to their ends")
    func hostile() throws {
        for (name, text) in try Fixture.hostileTexts() {
            let told = " " + text.map { $0 == "\n" ? "\r\n" : String($0) }.joined() + "\t\r\n"
            #expect(SentText(text).isSame(as: SentText(told)), "\(name)")
        }
    }
}
