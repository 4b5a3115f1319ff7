import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("A text whose answer was lost, and a row that may be it")
struct DoubtTests {
    private func session(wasSought: Bool, bodies: [String] = ["Yes, at ten"]) -> ScreenSession {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "Yes,  at ten ", at: HandClock.start - .seconds(60), sendState: .unknown) { row in
            let candidates = bodies.enumerated().map { place, body in
                SendCandidate(externalID: "SM\(place)", body: body, createdAt: HandClock.start - .seconds(59))
            }
            row.doubt = SendDoubt(candidates: candidates, wasSought: wasSought)
        }
        var session = ScreenSession(account, size: Size(width: 100, height: 40))
        session.press("<Enter>")
        return session
    }

    private func writes(_ session: ScreenSession) -> [Effect.Write] {
        session.effects.compactMap { if case .write(let write) = $0 { write } else { nil } }
    }

    @Test("Both texts are shown where they stand, with the key that compares")
    func remark() {
        let screen = session(wasSought: true).screen

        #expect(screen.contains("“Yes, at ten”"))
        #expect(screen.contains("compares and decides"))
    }

    @Test("The person says that this is it: it has left, and nothing is sent")
    func accepted() throws {
        var session = session(wasSought: true)

        session.press("R")
        #expect(session.screen.contains("this is it"))
        session.wait(.seconds(2))
        session.press("t")

        let last = try #require(session.state.conversation.messages.last)
        #expect(writes(session).contains(.acceptCandidate("SM0", as: last.id)))
        #expect(session.state.conversation.messages.last?.row.sendState == .submitted)
    }

    @Test("The person says that it is none of them: it is sent again through the undo window")
    func again() {
        var session = session(wasSought: true)
        let id = session.state.conversation.messages.last?.id

        session.press("R")
        session.wait(.seconds(2))
        session.press("s")

        let sent = writes(session).contains { if case .sendAgain(id, _, _) = $0 { true } else { false } }
        #expect(sent)
        #expect(session.screen.contains("held 5 s"))
    }

    @Test("While the list is still being looked through it can be told, and not sent again")
    func early() {
        var session = session(wasSought: false)

        session.press("R")

        #expect(session.screen.contains("this is it"))
        #expect(!session.screen.contains("send it again (") && !session.screen.contains("it is none of these"))
    }

    @Test("Enter and Esc leave it unknown", arguments: ["<Enter>", "<Esc>"])
    func left(_ key: String) {
        var session = session(wasSought: true)

        session.press("R")
        session.wait(.seconds(2))
        session.press(key)

        #expect(session.state.question == nil)
        #expect(session.state.conversation.messages.last?.row.sendState == .unknown)
    }

    @Test("Several rows are told apart by their moments, and one that was redacted says so")
    func several() {
        var session = session(wasSought: true, bodies: ["Yes, at ten", ""])

        session.press("R")

        #expect(session.state.question?.text.contains("a text that Twilio has forgotten") == true)
        #expect(session.state.question?.answers.map(\.key) == ["1", "2", "s", "k"])
    }

    @Test("A text of which nothing in the list may be it is not to be sent again by a key")
    func nothing() {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "Yes", at: HandClock.start - .seconds(60), sendState: .unknown)
        var session = ScreenSession(account)

        session.press("<Enter>R")

        #expect(session.state.question == nil)
        #expect(session.screen.contains("No message here can be sent again."))
    }
}
