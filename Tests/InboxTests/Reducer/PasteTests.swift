import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct PasteTests {
    /// Each way into a pane, as keys.
    static let places = ["", "<Enter>", "<Enter><Enter>", "I", "<Enter>gm", "qz"]

    @Test("A paste into a pane that takes no text does nothing at all", arguments: places)
    func nothing(_ way: String) {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("jjj")
        session.press(way)
        session.forgetEffects()
        let before = session.canvas

        session.paste("dd\nq")

        #expect(session.effects.allSatisfy { $0 == .outside(.nudge(.keysPressed)) })
        #expect(session.canvas == before)
    }

    @Test(
        "A paste into a prompt is text on one line, and accepts nothing", arguments: ["/", "g/", "gl", ":", "?", "c"])
    func prompt(_ way: String) {
        var session = ScreenSession(.sample())
        session.press(way)

        session.paste("dd\nq")

        #expect(session.state.picker?.line.text == "dd q")
        #expect(!session.effects.contains(.terminal(.quit(.leave))))
    }

    @Test("A paste into the composer is text with its lines, and sends nothing")
    func composer() {
        var session = ScreenSession(.sample())
        session.press("r")

        session.paste("dd\nq\r\n\u{1B}[2J")

        #expect(session.state.composer?.editor.text == "dd\nq\n[2J")
        #expect(session.effects { if case .write(.queue) = $0 { true } else { false } }.isEmpty)
    }

    @Test("A paste that does not fit is taken as far as it fits, and the screen says that it was cut")
    func tooLong() {
        var session = ScreenSession(.sample())
        session.press("r")

        session.paste(String(repeating: "x", count: 8_007))
        #expect(session.state.composer?.editor.text.count == 8_000)
        #expect(session.state.notice?.text == "The paste is longer than fits: its last 7 characters are missing.")

        session.press("<Ctrl-u>")
        session.press([.paste("short", isCut: true)])
        #expect(session.state.notice?.text == "The paste is longer than fits: its end is missing.")
    }

    @Test("A question is not answered by a paste")
    func question() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("x")
        session.press("<Enter>")
        session.press("q")

        session.paste("s")

        #expect(session.state.question != nil)
    }
}
