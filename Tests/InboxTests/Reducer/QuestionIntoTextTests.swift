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

    @Test(
        "Over a line that stalls the rest of a text comes late, and none of it answers", arguments: [700, 1000, 1400])
    func stalls(_ pause: Int) {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("jk")
        overtake(&session)
        session.wait(.milliseconds(pause))
        session.press([.character("s")])
        session.wait(.milliseconds(pause))
        session.press([.character("s"), .character("e")])
        session.wait(.seconds(9))
        session.press([.character("s"), .character("e")])

        #expect(session.state.question != nil && !isTouched(session))
    }

    @Test("A question says what Esc does there, and quotes the text or names the picture that it is about")
    func words() throws {
        var session = ScreenSession(.sample())
        let row = try #require(session.state.currentRow)
        let newer = try #require(session.account.messages[row.id]?.last { $0.direction == .inbound })
        let id = session.account.say(1, .outbound, "", at: session.now, sendState: .held) { row in
            row.media = [MediaRow(id: MediaID(rawValue: 7), contentType: "image/png", url: "https://example.com/a.png")]
            row.mediaCount = 1
        }
        let picture = try #require(session.account.messages[row.id]?.first { $0.id == id })
        session.hear(.overtaken(picture, lead: row, by: newer))

        #expect(session.state.question?.text.contains("wrote while a picture was held") == true)
        #expect(session.screen.contains("edit it (Enter, Esc)"))
        #expect(!session.screen.contains("“”"))

        session = ScreenSession(.sample())
        session.hear(.leftHeld([SearchHit(message: picture, lead: row)]))
        #expect(session.screen.contains("a picture.") && session.screen.contains("keep it held (Enter, Esc)"))
    }

    @Test("A reply to who has just opted out can be kept or thrown away, and not be sent")
    func stopped() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("See you")
        session.press("<Enter>")
        session.happen { account in
            account.leads[LeadID(rawValue: 1)]?.hasStopped = true
            account.say(1, .inbound, "STOP", at: HandClock.start + .seconds(1))
        }

        let question = try #require(session.state.question)
        #expect(question.text.contains("opted out") && question.answers.map(\.key) == ["e", "d"])
        session.wait(.seconds(2))
        session.press("<Enter>")
        #expect(session.effects.contains { if case .write(.takeBack) = $0 { true } else { false } })
    }

    @Test("What another inbox asks about is told on the status line, and takes no key")
    func elsewhere() throws {
        var session = ScreenSession(.sample())
        let row = try #require(session.state.currentRow)
        let ours = try #require(session.account.messages[row.id]?.first)
        session.hear(.askedElsewhere([SearchHit(message: ours, lead: row)]))
        #expect(session.state.question == nil)
        #expect(session.state.notice?.text.contains("waits for a word in another inbox; R on it decides") == true)

        let before = session.state.table.selection
        session.press("j")
        #expect(session.state.table.selection != before)
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
