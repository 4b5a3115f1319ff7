import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("A message that did not arrive, edited and sent again")
struct SendingAgainTests {
    private let absent: MessageID
    private var session: ScreenSession

    init() {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "Shall we meet", at: HandClock.start - .seconds(60), sendState: .absent)
        session = ScreenSession(account, size: Size(width: 100, height: 40))
        session.press("<Enter>")
        absent = session.state.conversation.messages.last?.id ?? MessageID(rawValue: 0)
    }

    /// Each key by itself, as hands give them.
    private mutating func press(_ keys: String...) { keys.forEach { session.press($0) } }

    private func sent() -> [OutgoingIntent] {
        session.effects.compactMap { if case .write(.queue(let intent, _, _)) = $0 { intent } else { nil } }
    }

    @Test("The edited text is sent in its place, and the message says so")
    mutating func inItsPlace() {
        press("R", "?", "<Enter>")

        #expect(sent().map(\.resends) == [absent])
        #expect(sent().map(\.body) == ["Shall we meet?"])
        #expect(session.screen.contains("sent again at"))
    }

    @Test("Asked for again it says when it was sent again, and takes no text")
    mutating func twice() {
        press("R", "?", "<Enter>", "<Esc>")
        session.wait(.seconds(1))
        press("<Tab>", "k", "R")

        #expect(session.state.composer?.lock != nil)
        #expect(session.screen.contains("It was sent again at"))
        #expect(sent().count == 1)
    }

    @Test("What is written after the text was taken out is a message of its own")
    mutating func another() {
        press("R", "<Ctrl-u>")
        session.wait(.seconds(1))
        press("H", "i", "<Enter>")

        #expect(sent().map(\.resends) == [nil])
    }

    @Test("Taken back and sent again, it still is sent in its place")
    mutating func takenBack() {
        press("R", "<Enter>")
        session.wait(.seconds(1))
        press("<Esc>", "z")
        session.wait(.seconds(1))
        session.press("<Enter>")

        #expect(sent().map(\.resends) == [absent, absent])
    }
}
