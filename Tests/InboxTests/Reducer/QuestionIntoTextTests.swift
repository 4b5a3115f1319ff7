import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// A question that comes by itself into a text is answered by nobody who is writing.
@Suite struct QuestionIntoTextTests {
    private let lead = LeadID(rawValue: 1)

    /// A reply is held, and its lead writes meanwhile.
    private func overtake(_ session: inout ScreenSession) {
        session.happen { $0.say(1, .inbound, "Or on Sunday", at: HandClock.start + .seconds(1)) }
    }

    private func isTouched(_ session: ScreenSession) -> Bool {
        session.effects.contains { effect in
            guard case .write(let write) = effect else { return false }
            return switch write {
            case .holdAgain, .takeBack, .discard, .release: true
            case .queue, .resend, .sendAgain, .acceptCandidate, .returnDraft, .holdForPerson, .withdraw, .change,
                .saveDraft, .forgetEmptyLead, .startConversation:
                false
            }
        }
    }

    @Test("A pause within a word does not make its next letter an answer", arguments: ["s", "e", "d"])
    func pauseInWord(_ letter: Character) {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        overtake(&session)
        session.wait(.seconds(1))
        session.press([.character("r")])
        session.wait(.milliseconds(900))

        session.press([.character(letter)])

        #expect(session.state.question != nil && !isTouched(session))
        #expect(session.screen.contains("You were typing: Esc first, then the letter."))
    }

    @Test("Where the question opens behind a text that is typed on, a letter after a pause answers nothing")
    func behindAHop() {
        var session = ScreenSession(.sample()) { $0.afterSend = .back }
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("r")
        session.type("And")
        overtake(&session)
        #expect(session.state.question == nil)
        session.press("<Tab>")
        #expect(session.state.question?.isAsleep == true)
        session.wait(.seconds(1))
        session.press([.character("s")])

        #expect(session.state.question != nil && !isTouched(session))
        session.press("<Enter>")
        #expect(session.state.question != nil && !isTouched(session))
    }

    @Test("Esc wakes it; a letter right behind Esc is none, and one that comes alone answers")
    func waking() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        overtake(&session)
        session.press([.character("r")])
        session.wait(.seconds(1))
        session.press("<Esc>")
        #expect(session.state.question?.isAsleep == false && !isTouched(session))
        session.press([.character("s")])
        #expect(session.state.question != nil && !isTouched(session))
        session.press("<Esc>")
        session.wait(.milliseconds(300))
        session.press([.character("s")])

        #expect(session.state.question == nil && isTouched(session))
    }

    @Test("Whoever leaves the text by Esc is asked, and answers by one key")
    func leftByEscape() {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.type("An")
        overtake(&session)
        session.press("<Esc>")
        #expect(session.state.question?.isAsleep == false)
        session.wait(.milliseconds(700))
        session.press([.character("s")])

        #expect(session.state.question == nil && isTouched(session))
    }
}
