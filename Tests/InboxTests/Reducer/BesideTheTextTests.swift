import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What goes with a text, and what it costs")
struct BesideTheTextTests {
    @Test("The price is that of the number that sends, also of a first message; with attachments there is none")
    func price() {
        var session = InboxSession(.sample(), size: Size(width: 110, height: 30))
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(300))
        #expect(session.screen.contains("0.0079 USD"))

        session.press("<Alt-n>")
        #expect(session.screen.contains("0.0120 USD"))
        session.press("<Alt-a>")
        session.type("https://example.com/plan.jpg")
        session.press("<Enter>")
        #expect(!session.screen.contains("USD"))

        session.press("<Esc>c")
        session.type("+15550100199")
        session.press("<Enter>")
        session.type("Hello")
        session.wait(.milliseconds(300))
        #expect(session.screen.contains("0.0079 USD"))
    }

    @Test("An attachment is a public address; a file is refused with the reason")
    func attaching() {
        var session = InboxSession(.sample())
        session.press("r<Alt-a>")
        session.type("/home/me/picture.jpg")
        session.press("<Enter>")
        #expect(session.state.picker?.problem?.contains("a file needs the server") == true)

        session.press("<Ctrl-u>")
        session.type("https://192.168.1.9/plan.jpg")
        session.press("<Enter>")
        #expect(session.state.picker?.problem?.contains("cannot be reached from outside") == true)

        session.press("<Ctrl-u>")
        session.type("https://example.com/plan.jpg")
        session.press("<Enter>")
        #expect(session.state.composer?.mediaURLs == ["https://example.com/plan.jpg"])
        session.press("<Alt-a><Enter>")
        #expect(session.state.composer?.mediaURLs == [])
    }
}
