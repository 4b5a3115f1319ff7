import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct WordsTests {
    @Test("A notice takes half of the screen at most, ends with a whole word and says that there is more")
    func longNotice() throws {
        let sentence = String(repeating: "Nothing can be sent from this number until somebody confirms it. ", count: 5)
        var session = ScreenSession(.sample(), size: Size(width: 40, height: 10)) { $0.isDemo = true }

        session.hear(.notice(Notice(sentence, .warning)))

        let lines = session.canvas.lines
        let last = try #require(lines.last).trimmingPrefix(" DEMO ").trimmingPrefix(" ")
        #expect(last.contains("…"))
        #expect(sentence.contains(last.prefix { $0 != "…" } + " "))
        #expect(!lines[4].contains("sent from"))
    }

    @Test("The reason why a lead is not written to is told to its end", arguments: [60, 80, 110])
    func refusal(_ width: Int) {
        var session = ScreenSession(.sample(), size: Size(width: width, height: 30))
        session.press("G")

        #expect(session.screen.contains("lifts that."))
    }

    @Test("The word DEMO stands on every screen, under prompts and long notices too", arguments: [40, 60, 80, 120])
    func demo(_ width: Int) {
        let long = String(repeating: "Something happened. ", count: 12)
        for way in ["", "r", "/x", ":", "c", "r<Alt-a>", "?", "g/", "I", "jq"] {
            var session = ScreenSession(.sample(), size: Size(width: width, height: 24)) { $0.isDemo = true }
            session.grants = [.quitting]
            session.press(way)
            #expect(session.screen.contains("DEMO"), "\(way)")
            session.hear(.notice(Notice(long, .failure)))
            #expect(session.screen.contains("DEMO"), "\(way)")
        }
    }

    @Test("On a usual terminal the first three hints stand beside everything else, and with them the way out")
    func hints() {
        var session = ScreenSession(.sample(), size: Size(width: 80, height: 24))
        session.press("j")
        session.hear(
            .engine(
                EngineReport(
                    phase: .live(nextLook: session.now + .seconds(30)),
                    history: .running(back: session.now - .seconds(86_400 * 900), messages: 84_000))))

        #expect(session.screen.contains("? help  r reply  q quit"))
        #expect(session.screen.contains("live · history to 6 Jun 2024 ●4 ◦4"))
        session.press("r")
        #expect(session.screen.contains("Enter send  Esc leave, keep draft  Ctrl-s send, done, next"))

        session.press("<Esc>")
        session.hear(.engine(EngineReport(phase: .refused(reason: String(repeating: "Twilio says no. ", count: 9)))))
        #expect(session.screen.contains("? help  r reply"))
    }

    @Test("A number of ours that cannot be read is named, however little room there is", arguments: [60, 80, 120, 200])
    func silence(width: Int) {
        var session = ScreenSession(.sample(), size: Size(width: width, height: 24))
        var report = EngineReport(phase: .live(nextLook: session.now + .seconds(30)))
        report.silence = SilentNumbers(
            number: session.state.settings.senders.numbers[0], others: 2, since: session.now - .seconds(600))
        session.hear(.engine(report))

        let ending = session.state.settings.senders.ending(of: session.state.settings.senders.numbers[0])
        #expect(session.screen.contains("\(ending) not read") || session.screen.contains("\(ending) and 2 more "))
        #expect(!session.screen.contains("live"))
    }

    @Test("Lines that do not fit are told of, and no word is cut")
    func lines() {
        #expect(Words.lines("one two three four", width: 9, height: 2, mark: "…") == ["one two", "three…"])
        #expect(Words.clip("one two", to: 7, mark: "…") == "one two")
        #expect(Words.clip("extraordinary", to: 6, mark: "…") == "extra…")
    }
}
