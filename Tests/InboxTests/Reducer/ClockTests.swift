import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("When the machine's clock jumps, and when the line hangs")
struct ClockTests {
    private func saved(_ session: InboxSession) -> [String] {
        session.effects.compactMap { if case .write(.saveDraft(let draft, _, _, _)) = $0 { draft.text } else { nil } }
    }

    @Test("A clock that is set back keeps no draft from being saved")
    func draft() {
        var session = InboxSession(.sample())
        session.press("r")
        session.type("half a thought")

        session.now = session.now - .seconds(3600)
        session.press([.focusIn])
        session.wait(.milliseconds(250))

        #expect(saved(session) == ["half a thought"])
    }

    @Test("What was typed is saved at once when the terminal is left")
    func leaving() {
        var session = InboxSession(.sample())
        session.press("r")
        session.type("half a thought")

        session.now = session.now - .seconds(3600)
        session.hear(.leaving)

        #expect(saved(session) == ["half a thought"])
    }

    @Test("A question hears keys although the clock was set back after it was asked")
    func question() throws {
        var session = InboxSession(.sample())
        let row = try #require(session.state.currentRow)
        let held = try #require(session.account.window(ConversationQuery(lead: row.id, limit: 9))?.messages.last)
        session.hear(.overtaken(held.id, lead: row, by: held))
        try #require(session.state.question != nil)

        session.now = session.now - .seconds(3600)
        session.press([.focusIn])
        session.wait(.seconds(2))
        session.press("<Enter>")

        #expect(session.state.question == nil)
    }

    @Test("A line that hangs is said, and a word from the engine takes it back")
    func hanging() {
        var session = InboxSession(.sample(), size: Size(width: 160, height: 30))
        let look = session.now + .seconds(20)
        session.hear(.engine(EngineReport(phase: .live(nextLook: look))))
        session.wait(.seconds(29))
        #expect(session.screen.contains("live"))

        session.wait(.seconds(2))
        #expect(session.screen.contains("no answer since 14:00:20"))
        #expect(session.state.nextWake == nil)

        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now + .seconds(20)))))
        #expect(session.screen.contains("live"))
    }

    @Test("A next try that is under way is no moment of the past")
    func tryingAgain() {
        var session = InboxSession(.sample(), size: Size(width: 160, height: 30))
        let nextTry = session.now + .seconds(20)
        session.hear(.engine(EngineReport(phase: .offline(.busy, since: session.now, nextTry: nextTry))))
        #expect(session.screen.contains("Twilio busy since 14:00, next try 14:00:20"))

        session.wait(.seconds(23))

        #expect(session.screen.contains("Twilio busy since 14:00, trying again"))
    }

    @Test("A remark that news brought does not stand for ever, nor a warning before an outage")
    func notices() {
        var session = InboxSession(.sample(), size: Size(width: 160, height: 30))
        session.hear(.notice(Notice("The message has no picture.", .remark)))
        session.wait(.seconds(10))
        #expect(!session.screen.contains("no picture"))

        session.hear(.notice(Notice("This was not found.", .warning)))
        session.wait(.seconds(10))
        #expect(session.screen.contains("This was not found."))
        let nextTry = session.now + .seconds(20)
        session.hear(.engine(EngineReport(phase: .offline(.unreachable, since: session.now, nextTry: nextTry))))
        #expect(session.screen.contains("offline since"))
    }
}
