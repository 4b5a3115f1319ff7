import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct DiscardingTests {
    /// A session that asks about a reply which the lead has overtaken.
    private func overtaken() -> ScreenSession {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Shall we say eleven?")
        session.press("<Enter>")
        session.happen { $0.say(1, .inbound, "Sorry, not Saturday", at: HandClock.start) }
        session.wait(.seconds(2))
        return session
    }

    @Test("A discarded reply comes back as a draft when that is undone")
    func discarding() {
        var session = overtaken()

        session.press("d")
        #expect(session.account.drafts.isEmpty)
        session.wait(.seconds(1))
        session.press("z")

        #expect(session.account.drafts[LeadID(rawValue: 1)]?.text == "Shall we say eleven?")
    }

    @Test("On the smallest screen a long question shows all of its answers")
    func smallScreen() {
        var account = PretendAccount.sample()
        account.leads[LeadID(rawValue: 1)]?.name = "Alexandria Montgomery-Smith of the Northern Harbour"
        var session = ScreenSession(account)
        session.press("r")
        session.type("Shall we say eleven?")
        session.press("<Enter>")
        let words = "Sorry, not Saturday, I have to be at my sister's all day long then"
        session.happen { $0.say(1, .inbound, words, at: HandClock.start) }
        session.hear(.resized(Size(width: 40, height: 10)))

        for answer in ["send it", "edit it", "discard it"] { #expect(session.screen.contains(answer)) }
    }

    @Test("A question that another inbox has answered goes by itself")
    func answeredElsewhere() throws {
        var session = overtaken()
        let asked = try #require(session.state.question?.message)

        session.hear(.decided([MessageID(rawValue: 4711)]))
        #expect(session.state.question != nil)
        session.hear(.decided([asked]))

        #expect(session.state.question == nil)
        #expect(session.screen.contains("decided in another inbox"))
    }

    @Test(
        "What was decided here is not called decided elsewhere, and what came since is asked about once",
        arguments: "sed")
    func decidedHere(_ answer: Character) throws {
        var session = overtaken()
        let asked = try #require(session.state.question?.message)
        session.press([.character(answer)])
        session.hear(.decided([asked]))

        #expect(!session.screen.contains("another inbox"))
    }

    @Test("Whoever goes on with a draft that another inbox has sent is told, and asked before it leaves a second time")
    func sentMeanwhile() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(250))
        session.answers = false
        session.type(" too")
        session.wait(.milliseconds(250))
        var token: Int?
        for case .write(.saveDraft(_, _, _, let one)) in session.effects { token = one }
        session.hear(.draftEnded(LeadID(rawValue: 1), known: "Gladly", token: try #require(token)))
        #expect(session.screen.contains("Another inbox has sent this draft"))
        session.press("<Enter>")

        var intents: [OutgoingIntent] = []
        for case .write(.queue(let intent, _, _)) in session.effects { intents.append(intent) }
        #expect(intents.last?.body == "Gladly too" && intents.last?.savedDraft == "Gladly")
    }

    @Test("A question tells of all that the lead has written, and an answer counts as knowing it")
    func wroteAgain() throws {
        var session = overtaken()
        session.happen { $0.say(1, .inbound, "But Sunday", at: HandClock.start + .seconds(2)) }
        let last = try #require(session.account.messages[LeadID(rawValue: 1)]?.last?.id)
        #expect(session.state.question?.text.contains("wrote 2 texts") == true)
        #expect(session.state.question?.text.contains("But Sunday") == true)
        session.press([.character("s")])
        #expect(session.state.question != nil, "a key that was on its way to what the question said before")

        session.wait(.seconds(1))
        session.press("<Esc>")
        session.wait(.seconds(1))
        session.press("s")
        let asked = try #require(session.state.outgoing.here(at: session.state.elapsed).first?.id)
        session.hear(.decided([asked]))

        #expect(session.state.question == nil && session.state.waitingQuestions.isEmpty)
        #expect(session.effects.contains(.write(.holdAgain(asked, for: .seconds(5), seenUpTo: last, passes: true))))
        #expect(!session.screen.contains("another inbox"))
    }

    @Test("A later text to the lead waits for the answer about the one before it")
    func later() {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("r")
        session.type("Shall we say eleven?")
        session.press("<Enter>")
        session.type("On")
        session.happen { $0.say(1, .inbound, "Sorry, not Saturday", at: HandClock.start) }
        session.wait(.seconds(1))
        session.forgetEffects()
        session.type(" foot")
        session.press("<Enter>")

        #expect(session.state.composer?.editor.text == "On foot")
        #expect(session.screen.contains("waits for your word"))
        session.press("<Esc>")
        session.wait(.seconds(1))
        #expect(session.state.question != nil)
        session.press("s")
        session.wait(.seconds(1))
        session.press("r")
        session.press("<Enter>")
        #expect(
            session.account.messages[LeadID(rawValue: 1)]?.suffix(2).map(\.body) == ["Sorry, not Saturday", "On foot"])
    }

    @Test("An answer to a question that has just gone by itself does nothing to the pane behind it")
    func lateAnswer() throws {
        var session = overtaken()
        session.hear(.decided([try #require(session.state.question?.message)]))
        let lead = try #require(session.state.currentLead)

        session.press([.character("e")])
        #expect(session.account.leads[lead]?.state == .open)
        session.wait(.seconds(1))
        session.press([.character("e")])

        #expect(session.account.leads[lead]?.state == .closed)
    }

    @Test("A reply whose draft another inbox has sent meanwhile is asked about")
    func sentElsewhere() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(250))
        session.answers = false
        session.press("<Enter>")
        var intents: [(OutgoingIntent, Int)] = []
        for case .write(.queue(let intent, _, let token)) in session.effects { intents.append((intent, token)) }
        let (intent, token) = try #require(intents.last)
        #expect(intent.savedDraft == "Gladly")

        session.hear(.queuedDoubtfully(MessageID(rawValue: 77), token: token))
        #expect(session.state.question?.text.hasPrefix("Another inbox has sent or changed this draft") == true)
        session.wait(.seconds(1))
        session.press("e")

        #expect(session.effects.contains(.write(.takeBack(MessageID(rawValue: 77)))))
    }

    @Test("Undoing a discard puts the text before what was written since")
    func discardUndoneLater() {
        var session = overtaken()
        session.press("d")
        session.wait(.seconds(1))
        session.press("r")
        session.type("Then Monday?")
        session.press("<Esc>")

        session.press("z")

        #expect(session.account.drafts[LeadID(rawValue: 1)]?.text == "Shall we say eleven?\nThen Monday?")
    }

    @Test("A reply the store could not take is the draft again")
    func queueFails() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.answers = false
        session.press("<Enter>")
        let token =
            session.effects.compactMap { if case .write(.queue(_, _, let token)) = $0 { token } else { nil } }.last ?? 0

        session.hear(.queueFailed(Notice("The disk is full.", .failure), token: token))

        #expect(
            session.effects.contains {
                if case .write(.saveDraft(let draft, _, _, _)) = $0 { draft.text == "Gladly" } else { false }
            })
        #expect(session.state.notice?.text == "The disk is full.")
        session.press("r")
        #expect(session.state.composer?.editor.text == "Gladly")
    }
}
