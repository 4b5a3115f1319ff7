import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What goes with a text, and what it costs")
struct BesideTheTextTests {
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
