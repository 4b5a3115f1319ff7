import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct RecipientLockTests {
    private func queued(_ session: ScreenSession) -> [OutgoingIntent] {
        session.effects.compactMap { effect in
            if case .write(.queue(let intent, _, _)) = effect { intent } else { nil }
        }
    }

    @Test("A list that re-sorts while one types leaves the text with the first lead")
    func resorting() {
        var session = ScreenSession(.crowd(30), size: Size(width: 120, height: 30))
        session.press("jjjj")
        session.press("r")

        for (index, letter) in "On my way".enumerated() {
            session.type(String(letter))
            session.happen { $0.say(Int64(10 + index), .inbound, "me first", at: HandClock.start + .seconds(index)) }
        }
        session.press("<Enter>")

        #expect(queued(session).map(\.lead) == [LeadID(rawValue: 5)])
        #expect(queued(session).map(\.body) == ["On my way"])
        #expect(session.state.table.selection == LeadID(rawValue: 5))
        #expect(session.screen.contains("To Lead 0005"))
    }

    @Test("The cursor stays on its lead and on its line when the list re-sorts")
    func cursorStays() {
        var session = ScreenSession(.crowd(200), size: Size(width: 120, height: 30))
        session.press("30j")
        let before = session.canvas.cursor

        session.happen { $0.say(90, .inbound, "new", at: HandClock.start + .seconds(1)) }

        #expect(session.state.table.selection == LeadID(rawValue: 31))
        #expect(session.canvas.cursor == before)
    }

    @Test("A lead that the filter no longer shows still gets what was being written to it")
    func filteredAway() {
        var session = ScreenSession(.crowd(5))
        session.press("/is:unread<Enter>jr")
        session.type("hello")

        session.happen { $0.leads[LeadID(rawValue: 2)]?.unread = 0 }
        session.press("<Enter>")

        #expect(queued(session).map(\.lead) == [LeadID(rawValue: 2)])
    }

    @Test("A composer that stays open, since its draft is not known yet, keeps the keys")
    func unknownDraft() {
        var account = PretendAccount.crowd(5)
        account.drafts[LeadID(rawValue: 2)] = Draft(text: "half a thought")
        account.leads[LeadID(rawValue: 2)]?.hasDraft = true
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.answers = false

        session.press("jrx<Tab>e")

        #expect(session.state.composer?.lead == LeadID(rawValue: 2))
        #expect(session.state.focus == .composer)
        #expect(session.effects { $0.changesState }.isEmpty)
    }

    @Test("A conversation whose number was given up while it was looked up leaves no empty lead")
    func givenUp() {
        var session = ScreenSession(.crowd(3))
        session.press("c")
        session.type("+15550100199")
        session.answers = false
        session.press("<Enter><Ctrl-g>")

        session.letAnswersThrough()

        #expect(session.effects.contains(.write(.forgetEmptyLead(LeadID(rawValue: 9_000)))))
        #expect(session.state.composer == nil)
    }

    @Test("A jump out of the composer leaves the draft with its lead")
    func jumping() {
        var session = ScreenSession(.sample())
        session.press("r")
        session.type("half a thought")
        session.press("<F1>")
        session.type("jump to a lead")
        session.press("<Enter>")
        session.type("omar")
        session.press("<Enter>")

        #expect(session.state.table.selection == LeadID(rawValue: 5))
        #expect(session.account.drafts[LeadID(rawValue: 1)]?.text == "half a thought")
        #expect(session.state.composer == nil)
    }

    @Test("A key that follows a step at once does not act on the lead before", arguments: ["gs", "R", "ym", "z", "gx"])
    func hasty(_ key: String) {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "See https://example.com", at: HandClock.start, sendState: .held) { $0.dueAt = nil }
        var session = ScreenSession(account)
        session.grants = [.clipboard]
        session.press("gg")
        session.forgetEffects()

        session.press("j" + key)

        let acted = session.effects.contains { effect in
            switch effect {
            case .write(.release), .write(.takeBack), .outside(.openLink): true
            // What is copied is the text of the lead that the step leads to.
            case .terminal(.copy(let text, _)): text.contains("example.com")
            case .read, .write, .outside, .terminal: false
            }
        }
        #expect(!acted)
        #expect(session.state.composer.map { $0.lock != nil } ?? true)
    }

    @Test("A lead without a name is told by its number once, and our number beside it is not cut")
    func nameless() {
        for width in [60, 80, 100, 120] {
            var session = ScreenSession(.sample(), size: Size(width: width, height: 24))
            session.press("jjr")
            #expect(session.screen.contains("To +15550100103 "), "\(width)")
            #expect(session.screen.contains("0001 "), "\(width)")
            #expect(!session.screen.contains("…0103"), "\(width)")
        }
    }

    @Test("Of a name that is too long the recipient's last four digits stay on the border")
    func digitsStay() {
        var account = PretendAccount.sample()
        account.leads[LeadID(rawValue: 1)]?.name = "Doña Maria del Carmen de la Santísima Trinidad y Todos los Santos"
        for width in [40, 60, 80, 100, 120] {
            var session = ScreenSession(account, size: Size(width: width, height: 24))
            session.press("r")
            #expect(session.screen.contains("…0101"), "\(width)")
            #expect(session.screen.contains("0001 "), "\(width)")
            session.press("<Ctrl-x>n")
            #expect(session.screen.contains("0002 "), "\(width)")
        }
    }
}
