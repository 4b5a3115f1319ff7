import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct ComposerSendingTests {
    private func count(_ session: ScreenSession, _ isWanted: (Effect) -> Bool) -> Int {
        session.effects(where: isWanted).count
    }

    private func isQueue(_ effect: Effect) -> Bool {
        if case .write(.queue) = effect { true } else { false }
    }

    @Test("Enter holds the reply and gives the focus back to where the reply was begun", arguments: ["", "<Enter>"])
    func focusReturns(_ way: String) {
        var session = ScreenSession(.sample())
        session.press(way + "r")
        session.type("Gladly")

        session.press("<Enter>")

        #expect(session.state.focus == (way.isEmpty ? .table : .conversation))
        #expect(session.state.notice?.text == "held 5 s, z takes it back")
        #expect(session.account.messages[LeadID(rawValue: 1)]?.last?.sendState == .held)
        #expect(session.effects.contains(.outside(.nudge(.conversation(LeadID(rawValue: 1))))))
    }

    @Test("A reply is sent now though the store has not answered for it yet, and z still comes before it")
    func sendNowAtOnce() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(250))
        session.answers = false
        session.press("<Enter>")
        session.press("gs")
        #expect(session.state.notice?.text == "It leaves as soon as it can.")
        #expect(count(session) { if case .write(.release) = $0 { true } else { false } } == 0)

        session.letAnswersThrough()
        #expect(count(session) { if case .write(.release) = $0 { true } else { false } } == 1)

        session.press("r")
        session.type("And soon")
        session.wait(.milliseconds(250))
        session.answers = false
        session.press("<Enter>")
        session.pass(.milliseconds(600))
        for key in ScreenSession.keys("gsz") { session.press([key]) }
        session.letAnswersThrough()
        #expect(count(session) { if case .write(.release) = $0 { true } else { false } } == 1)
        #expect(count(session) { if case .write(.takeBack) = $0 { true } else { false } } == 1)
    }

    @Test("Sending now takes along what was written to the lead before, in its order")
    func sendAllNow() {
        var session = ScreenSession(.sample())
        for text in ["One", "Two"] {
            session.press("r")
            session.type(text)
            session.press("<Enter>")
        }
        session.press("gs")

        let released = session.effects.compactMap { if case .write(.release(let id)) = $0 { id } else { nil } }
        let bodies = released.compactMap { id in
            session.account.messages[LeadID(rawValue: 1)]?.first { $0.id == id }?.body
        }
        #expect(bodies == ["One", "Two"])
    }

    @Test("Editing a failed text again goes on with that, and what else was begun is said to follow")
    func editedTwice() {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "hi spam", at: HandClock.start, status: .undelivered)
        var session = ScreenSession(account)
        session.press("R")
        session.type(" (new)")
        session.press("<Esc>R")
        #expect(session.state.composer?.editor.text == "hi spam (new)")

        session.press("<Ctrl-u><Esc>r")
        session.type("my own")
        session.press("<Esc>R")
        #expect(session.state.composer?.editor.text == "hi spam\nmy own")
        #expect(session.state.notice?.text.hasPrefix("It stands before what you had begun") == true)
    }

    private func sender(_ session: ScreenSession) -> PhoneNumber? {
        session.effects.lazy.compactMap { if case .write(.queue(let intent, _, _)) = $0 { intent.sender } else { nil } }
            .last
    }

    @Test("A reply leaves from the number that the lead last wrote to, as the composer's border says")
    func answeringNumber() {
        var account = PretendAccount.sample()
        account.leads[LeadID(rawValue: 1)]?.ourNumber = People.secondDesk
        var session = ScreenSession(account)
        session.press("r")
        session.type("Gladly")
        #expect(session.screen.contains(People.secondDesk.e164))

        session.press("<Enter>")

        #expect(sender(session) == People.secondDesk)
    }

    @Test("A number chosen in the composer is the one that sends")
    func chosenNumber() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Ctrl-x>n")

        session.press("<Enter>")

        #expect(sender(session) == People.secondDesk)
    }

    @Test("z takes a held reply back into the composer, and nothing leaves")
    func takingBack() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")
        session.wait(.seconds(4))

        session.press("z")

        #expect(session.state.composer?.editor.text == "Gladly")
        #expect(session.state.composer?.lead == LeadID(rawValue: 1))
        #expect(session.account.messages[LeadID(rawValue: 1)]?.last?.body.contains("Saturday") == true)
    }

    @Test("A text that comes back to a composer with a saved draft stands before it, and doubles nothing")
    func takingBackBeforeDraft() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("two")
        session.wait(.seconds(1))

        session.hear(
            .tookBack(MessageID(rawValue: 900), lead: LeadID(rawValue: 1), Draft(text: "one\ntwo", caret: 7)))

        #expect(session.state.composer?.editor.text == "one\ntwo")
    }

    @Test("A text that the store could not take comes back, though the next one is being written already")
    func queueFailed() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.answers = false
        session.press("<Enter>")
        session.press("r")
        session.type("And")
        let token = session.effects.lazy.compactMap {
            if case .write(.queue(_, _, let token)) = $0 { token } else { nil }
        }.last

        session.hear(.queueFailed(Notice("The disk is full.", .failure), token: try #require(token)))

        #expect(session.state.composer?.editor.text == "Gladly\nAnd")
    }

    @Test("z before the store has answered still takes the reply back")
    func takingBackEarly() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.answers = false
        session.press("<Enter>")
        session.press("z")
        #expect(count(session) { if case .write(.takeBack) = $0 { true } else { false } } == 0)

        session.letAnswersThrough()

        #expect(count(session) { if case .write(.takeBack) = $0 { true } else { false } } == 1)
        #expect(session.account.drafts[LeadID(rawValue: 1)]?.text == "Gladly")
    }

    @Test("What is said of a held reply goes when the hold is over")
    func noticeEnds() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.press("<Enter>")

        session.wait(.seconds(6))

        #expect(session.state.notice == nil)
    }

    @Test("Asking about quitting brings no second notice about what is kept back for it")
    func quitAsksOnce() throws {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("hello")
        session.press("<Enter>")
        session.press("q")
        let lead = try #require(session.account.leads[LeadID(rawValue: 1)])
        let message = try #require(session.account.messages[lead.id]?.last)
        let before = session.state.notice

        session.hear(.leftHeld([SearchHit(message: message, lead: lead)]))

        #expect(session.state.notice == before)
        #expect(session.state.waitingQuestions.isEmpty)
    }

    @Test("A lead who opted out is not written to, and the reason is told")
    func optedOut() {
        var session = ScreenSession(.sample())
        session.press("G")
        session.press("r")

        #expect(session.state.composer?.lock?.contains("opted out") == true)
        #expect(session.screen.contains("opted out"))
    }

    @Test("A lead who opts out while one writes is not sent to")
    func optsOutMeanwhile() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("One more thing")
        session.happen { $0.leads[LeadID(rawValue: 1)]?.hasStopped = true }

        session.press("<Enter>")

        #expect(count(session, isQueue) == 0)
        #expect(session.state.composer?.editor.text == "One more thing")
    }

    @Test("A sender that is a name cannot be answered, and says so")
    func nameSender() {
        var account = PretendAccount.sample()
        account.leads[LeadID(rawValue: 1)]?.address = .name("MYBANK")
        var session = ScreenSession(account)

        session.press("r")

        #expect(session.state.composer?.lock == PeerAddress.name("MYBANK").refusal)
    }

    @Test(
        "Blank texts and texts over 1600 characters stay where they are",
        arguments: [" \n ", String(repeating: "x", count: 1601), String(repeating: "🙏", count: 801)])
    func refused(_ text: String) {
        var session = ScreenSession(.sample())
        session.press("r")
        session.paste(text)

        session.press("<Enter>")

        #expect(count(session, isQueue) == 0)
        #expect(session.state.composer != nil)
    }

    @Test("Ctrl-s sends, marks done and goes to the next who waits")
    func sendDoneNext() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Bye")

        session.press("<Ctrl-s>")

        #expect(session.account.leads[LeadID(rawValue: 1)]?.state == .closed)
        #expect(session.state.table.selection == LeadID(rawValue: 5))
        #expect(session.state.notice?.text.hasPrefix("held") == true)
    }

    @Test("Who is done with a reply is not, once the reply is taken back")
    func takenBackAfterDone() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Bye")
        session.press("<Ctrl-s>")

        session.press("z")

        #expect(session.account.leads[LeadID(rawValue: 1)]?.state == .open)
        #expect(session.state.composer?.editor.text == "Bye")
    }

    @Test("Where the window is too small to show it, no key does anything")
    func tooSmall() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Gladly")
        session.hear(.resized(Size(width: 30, height: 8)))

        session.type("!")
        session.press("<Enter>")
        #expect(count(session, isQueue) == 0)
        session.hear(.resized(Size(width: 80, height: 24)))

        #expect(session.state.composer?.editor.text == "Gladly")
    }

    @Test("A message that was not delivered is edited and sent again as a new one")
    func resend() {
        var session = ScreenSession(.sample())
        session.press("jj")
        session.press("R")

        #expect(session.state.composer?.editor.text == "Your viewing is booked for Friday.")
        session.press("<Enter>")
        #expect(count(session, isQueue) == 1)
    }

    @Test("A message nobody knows the fate of cannot be sent again")
    func unknown() {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "Did this leave?", at: HandClock.start, sendState: .unknown)
        var session = ScreenSession(account)
        session.press("<Enter>")

        session.press("R")

        #expect(session.state.composer?.lock != nil)
    }

    @Test("A reply that was overtaken waits for a decision, and a person who is writing is asked afterwards")
    func overtaken() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Shall we say eleven?")
        session.press("<Enter>")
        session.press("jr")
        session.type("hel")

        let reply = session.account.messages[LeadID(rawValue: 1)]?.last
        let id = reply?.id ?? MessageID(rawValue: 0)
        session.account.say(1, .inbound, "Sorry, not Saturday", at: session.now)
        let newer = session.account.messages[LeadID(rawValue: 1)]?.last
        if let reply, let newer, let lead = session.account.leads[LeadID(rawValue: 1)] {
            session.hear(.overtaken(reply, lead: lead, by: newer))
        }
        #expect(session.effects.contains(.write(.holdForPerson(id))))
        #expect(session.state.question == nil)

        session.type("lo")
        #expect(session.state.composer?.editor.text == "hello")
        session.press("<Esc>")
        #expect(session.state.question != nil)
        session.press("s")
        #expect(session.state.question != nil, "a key that was on its way does not answer")

        session.wait(.seconds(1))
        session.press("<Esc>")
        session.wait(.seconds(1))
        session.press("s")
        #expect(session.effects.contains(.write(.holdAgain(id, for: .seconds(5), seenUpTo: newer?.id, passes: true))))
    }

    @Test("A message that comes while a reply is held is asked about")
    func guardInSight() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("Shall we say eleven?")
        session.press("<Enter>")

        session.happen { $0.say(1, .inbound, "Sorry, not Saturday", at: HandClock.start) }

        #expect(session.state.question?.text.contains("not Saturday") == true)
        session.wait(.seconds(2))
        session.press("e")
        #expect(session.state.composer?.editor.text == "Shall we say eleven?")
    }

    @Test("A new conversation begins with a number in any usual form")
    func compose() {
        var session = ScreenSession(.sample())

        session.press("c")
        session.type("+1 (555) 010-0177")
        session.press("<Enter>")

        #expect(session.state.composer?.row.address == .number(People.number("+15550100177")))
    }

    @Test("A number that is none is refused in words, and can be corrected")
    func composeWrong() {
        var session = ScreenSession(.sample())

        session.press("c")
        session.type("banana")
        session.press("<Enter>")

        #expect(session.state.picker?.problem == "That is no number.")
        #expect(session.state.picker?.line.text == "banana")
    }
}
