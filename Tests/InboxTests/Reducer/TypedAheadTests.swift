import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// Keys that arrive together, as over a line that stalls: each acts on the lead it was meant for.
@Suite struct TypedAheadTests {
    /// A session on the first of many leads whose store does not answer for now.
    private func slowSession() -> ScreenSession {
        var session = ScreenSession(.crowd(300), size: Size(width: 120, height: 30))
        session.answers = false
        return session
    }

    @Test(
        "Keys behind a move wait until the lead is known",
        arguments: [
            ("a", 300), ("G", 300), ("60j", 61), ("100G", 100), ("gl0150<Enter>", 150), ("/0150<Enter>", 150),
            ("9j", 10),
        ])
    func burst(move: String, lead: Int64) {
        var session = slowSession()
        session.press(move + "r")
        for letter in "Hi" { session.press([.character(letter)]) }
        #expect(session.effects { if case .write(.saveDraft) = $0 { true } else { false } }.isEmpty)

        session.letAnswersThrough()

        #expect(session.state.composer?.lead == LeadID(rawValue: lead))
        #expect(session.state.composer?.editor.text == "Hi")
        #expect(session.state.table.selection == LeadID(rawValue: lead))
    }

    @Test("Three replies that were typed before the first answer came go to three leads")
    func replies() {
        var session = slowSession()
        for keys in ["arA<Ctrl-s>", "rB<Ctrl-s>", "rC<Enter>"] {
            for key in ScreenSession.keys(keys) { session.press([key]) }
            session.pass(.milliseconds(600))
        }
        session.letAnswersThrough()

        let sent = session.effects.compactMap { effect -> String? in
            guard case .write(.queue(let intent, _, _)) = effect else { return nil }
            return "\(intent.lead.rawValue) \(intent.body)"
        }
        #expect(sent.count == 3)
        #expect(Set(sent.map { $0.prefix { $0 != " " } }).count == 3)
        #expect(sent.map { $0.suffix(1) } == ["A", "B", "C"])
    }

    @Test("A number's text waits for its conversation, and goes nowhere when the number is refused")
    func number() {
        var session = slowSession()
        session.press("c+15550100199<Enter>Hello")
        session.letAnswersThrough()
        #expect(session.state.composer?.editor.text == "Hello")

        var refused = slowSession()
        refused.press("c12<Enter>Hello")
        refused.letAnswersThrough()
        #expect(refused.state.picker?.line.text == "12")
        #expect(refused.state.picker?.problem != nil)
    }

    @Test("Steps are counted together, and a screen that was spoilt is drawn anew without an answer")
    func steps() {
        var session = slowSession()
        session.press("60jjjr<Ctrl-l>")
        #expect(session.effects { $0 == .terminal(.redraw) }.count == 1)

        session.letAnswersThrough()
        #expect(session.state.composer?.lead == LeadID(rawValue: 63))
    }

    @Test("A question that opens meanwhile is not answered by keys that were typed before it")
    func question() throws {
        var session = slowSession()
        session.press("Ge")
        let hit = SearchHit(
            message: try #require(session.account.messages[LeadID(rawValue: 1)]?.first),
            lead: try #require(session.account.leads[LeadID(rawValue: 1)]))
        session.hear(.leftHeld([hit]))

        session.letAnswersThrough()

        #expect(session.state.question != nil)
        #expect(session.effects { $0.changesState }.isEmpty)
        #expect(session.effects { if case .write(.takeBack) = $0 { true } else { false } }.isEmpty)
    }

    @Test("Keys that have waited too long do nothing, and that is said")
    func tooLong() {
        var session = slowSession()
        session.press("Ge")
        session.wait(.seconds(3))

        #expect(session.state.notice?.text.contains("the keys pressed meanwhile did nothing") == true)
        session.letAnswersThrough()
        #expect(session.effects { $0.changesState }.isEmpty)
        session.press("e")
        #expect(session.effects { $0.changesState }.count == 1)
    }

    /// What could reach a lead: texts, decisions, what is released or taken back.
    private func deeds(_ session: ScreenSession) -> [Effect] {
        session.effects { effect in
            guard case .write(let write) = effect else { return false }
            return switch write {
            case .queue, .release, .holdAgain, .takeBack, .withdraw, .resend, .sendAgain, .acceptCandidate, .discard:
                true
            case .change: !effect.marksAsRead
            case .saveDraft, .returnDraft, .holdForPerson, .forgetEmptyLead, .startConversation: false
            }
        }
    }

    @Test(
        "Getting out forgets what was typed ahead", arguments: ["c+15550100199<Enter>Sorry<Enter>", "gl0150<Enter>e"])
    func gettingOut(keys: String) {
        var session = slowSession()
        session.press(keys)
        session.press("<Ctrl-c>")
        session.letAnswersThrough()

        #expect(deeds(session).isEmpty)
        #expect(session.state.composer == nil)
    }

    @Test("A text for somebody who may not be written to goes to nobody else and runs no command")
    func refusedLead() {
        var account = PretendAccount.crowd(20)
        account.leads[LeadID(rawValue: 20)]?.hasStopped = true
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.answers = false
        session.press("GrSorry, not today<Enter>")
        session.letAnswersThrough()

        #expect(deeds(session).isEmpty)
        #expect(session.state.notice?.text.contains("opted out") == true)
        #expect(session.state.table.order == .activity)
    }

    @Test("Where nobody waits, what was typed for them runs no command, nor does what comes a second later")
    func nobodyWaits() {
        var account = PretendAccount()
        for lead in 1...5 as ClosedRange<Int64> {
            account.add(lead, "Lead \(lead)")
            account.say(lead, .outbound, "Hello", at: HandClock.start - .seconds(lead))
        }
        var session = ScreenSession(account)
        session.answers = false
        session.press("ar")
        session.letAnswersThrough()
        session.forgetEffects()
        let before = session.state.table.selection
        #expect(session.state.notice?.text.contains("what was typed for them did nothing") == true)

        session.wait(.milliseconds(1000))
        session.type("jeuq")

        #expect(session.state.table.selection == before && session.state.question == nil)
        #expect(session.effects(where: { if case .write = $0 { true } else { false } }).isEmpty)
        #expect(session.state.notice?.text.contains("did nothing either") == true)
    }

    @Test("Of keys that came together those behind one that is refused do nothing, and that is said")
    func behindARefusal() {
        var session = ScreenSession(.crowd(9))
        session.press("Zjje")

        #expect(session.state.table.selection == LeadID(rawValue: 1))
        #expect(session.state.notice?.text == "There is nothing to do again. What was typed behind it did nothing.")
        session.wait(.seconds(2))
        session.press("j")
        #expect(session.state.table.selection == LeadID(rawValue: 2))
    }

    @Test("Who types on key by key behind a search for a lead who is not there writes to nobody", arguments: [70, 400])
    func typedOnKeyByKey(pause: Int) {
        var account = PretendAccount.sample()
        for lead in account.leads.keys { account.leads[lead]?.waitingSince = nil }
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.press("j")
        for key: Key in "arYes".map({ .character($0) }) + [.named(.enter)] {
            session.press([key])
            session.wait(.milliseconds(pause))
        }

        #expect(session.state.composer == nil && deeds(session).isEmpty)
        #expect(session.state.notice?.text.contains("a lead who does not wait") == true)
        session.press([.named(.escape)])
        session.press([.character("r")])
        #expect(session.state.composer != nil)
    }

    @Test("Who moves on behind such a search has seen it, and is obeyed at once")
    func movedOn() {
        var account = PretendAccount.sample()
        for lead in account.leads.keys { account.leads[lead]?.waitingSince = nil }
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        for key in "ajr" { session.press([.character(key)]) }

        #expect(session.state.composer?.lead == session.state.table.selection)
    }

    @Test(
        "Of keys that came together those behind one that does nothing here do nothing", arguments: ["*e", "@e", "@je"])
    func behindNothing(keys: String) {
        var session = ScreenSession(.crowd(9))
        session.press(keys)

        #expect(deeds(session).isEmpty && session.state.table.selection == LeadID(rawValue: 1))
        #expect(session.state.notice?.text.contains("What was typed behind it did nothing") == true)
    }

    @Test("Where nobody else waits the next reply goes to nobody")
    func nobodyElse() {
        var account = PretendAccount.sample()
        for lead in account.leads.keys where lead.rawValue != 1 { account.leads[lead]?.waitingSince = nil }
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.press("gg")
        session.answers = false
        session.press("arHello<Enter>")
        session.letAnswersThrough()

        #expect(deeds(session).isEmpty)
        #expect(session.state.notice?.text.contains("did nothing") == true)
    }

    @Test("A key about a message waits for the messages of its lead", arguments: ["Ggs", "GR", "60jgx", "Gs"])
    func messages(keys: String) {
        var account = PretendAccount.crowd(300)
        account.say(1, .outbound, "See https://example.com", at: HandClock.start, sendState: .absent) { row in
            row.mediaCount = 1
            row.media = [MediaRow(id: MediaID(rawValue: 7), contentType: "image/png")]
        }
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.press("gg")
        session.answers = false
        session.press(keys)
        session.letAnswersThrough()

        #expect(deeds(session).isEmpty)
        #expect(session.effects { if case .outside(.openLink) = $0 { true } else { false } }.isEmpty)
        #expect(session.effects { if case .outside(.saveMedia) = $0 { true } else { false } }.isEmpty)
        #expect(session.state.composer.map { $0.lock != nil } ?? true)
    }

    @Test(
        "A choice in a prompt is made among what was searched for",
        arguments: ["gl0150<Ctrl-n><Enter>r", "/0150<Ctrl-n><Enter>r"])
    func choices(keys: String) {
        var session = slowSession()
        session.press(keys)
        session.letAnswersThrough()

        #expect(session.state.composer?.lead == LeadID(rawValue: 150))
    }

    @Test("News that comes when the wait is over does not run the keys")
    func lateNews() {
        var session = slowSession()
        session.press("a")
        session.pass(.milliseconds(1500))
        session.press("e")
        session.pass(.milliseconds(700))
        session.hear(.stored)

        #expect(deeds(session).isEmpty)
        #expect(session.state.typedAhead.isEmpty)
        #expect(session.state.notice?.text.contains("did nothing") == true)
    }

    @Test("A draft that nobody has seen is not sent by a key that was typed before it came")
    func unseenDraft() {
        var account = PretendAccount.crowd(5)
        account.drafts[LeadID(rawValue: 2)] = Draft(text: "An old thought")
        account.leads[LeadID(rawValue: 2)]?.hasDraft = true
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.answers = false
        session.press("jrYes<Enter>")
        session.letAnswersThrough()

        #expect(deeds(session).isEmpty)
        #expect(session.state.composer?.editor.text == "An old thoughtYes")
        #expect(session.state.notice?.text.contains("look at it") == true)
    }

    /// Nothing here changes the order of the list, which would move under the keys that come after.
    private static let moves = [
        "j", "k", "5j", "G", "gg", "60j", "<PageDown>", "a", "A", "gl0150<Enter>", "/01<Enter>", "/<Ctrl-u><Enter>",
        "100G", "0",
    ]
    private static let doings = ["rnote<Esc>", "I<Esc>", "<Enter><Esc>", "rnote<Esc>"]

    /// Whom a text was written to, as a draft or for good.
    private func outcome(_ session: ScreenSession) -> [LeadID: String] {
        var texts = session.account.drafts.mapValues(\.text)
        for case .write(.queue(let intent, _, _)) in session.effects {
            texts[intent.lead, default: ""] += "> " + intent.body
        }
        return texts
    }

    @Test("Keys do in one burst what they do one by one, or nothing", arguments: 1...60)
    func sameAsOneByOne(_ seed: UInt64) {
        var dice = Dice(seed: seed)
        let steps = (0..<8).map { place in
            (place % 2 == 0 ? Self.moves : Self.doings).randomElement(using: &dice) ?? "j"
        }
        let script = steps + [Self.moves.randomElement(using: &dice) ?? "j", "rHello<Enter>"]
        let size = Size(width: 120, height: 30)
        var slowly = ScreenSession(.crowd(300), size: size)
        for keys in script { for key in ScreenSession.keys(keys) { slowly.press([key]) } }
        var atOnce = ScreenSession(.crowd(300), size: size)
        atOnce.answers = false
        atOnce.press(script.joined())
        atOnce.letAnswersThrough()

        let (wanted, found) = (outcome(slowly), outcome(atOnce))
        let told = atOnce.state.notice?.text ?? ""
        if ["did nothing", "look at it", "No lead is selected"].contains(where: told.contains) {
            #expect(Set(found.keys).isSubset(of: wanted.keys), "\(script)")
        } else {
            #expect(found == wanted, "\(script)")
        }
    }
}
