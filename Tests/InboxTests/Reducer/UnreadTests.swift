import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct UnreadTests {
    @Test("Passing over fifty leads with j leaves all fifty unread")
    func passingOver() {
        var session = ScreenSession(.crowd(60), size: Size(width: 120, height: 40))

        for _ in 0..<50 {
            session.press("j")
            session.wait(.milliseconds(200))
        }

        #expect(session.account.counts.unreadLeads == 60)
        #expect(session.state.table.selection == LeadID(rawValue: 51))
    }

    @Test("A lead that lies under the cursor for three seconds is read")
    func dwelling() {
        var session = ScreenSession(.crowd(3))

        session.wait(.milliseconds(2_900))
        #expect(session.account.counts.unreadLeads == 3)

        session.wait(.milliseconds(200))
        #expect(session.account.counts.unreadLeads == 2)
    }

    @Test("Nothing is read while another window has the keyboard")
    func unfocused() {
        var session = ScreenSession(.crowd(3))
        session.press([.focusOut])

        session.wait(.seconds(60))

        #expect(session.account.counts.unreadLeads == 3)
    }

    @Test("Nothing is read while old messages are being caught up with")
    func catchingUp() {
        var session = ScreenSession(.crowd(3))
        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now), isCatchingUp: true)))

        session.wait(.seconds(60))
        session.press("<Enter>")
        session.wait(.seconds(60))
        #expect(session.account.counts.unreadLeads == 3)

        session.hear(.engine(EngineReport(phase: .live(nextLook: session.now))))
        #expect(session.account.counts.unreadLeads == 2)
    }

    @Test("Going into the conversation reads it at once")
    func focus() {
        var session = ScreenSession(.crowd(3))

        session.press("<Enter>")

        #expect(session.account.leads[LeadID(rawValue: 1)]?.unread == 0)
    }

    @Test("What was marked unread by hand stays so under the cursor")
    func byHand() {
        var session = ScreenSession(.crowd(3))
        session.wait(.seconds(4))
        #expect(session.account.leads[LeadID(rawValue: 1)]?.unread == 0)

        session.press("u")
        session.wait(.seconds(60))

        #expect(session.account.leads[LeadID(rawValue: 1)]?.unread == 1)
        session.press("z")
        #expect(session.account.leads[LeadID(rawValue: 1)]?.unread == 0)
    }

    @Test("A lead who has our answer is not marked as unread, and the screen says so")
    func answered() {
        var session = ScreenSession(.sample())
        session.press("jjjj")

        session.press("u")

        #expect(session.account.leads[LeadID(rawValue: 6)]?.unread == 0)
        #expect(session.state.notice?.text.contains("Nothing of theirs is unanswered") == true)
        #expect(session.state.undoLog.done.isEmpty)
    }

    @Test("Marking a lead as unread rings no bell")
    func bellByHand() {
        var session = ScreenSession(.crowd(3))
        session.wait(.seconds(4))
        session.forgetEffects()

        session.press("u")

        #expect(session.account.counts.unreadMessages == 3)
        #expect(session.effects { $0 == .terminal(.bell) }.isEmpty)
    }

    @Test("A new message rings the bell, an old one that is caught up with does not")
    func bell() {
        var session = ScreenSession(.crowd(3))
        session.forgetEffects()

        session.hear(.engine(EngineReport(isCatchingUp: true)))
        session.happen { $0.say(2, .inbound, "old news", at: HandClock.start) }
        #expect(session.effects { $0 == .terminal(.bell) }.isEmpty)

        session.hear(.engine(EngineReport()))
        session.happen { $0.say(2, .inbound, "new", at: HandClock.start) }
        #expect(session.effects { $0 == .terminal(.bell) }.count == 1)
    }

    @Test("A new message rings the bell though another is read at the same time")
    func bellWhileReading() {
        var session = ScreenSession(.crowd(3))
        session.wait(.seconds(1))
        session.forgetEffects()
        session.answers = false
        session.wait(.seconds(3))
        #expect(session.effects { $0.marksAsRead }.count == 1)

        // One was read and one has come: as many are unread as before.
        var counts = session.account.counts
        counts.inbound += 1
        session.hear(.counts(counts))

        #expect(session.effects { $0 == .terminal(.bell) }.count == 1)
    }
}
