import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("When the machine's clock jumps, and when the line hangs")
struct ClockTests {
    private func saved(_ session: ScreenSession) -> [String] {
        session.effects.compactMap { if case .write(.saveDraft(let draft, _, _, _)) = $0 { draft.text } else { nil } }
    }

    @Test("A clock that is set back keeps no draft from being saved")
    func draft() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("half a thought")

        session.now = session.now - .seconds(3600)
        session.press([.focusIn])
        session.wait(.milliseconds(250))

        #expect(saved(session) == ["half a thought"])
    }

    @Test("What was typed is saved at once when the terminal is left")
    func leaving() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("half a thought")

        session.now = session.now - .seconds(3600)
        session.hear(.leaving)

        #expect(saved(session) == ["half a thought"])
    }

    @Test("A question hears keys although the clock was set back after it was asked")
    func question() throws {
        var session = ScreenSession(.sample())
        let row = try #require(session.state.currentRow)
        let held = try #require(session.account.window(ConversationQuery(lead: row.id, limit: 9))?.messages.last)
        session.hear(.overtaken(held, lead: row, by: held))
        try #require(session.state.question != nil)

        session.now = session.now - .seconds(3600)
        session.press([.focusIn])
        session.wait(.seconds(2))
        session.press("<Enter>")

        #expect(session.state.question == nil)
    }

    /// Steps of the wall's clock, in seconds.
    static let steps = [-86_400, -3600, -120, 120, 3600, 86_400]

    private func step(_ session: inout ScreenSession, by seconds: Int) {
        session.now += .seconds(seconds)
        session.press([.focusIn])
    }

    @Test(
        "After a step of the clock it is asked about what is still held, and not about what has left", arguments: steps)
    func heldReply(_ seconds: Int) {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.wait(.seconds(2))
        step(&session, by: seconds)
        session.press("q")
        #expect(session.state.question != nil)
        session.press("<Esc>")

        session.wait(.seconds(6))
        for id in session.account.messages[LeadID(rawValue: 1)]?.map(\.id) ?? [] {
            session.account.set(.submitted, of: id)
        }
        session.hear(.stored)
        step(&session, by: -seconds)
        session.press("q")

        #expect(session.state.question == nil)
        #expect(session.effects.last == .terminal(.quit(.leave)))
    }

    @Test("A reply that has left is not called unsent when the clock is set back", arguments: steps)
    func leftReply(_ seconds: Int) {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.wait(.seconds(6))
        for id in session.account.messages[LeadID(rawValue: 1)]?.map(\.id) ?? [] {
            session.account.set(.submitted, of: id)
        }
        session.hear(.stored)

        step(&session, by: seconds)
        session.press("q")

        #expect(session.state.question == nil)
        #expect(session.effects.last == .terminal(.quit(.leave)))
    }

    @Test("A lead counts as read after three seconds under the cursor, whatever the clock does", arguments: steps)
    func dwelling(_ seconds: Int) {
        var session = ScreenSession(.crowd(3))
        session.wait(.seconds(1))

        step(&session, by: seconds)
        session.wait(.milliseconds(1900))
        #expect(session.account.counts.unreadLeads == 3)
        session.wait(.milliseconds(200))

        #expect(session.account.counts.unreadLeads == 2)
    }

    @Test("The engine is late when it has not been heard in time, not when the clock is set", arguments: steps)
    func engine(_ seconds: Int) {
        var session = ScreenSession(.sample())
        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now + .seconds(20)))))

        step(&session, by: seconds)
        session.wait(.seconds(29))
        #expect(!session.state.isEngineLate)
        session.wait(.seconds(2))

        #expect(session.state.isEngineLate)
    }

    @Test("A draft is saved, a notice ends and a hint is shown in their time", arguments: steps)
    func others(_ seconds: Int) {
        var session = ScreenSession(.sample())
        session.hear(.notice(Notice("Something happened.")))
        session.press("g")
        step(&session, by: seconds)
        session.wait(.milliseconds(450))
        #expect(session.state.pending.showsHint)
        session.press("<Esc>r")
        session.type("half a thought")
        step(&session, by: -seconds)
        session.wait(.milliseconds(250))
        #expect(saved(session) == ["half a thought"])

        session.wait(.seconds(8))

        #expect(session.state.notice == nil)
        #expect(session.state.nextWake == nil)
    }

    @Test("A line that hangs is said, and a word from the engine takes it back")
    func hanging() {
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 30))
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
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 30))
        let nextTry = session.now + .seconds(20)
        session.hear(.engine(EngineReport(phase: .offline(.busy, since: session.now, nextTry: nextTry))))
        #expect(session.screen.contains("Twilio busy since 14:00, next try 14:00:20"))

        session.wait(.seconds(23))

        #expect(session.screen.contains("Twilio busy since 14:00, trying again"))
    }

    @Test("On a narrow screen as well the next try has its moment, beside a text too", arguments: ["", "r"])
    func narrow(keys: String) {
        var session = ScreenSession(.sample())
        session.press(keys)
        session.hear(
            .engine(
                EngineReport(
                    phase: .offline(.busy, since: session.now, nextTry: session.now + .seconds(20)),
                    history: .running(back: session.now, messages: 12_000))))

        #expect(session.screen.contains("Twilio busy, next") && session.screen.contains("14:00:20"))
    }

    @Test("A remark that news brought does not stand for ever, nor a warning before an outage")
    func notices() {
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 30))
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
