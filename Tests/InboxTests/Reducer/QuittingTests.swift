import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct QuittingTests {
    @Test("Leaving with something unsent asks, and staying is the safe answer")
    func quitting() {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")

        session.press("qs")
        #expect(session.state.question != nil, "keys typed before the question could be read do not answer it")

        session.press("<Esc>")
        #expect(session.state.question == nil)
        #expect(!session.effects.contains(.terminal(.quit(.sendNow))))

        session.press("q")
        session.press("d")
        #expect(session.effects.contains(.terminal(.quit(.toDrafts))))
    }

    @Test("While it is asked about quitting nothing leaves, and staying gives a new undo window")
    func quittingKeepsBack() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        let id = try #require(session.account.messages[LeadID(rawValue: 1)]?.last?.id)

        session.press("q")
        #expect(session.effects.contains(.write(.holdForPerson(id))))
        session.wait(.seconds(7))
        #expect(!session.effects.contains(.write(.release(id))))

        session.press("c")
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
        #expect(session.state.conversation.messages.last?.row.dueAt == session.now + .seconds(5))
        session.wait(.seconds(4))
        #expect(!session.effects.contains(.write(.release(id))))
        session.press("q")
        session.wait(.seconds(7))
        #expect(!session.effects.contains(.write(.release(id))), "asking again keeps it back again")
        session.press("c")
        session.wait(.seconds(6))
        #expect(session.effects.contains(.write(.holdAgain(id, for: .seconds(5), seenUpTo: nil, passes: false))))
        #expect(!session.effects.contains(.write(.release(id))), "it leaves the guarded way, as any reply does")
    }

    @Test("A reply that is only on its way into the store is asked about, be there an undo window or not")
    func quittingAtOnce() {
        for window in [Duration.zero, .seconds(5)] {
            var session = ScreenSession(.sample()) { $0.undoWindow = window }
            session.press("r")
            session.type("Gladly")
            session.answers = false

            session.press("<Enter>")
            session.press("q")

            #expect(session.state.question != nil)
            #expect(!session.effects.contains(.terminal(.quit(.leave))))
        }
    }

    @Test("A reply that is kept back for the question about quitting is not asked about a second time")
    func quittingAsksOnce() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        let message = try #require(session.account.messages[LeadID(rawValue: 1)]?.last)
        let lead = try #require(session.account.leads[LeadID(rawValue: 1)])
        session.press("q")

        session.hear(.leftHeld([SearchHit(message: message, lead: lead)]))
        session.wait(.seconds(1))
        session.press("c")

        #expect(session.state.question == nil)
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
    }

    @Test("A reply that was kept back for the question can be taken back after staying")
    func takingBackAfterStaying() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("q")
        session.wait(.seconds(7))
        session.press("c")

        session.press("z")
        session.wait(.seconds(7))

        #expect(session.state.composer?.editor.text == "Gladly")
        #expect(session.effects { if case .write(.release) = $0 { true } else { false } }.isEmpty)
    }

    @Test("A message that leaves while it is asked about quitting is told of in the question")
    func leavesWhileAsked() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        let id = try #require(session.account.messages[LeadID(rawValue: 1)]?.last?.id)
        session.press("q")
        #expect(session.state.question?.text == "One message has not left yet: “Gladly” to Maria Silva.")

        session.happen { $0.set(.submitted, of: id) }

        #expect(session.state.question?.text.hasPrefix("One message has left meanwhile") == true)
        #expect(session.state.question?.text.hasSuffix("None is left to send or to take back.") == true)
    }

    @Test("Leaving with nothing unsent does not ask")
    func quittingClean() {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]

        session.press("q")

        #expect(session.effects.last == .terminal(.quit(.leave)))
    }

    @Test("What another inbox looks after is nothing to ask about before quitting")
    func notOurs() {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        var counts = session.account.counts
        counts.held = 1
        session.hear(.counts(counts))

        session.press("q")

        #expect(session.effects.last == .terminal(.quit(.leave)))
    }

    @Test("A text that is taken over while it is asked about quitting is counted in the question")
    func takenOverWhileAsked() throws {
        var session = ScreenSession(.sample())
        session.grants = [.quitting]
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("q")
        var counts = session.account.counts
        let own = try #require(counts.own.ids.first)
        counts.own.ids.append(MessageID(rawValue: 999))

        session.hear(.counts(counts))

        #expect(
            session.state.question?.text == "2 messages have not left yet, the first: “Gladly” to Maria Silva.")
        session.answers = false
        session.wait(.seconds(2))
        session.press("s")
        #expect(session.effects.contains(.terminal(.quit(.sendNow))))
        #expect(session.state.namedAtQuit == [own, MessageID(rawValue: 999)])
    }
}
