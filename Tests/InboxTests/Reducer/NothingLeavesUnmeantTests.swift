import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("Nothing leaves that was not meant")
struct NothingLeavesUnmeantTests {
    private func sent(_ session: ScreenSession) -> [OutgoingIntent] {
        session.effects.compactMap { if case .write(.queue(let intent, _, _)) = $0 { intent } else { nil } }
    }

    /// Whether anything was done to a lead, or to a message.
    private func isTouched(_ session: ScreenSession) -> Bool {
        session.effects.contains { effect in
            guard case .write(let write) = effect else { return effect == .terminal(.quit(.leave)) }
            return switch write {
            case .change: !effect.marksAsRead
            case .queue, .resend, .sendAgain, .acceptCandidate, .release, .takeBack, .discard, .returnDraft, .holdAgain,
                .holdForPerson, .withdraw:
                true
            case .saveDraft, .forgetEmptyLead, .startConversation: false
            }
        }
    }

    // MARK: Esc and a key that arrive as that key with Alt

    @Test(
        "Esc and a key that arrive as one mean what they mean one after the other, and no text goes astray",
        arguments: [
            "r|quote for you is 300", "/|is:waiting", "e|", "j|", "a|rHello", "c|+49 30 23125012 (Max)", ":|sync", "q|",
        ], ["", "r", "rDraft", "/is:unread", "g", "?"])
    func escapeAndKey(_ keys: String, _ before: String) throws {
        let parts = keys.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        let letter = try #require(parts[0].first)
        func pressed(_ first: [Key]) -> ScreenSession {
            var session = ScreenSession(.sample(), grants: [.quitting])
            session.press(before)
            session.press(first)
            for key in ScreenSession.keys(parts[1]) { session.press([key]) }
            return session
        }
        let (one, two) = (pressed([.alt(letter)]), pressed([.named(.escape), .character(letter)]))

        #expect(one.screen == two.screen)
        #expect(one.state.composer?.lead == two.state.composer?.lead)
        #expect(one.state.composer?.editor.text == two.state.composer?.editor.text)
        #expect(sent(one) == sent(two) && isTouched(one) == isTouched(two))
    }

    @Test(
        "The prompt for an address takes an address, and what is none was Esc and a letter", arguments: [true, false])
    func altA(_ isAddress: Bool) {
        var session = ScreenSession(.crowd(9))
        session.press("rDraft")
        session.press([.alt("a")])
        #expect(session.state.picker?.kind == .attachment)
        for key in ScreenSession.keys(isAddress ? "https://shop.example/a.png" : "rThanks") { session.press([key]) }

        if isAddress {
            #expect(session.state.picker?.line.text == "https://shop.example/a.png")
            #expect(session.state.composer?.lead == LeadID(rawValue: 1))
        } else {
            #expect(session.state.picker == nil)
            #expect(session.state.composer?.lead == session.state.table.selection)
            #expect(session.state.composer?.lead != LeadID(rawValue: 1))
            #expect(session.state.composer?.editor.text == "Thanks")
        }
    }

    @Test("Whoever has seen the prompt for an address may begin with any letter", arguments: ["p", "q", "e", "b", "1"])
    func anyAddress(_ first: String) {
        var session = ScreenSession(.crowd(9))
        session.press("rDraft")
        session.press([.alt("a")])
        session.wait(.seconds(1))
        for key in ScreenSession.keys(first + "ikes.example/a.png") { session.press([key]) }

        #expect(session.state.picker?.line.text == first + "ikes.example/a.png")
        #expect(session.state.composer?.lead == LeadID(rawValue: 1) && session.state.composer?.editor.text == "Draft")
        #expect(!isTouched(session))
    }

    @Test("Esc and an arrow that arrive as one leave the lead, and what follows is for the next one")
    func escapeAndArrow() {
        var session = ScreenSession(.crowd(9)) { $0.afterSend = .write }
        session.press("r")
        session.type("first")
        session.press("<Enter>")
        let first = session.state.table.selection
        session.press([.named(.altDown)])
        session.press("r")
        session.type("hello")
        session.press("<Enter>")

        #expect(sent(session).map(\.body) == ["first", "hello"])
        #expect(sent(session).first?.lead == first && sent(session).last?.lead != first)
    }

    @Test("At a question a key with Alt is neither an answer nor a key for what lies behind")
    func altAtQuestion() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.press("q")
        #expect(session.state.question != nil)
        session.forgetEffects()
        session.press([.alt("e")])
        #expect(session.state.question != nil && !isTouched(session))
    }

    @Test("Texts that arrived together with their Enters stay lines of their own")
    func linesOfABurst() {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("r")
        session.press("I have it here.<Enter>Bring the key.<Enter>")

        #expect(session.state.composer?.editor.text == "I have it here.\nBring the key.")
        #expect(sent(session).isEmpty)
        session.type("!")
        #expect(session.state.composer?.editor.text == "I have it here.\nBring the key.!")
    }

    // MARK: After Enter

    @Test(
        "A second text that is typed right after Enter belongs to the same lead",
        arguments: ["hello", "query", "see you", "ae"])
    func secondText(_ text: String) {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        #expect(session.state.notice?.text == "held 5 s, Ctrl-_ takes it back")
        session.type(text)
        #expect(session.state.composer?.lead == LeadID(rawValue: 1))
        #expect(session.state.composer?.editor.text == text)
        session.press("<Enter>")

        #expect(sent(session).map(\.body) == ["Gladly", text])
        #expect(Set(sent(session).map(\.lead)) == [LeadID(rawValue: 1)])
        #expect(session.account.leads.values.count { $0.state == .closed } == 1, "only the one who was done before")
        session.press("<Esc>")
        #expect(session.state.composer == nil)
    }

    @Test("What was just handed over is taken back in the composer, before what is typed since")
    func takenBackWhileWriting() {
        var session = ScreenSession(.sample()) { $0.afterSend = .write }
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")

        session.press("<Ctrl-_>")

        #expect(session.state.composer?.editor.text == "Gladly")
        #expect(session.account.messages[LeadID(rawValue: 1)]?.contains { $0.body == "Gladly" } == false)
    }

    @Test(
        "Each way on after Enter leads where its name says",
        arguments: [
            (InboxSettings.AfterSend.write, true, 1), (.back, false, 1), (.nextWaiting, false, 5),
            (.doneNext, false, 5),
        ] as [(InboxSettings.AfterSend, Bool, Int64)])
    func ways(_ way: InboxSettings.AfterSend, _ isOpen: Bool, _ lead: Int64) {
        var account = PretendAccount.crowd(5)
        for id in [2, 3, 4] as [Int64] { account.leads[LeadID(rawValue: id)]?.waitingSince = nil }
        var session = ScreenSession(account) { $0.afterSend = way }
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")

        #expect((session.state.composer != nil) == isOpen)
        #expect(session.state.currentLead == LeadID(rawValue: lead))
        #expect(session.account.leads[LeadID(rawValue: 1)]?.state == (way == .doneNext ? .closed : .open))
    }

    // MARK: A refused text

    @Test(
        "A text for a lead who may not be written to reaches no other pane",
        arguments: ["quote", "see", ":done", "zZq"])
    func locked(_ text: String) {
        var session = ScreenSession(.sample())
        session.press("G")
        session.forgetEffects()
        session.press("r")
        session.type(text)
        session.press("<Enter>")
        session.paste("more of it")
        session.press("<Tab>")
        session.type("e")

        #expect(session.state.composer?.lock?.contains("START") == true)
        #expect(session.screen.contains("START"))
        #expect(session.state.currentLead == LeadID(rawValue: 5))
        #expect(!isTouched(session))
        session.press("<Esc>")
        #expect(session.state.composer == nil)
        #expect(session.account.drafts.isEmpty)
    }

    @Test("Where there is nothing to be edited and sent again, what is typed does nothing either")
    func nothingToResend() {
        var session = ScreenSession(.sample())

        session.press("R")
        session.type("quote")

        #expect(session.state.composer?.lock != nil)
        #expect(!isTouched(session))
    }

    // MARK: Questions that come by themselves

    /// A session in which it is asked about a held reply.
    private func asked() throws -> (ScreenSession, MessageID) {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        let reply = try #require(session.account.messages[LeadID(rawValue: 1)]?.last)
        session.happen { $0.say(1, .inbound, "Or on Sunday", at: HandClock.start + .seconds(1)) }
        try #require(session.state.question != nil)
        session.forgetEffects()
        return (session, reply.id)
    }

    @Test("Whoever types a text does not answer, however long it takes", arguments: ["yes so do", "passed", "des"])
    func typing(_ text: String) throws {
        var (session, _) = try asked()
        session.wait(.seconds(1))
        session.press("x")

        for letter in text {
            session.wait(.milliseconds(250))
            session.press([.character(letter)])
        }

        #expect(session.state.question != nil)
        #expect(!isTouched(session))
        session.wait(.milliseconds(700))
        session.press("d")
        #expect(session.state.question != nil && session.screen.contains("Esc first, then the letter"))
        session.press("<Esc>")
        session.wait(.milliseconds(400))
        session.press("d")
        #expect(session.state.question == nil)
    }

    @Test("Keys that come together answer nothing")
    func together() throws {
        var (session, _) = try asked()
        session.wait(.seconds(2))

        session.press("so")

        #expect(session.state.question != nil)
        #expect(!isTouched(session))
    }

    @Test("What is typed on after an answer reaches no pane behind the question")
    func typedOn() throws {
        var (session, _) = try asked()
        session.wait(.seconds(2))
        session.press("d")
        session.forgetEffects()

        for letter in "equip" {
            session.press([.character(letter)])
            session.wait(.milliseconds(300))
        }

        #expect(!isTouched(session))
    }

    @Test("A text that is let go by an answer has an undo window of its own, and goes the guarded way")
    func letGo() throws {
        var (session, id) = try asked()
        session.wait(.seconds(2))

        session.press("s")

        let newest = session.account.messages[LeadID(rawValue: 1)]?.last?.id
        #expect(session.effects.contains(.write(.holdAgain(id, for: .seconds(5), seenUpTo: newest, passes: true))))
        #expect(session.effects { if case .write(.release) = $0 { true } else { false } }.isEmpty)
        #expect(session.state.notice?.text.hasPrefix("held 5 s") == true)
        session.wait(.seconds(1))
        session.press("z")
        #expect(session.account.drafts[LeadID(rawValue: 1)]?.text == "Gladly")
    }

    // MARK: Keys

    @Test("No default key behind Alt sends, or changes who is written to or from where")
    func alt() {
        for action in Action.allCases {
            switch action.kind {
            case .compose(.send), .compose(.sendDoneNext), .compose(.sender), .outbox, .begin, .triage, .attend:
                let keys = KeyContext.allCases.flatMap { KeyMap.standard.keys(of: action, in: $0) }
                #expect(!keys.contains { $0.hasPrefix("Alt-") }, "\(action.rawValue)")
            case .move, .pane, .find, .compose, .history, .look, .program, .line, .edit: break
            }
        }
    }

    @Test("Enter that arrives with a text sends nothing and says so", arguments: ["yes", "see you", "Gladly"])
    func burst(_ text: String) {
        for end in ["<Enter>", "<Ctrl-s>"] {
            var session = ScreenSession(.sample())
            session.press("r")

            session.press(text + end)

            #expect(sent(session).isEmpty)
            #expect(session.state.composer?.editor.text == text)
            #expect(session.state.notice?.text.contains("look at it") == true)
            session.press(end)
            #expect(sent(session).map(\.body) == [text])
        }
    }

    @Test("Enter in the read of a paste's end sends nothing")
    func pasteEnd() {
        var session = ScreenSession(.sample())
        session.press("r")

        session.press([.paste("Gladly"), .named(.enter)])

        #expect(sent(session).isEmpty)
        #expect(session.state.composer?.editor.text == "Gladly")
    }

    @Test(
        "A line of a paste without marks that meets the table changes no lead",
        arguments: ["see you there", "done", "equal parts", "block", "zebra", "u and me", ":block", "dq"])
    func unmarkedLine(_ line: String) {
        for end in ["", "<Enter>"] where line.count > 4 || !end.isEmpty {
            if line == ":block" || line == "block" || line == "zebra", end.isEmpty { continue }
            var session = ScreenSession(.sample())
            session.press("jk")
            session.forgetEffects()

            session.press(line + "x" + end)

            #expect(!isTouched(session), "\(line)\(end)")
        }
    }

    // MARK: Undo

    @Test("Doing again closes no lead for whom a text was begun")
    func redoWithDraft() {
        var session = ScreenSession(.sample())
        session.press("e")
        session.press("z")
        session.press("r")
        session.type("half a thought")
        session.press("<Esc>")

        session.press("Z")

        #expect(session.account.leads[LeadID(rawValue: 1)]?.state == .open)
        #expect(session.state.notice?.text.contains("nothing is done again") == true)
    }
}
