import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("A profile from which nothing can be sent")
struct NoSendingTests {
    @Test("The composer says why, swallows what is typed, and nothing is queued")
    func locked() {
        var session = ScreenSession(.sample()) { $0.sendRefusal = "Nothing leaves from here." }

        session.press("r")
        session.type("hello there")
        session.press("<Enter>")

        #expect(session.state.composer?.lock == "Nothing leaves from here.")
        #expect(session.account.intents.isEmpty)
        session.press("<Esc>")
        #expect(session.state.composer == nil)
    }
}
