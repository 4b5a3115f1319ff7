import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct WordsTests {
    @Test("A notice that is too long ends with a whole word and says that there is more")
    func longNotice() throws {
        let sentence = "Nothing can be sent from this number until the account behind it is confirmed by its owner."
        var session = InboxSession(.sample(), size: Size(width: 60, height: 20)) { $0.isDemo = true }

        session.hear(.notice(Notice(sentence, .warning)))

        let line = try #require(session.canvas.lines.last).trimmingPrefix(while: { $0 == " " })
        let shown = line.prefix { $0 != "…" }
        #expect(shown.count < line.count)
        #expect(sentence.hasPrefix(shown + " "))
        #expect(shown.count > 45)
    }

    @Test("The reason why a lead is not written to is told to its end", arguments: [60, 80, 110])
    func refusal(_ width: Int) {
        var session = InboxSession(.sample(), size: Size(width: width, height: 30))
        session.press("G")

        #expect(session.screen.contains("lifts that."))
    }

    @Test("Lines that do not fit are told of, and no word is cut")
    func lines() {
        #expect(Words.lines("one two three four", width: 9, height: 2, mark: "…") == ["one two", "three…"])
        #expect(Words.clip("one two", to: 7, mark: "…") == "one two")
        #expect(Words.clip("extraordinary", to: 6, mark: "…") == "extra…")
    }
}
