import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("Stopping writing to a lead")
struct BlockTests {
    private func command(_ session: inout ScreenSession, _ line: String) {
        session.press(":")
        session.type(line)
        session.press("<Enter>")
    }

    private func lead(_ session: ScreenSession, _ id: Int64) -> LeadRow? { session.account.leads[LeadID(rawValue: id)] }

    @Test("A block is set, undone, and lifted by its own command")
    func ownBlock() {
        var session = ScreenSession(.sample())

        command(&session, "block")
        #expect(lead(session, 1)?.isBlocked == true)
        session.press("<Esc>r")
        #expect(session.state.composer?.lock?.contains(":unblock") == true)

        session.press("<Esc>")
        session.press("z")
        #expect(lead(session, 1)?.isBlocked == false)
        command(&session, "block")
        command(&session, "unblock")
        #expect(lead(session, 1)?.isBlocked == false)
        session.press("z")
        #expect(lead(session, 1)?.isBlocked == true)
    }

    @Test("A lead's own STOP is lifted by no command, and the reason is told")
    func ownStop() {
        var session = ScreenSession(.sample())
        session.press("G")

        command(&session, "unblock")
        #expect(session.state.picker?.problem?.contains("START") == true)
        session.press("<Esc>")
        command(&session, "block")
        command(&session, "unblock")

        #expect(lead(session, 5)?.isBlocked == false)
        #expect(lead(session, 5)?.hasStopped == true)
        #expect(session.state.notice?.text.contains("has opted out") == true)
    }

    @Test("Block only sets: a second one changes nothing")
    func blockTwice() {
        var session = ScreenSession(.sample())
        command(&session, "block")

        command(&session, "block")

        #expect(lead(session, 1)?.isBlocked == true)
        #expect(session.state.picker?.problem?.contains("blocked already") == true)
    }
}
