import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct FollowingTopTests {
    private func writes(_ lead: Int64, in session: inout ScreenSession) {
        let now = session.now
        session.happen { $0.say(lead, .inbound, "Hello again", at: now) }
    }

    private func selected(_ session: ScreenSession) -> Int64? { session.state.table.selection?.rawValue }

    @Test("Whoever has not moved from the top sees what comes, and it is not read by itself")
    func follows() {
        var session = ScreenSession(.crowd(100))
        session.wait(.seconds(1))
        session.forgetEffects()

        writes(50, in: &session)
        #expect(selected(session) == 50)
        #expect(session.screen.contains("▌Lead 0050"))
        session.wait(.seconds(10))

        #expect(session.effects { $0.marksAsRead }.isEmpty)
    }

    @Test("Whoever has moved away keeps the cursor, and is told how many new ones stand above")
    func tells() {
        var session = ScreenSession(.crowd(100))
        session.press("j")
        session.wait(.seconds(1))

        for lead in [50, 60, 70] as [Int64] {
            session.wait(.seconds(1))
            writes(lead, in: &session)
        }
        #expect(selected(session) == 2)
        #expect(session.screen.contains(" 3 above "))

        session.press("gg")
        #expect(selected(session) == 70)
        #expect(!session.screen.contains(" above "))
        session.wait(.seconds(1))
        writes(80, in: &session)
        #expect(selected(session) == 80)
    }

    @Test("A reply that is being written stays with its lead, and so does a key just pressed")
    func writing() {
        var session = ScreenSession(.crowd(100))
        session.press("r")
        session.type("Gladly")
        session.wait(.seconds(1))
        writes(50, in: &session)
        #expect(session.state.composer?.lead == LeadID(rawValue: 1))
        #expect(session.state.currentLead == LeadID(rawValue: 1))
        #expect(selected(session) == 1)

        session.press("<Esc>")
        writes(60, in: &session)
        #expect(selected(session) == 1)
    }

    @Test("Another order begins at its top")
    func sorting() {
        var session = ScreenSession(.crowd(100))
        session.press("20j:")
        session.type("sort name")
        session.press("<Enter>")

        #expect(selected(session) == 1)
    }
}
