import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct SmallScreenTests {
    @Test("Where the window is too small, the key that quits and Ctrl-C quit, and a letter of a text does not")
    func quitsTooSmall() {
        for key in ["q", "<Ctrl-c>"] {
            var session = ScreenSession(.sample())
            session.grants = [.quitting]
            session.hear(.resized(Size(width: 30, height: 8)))
            #expect(session.screen.contains("q or Ctrl-C quits."))
            session.press("j")
            session.press(key)
            #expect(session.effects.last == .terminal(.quit(.leave)), "\(key)")
        }
        var writing = ScreenSession(.sample())
        writing.grants = [.quitting]
        writing.press("r")
        writing.hear(.resized(Size(width: 30, height: 8)))
        writing.press("q")
        #expect(!writing.effects.contains(.terminal(.quit(.leave))))
        #expect(writing.screen.contains("Ctrl-C quits.") && !writing.screen.contains("q or"))
        writing.press("<Ctrl-c>")
        #expect(writing.effects.last == .terminal(.quit(.leave)))
    }

    @Test("The question about quitting fits into a window that is too small for anything else, and is answered there")
    func asksTooSmall() {
        var session = ScreenSession(.sample())
        session.grants.insert(.quitting)
        session.press("r")
        session.type("Bye")
        session.press("<Enter>")
        session.press("<Esc>")
        session.hear(.resized(Size(width: 26, height: 6)))

        session.press("q")

        #expect(session.screen.contains("One message has not left"))
        #expect(session.screen.contains("s  send now and quit") && session.screen.contains("c  stay"))
        session.press("j")
        session.press("s")
        #expect(session.effects.last == .terminal(.quit(.sendNow)))
    }
}
