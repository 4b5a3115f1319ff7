import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What a profile cannot do")
struct UnableTests {
    @Test("The key says why and does nothing, help and palette tell the same")
    func told() {
        let reason = "Attachments do not leave from here."
        var session = ScreenSession(.sample()) { $0.unable[.attach] = reason }
        session.press("r")

        session.press("<Alt-a>")

        #expect(session.state.picker == nil)
        #expect(session.state.notice?.text == reason)
        #expect(session.state.unavailability(of: .attach, in: .composer) == reason)
    }
}
