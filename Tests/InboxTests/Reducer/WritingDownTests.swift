import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("A text on its way into the store")
struct WritingDownTests {
    private static let ana = LeadID(rawValue: 1)
    private static let busy = Notice("Another program keeps the database busy", .warning)

    /// A session whose store does not answer any more, in which a reply was handed over.
    private func handedOver(
        _ text: String = "Gladly", size: Size = Size(width: 160, height: 40),
        change: (inout InboxSettings) -> Void = { _ in }
    ) -> ScreenSession {
        var session = ScreenSession(.sample(), size: size, change: change)
        session.press("r")
        session.type(text)
        session.wait(.seconds(1))
        session.answers = false
        session.press("<Enter>")
        return session
    }

    private func token(_ session: ScreenSession, of text: String = "Gladly") throws -> Int {
        try #require(
            session.effects.lazy.compactMap { effect in
                if case .write(.queue(let intent, _, let token)) = effect, intent.body == text { token } else { nil }
            }.last)
    }

    private func times(_ text: String, in session: ScreenSession) -> Int {
        session.canvas.lines.count { $0.contains(text) }
    }

    @Test(
        "It stands in its conversation from Enter on, as being written down; that it is held is said after the commit")
    func standsThere() throws {
        var session = handedOver()

        #expect(times("Gladly", in: session) == 1)
        #expect(session.screen.contains("being written down; z takes it back"))
        #expect(!session.screen.contains("held") && !session.screen.contains("handed over"))

        session.letAnswersThrough()

        #expect(times("Gladly", in: session) == 1 || session.screen.contains("held until"))
        #expect(!session.screen.contains("being written down"))
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
    }

    @Test("Between the commit and the window that shows its row it does not vanish")
    func noGap() throws {
        var session = handedOver()

        session.hear(.queued(MessageID(rawValue: 900), heldFor: .seconds(5), token: try token(session)))

        #expect(times("Gladly", in: session) >= 1)
    }

    @Test("What a busy or full database cannot take yet is said once, is not to be written again, and ends as held")
    func delayed() throws {
        var session = handedOver()
        let token = try token(session)

        session.hear(.queueDelayed(Self.busy, token: token))
        #expect(session.state.notice?.text.contains("written down as soon as") == true)
        session.press("<Esc>")
        session.hear(.queueDelayed(Self.busy, token: token))
        #expect(session.state.notice?.text.contains("written down as soon as") != true)
        #expect(session.screen.contains("do not repeat it"))
        session.wait(.seconds(120))
        #expect(session.screen.contains("do not repeat it"))

        session.letAnswersThrough()
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
        #expect(session.effects { if case .write(.queue) = $0 { true } else { false } }.count == 1)
        #expect(session.account.messages[Self.ana]?.filter { $0.body == "Gladly" }.count == 1)
    }

    @Test("Another reply does not make one forgotten that is still being written down")
    func anotherReply() throws {
        var session = handedOver()
        session.hear(.queueDelayed(Self.busy, token: try token(session)))
        session.wait(.seconds(300))

        session.press("r")
        session.type("And soon")
        session.press("<Enter>")

        let lines = session.canvas.lines
        let first = try #require(lines.firstIndex { $0.contains("Gladly") })
        let second = try #require(lines.lastIndex { $0.contains("And soon") })
        #expect(first < second)
    }

    @Test("z takes it back before the store has it: it stands there until that is certain, then it is the draft again")
    func takenBack() throws {
        var session = handedOver()
        session.press("z")
        #expect(session.effects.contains(.write(.withdraw(token: try token(session)))))
        #expect(session.screen.contains("being taken back"))

        session.hear(.withdrawn(token: try token(session)))

        #expect(session.state.composer?.lead == Self.ana)
        #expect(session.state.composer?.editor.text == "Gladly")
        #expect(session.state.notice?.text == "Taken back; nothing has left.")
        #expect(!session.screen.contains("being"))
    }

    @Test("Taken back while the next text is being written, it stands before that")
    func takenBackWhileWriting() throws {
        var session = handedOver { $0.afterSend = .write }
        session.press("<Ctrl-_>")
        session.type("And")

        session.hear(.withdrawn(token: try token(session)))

        #expect(session.state.composer?.editor.text == "Gladly\nAnd")
    }

    @Test("A lead that was marked as done with it opens again when it is taken back")
    func reopened() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.wait(.seconds(1))
        session.answers = false
        session.press("<Ctrl-s>")
        let closing = try #require(session.effects.last { $0.changesState })
        guard case .write(.change(_, _, let step?)) = closing else { return }
        session.hear(.changed(by: LeadChange(.state(.open), over: .state(.closed)), token: step))

        session.hear(.withdrawn(token: try token(session)))

        #expect(session.effects { $0.changesState }.count == 2)
    }

    @Test("Leaving a new conversation does not forget its lead while the first text to it is being written down")
    func newConversation() throws {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("c")
        session.type("+15550100199")
        session.press("<Enter>")
        session.type("Hello there")
        session.wait(.seconds(1))
        session.answers = false
        session.press("<Enter>")

        session.press("<Esc>")

        #expect(session.effects { if case .write(.forgetEmptyLead) = $0 { true } else { false } }.isEmpty)
        #expect(session.screen.contains("Hello there"))
    }

    @Test("That a reply which was kept back is held anew is said only when the store has it so")
    func heldAnew() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("q")
        session.answers = false

        session.press("c")
        #expect(session.state.notice?.text.hasPrefix("held") != true)

        session.letAnswersThrough()
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
    }

    @Test("A text that turns out to be in the store since long is not held anew")
    func writtenBefore() throws {
        var session = handedOver()

        session.hear(.queuedBefore(token: try token(session)))
        session.wait(.seconds(1))

        #expect(!session.screen.contains("being written down"))
        #expect(session.state.composer == nil)
        session.press("z")
        #expect(session.effects { if case .write(.withdraw) = $0 { true } else { false } }.isEmpty)
    }

    @Test(
        "On a small screen the newest of what is written down is seen, and nothing traps", arguments: [10, 12, 16, 24])
    func smallScreens(height: Int) throws {
        let session = handedOver(
            String(repeating: "one two three ", count: 30), size: Size(width: 60, height: height))

        #expect(session.canvas.lines.count == height)
    }
}
