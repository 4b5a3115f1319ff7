import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("A text that failed is told until somebody has been there")
struct FailureTests {
    private let lead = LeadID(rawValue: 5)

    /// A refused text to a lead to whom a later one has left, while nobody was at the keyboard.
    private func session() throws -> (ScreenSession, MessageID) {
        var account = PretendAccount.crowd(9)
        let failed = account.say(5, .outbound, "Refused", at: HandClock.start - .seconds(9), sendState: .rejected)
        account.say(5, .outbound, "This one left", at: HandClock.start - .seconds(5), status: .delivered)
        var session = ScreenSession(account)
        let row = try #require(account.leads[lead])
        let message = try #require(account.messages[lead]?.first { $0.id == failed })
        session.hear(.failed([SearchHit(message: message, lead: row)]))
        return (session, failed)
    }

    @Test("It stands in the heading whatever else is said meanwhile, until its lead is gone to")
    func counted() throws {
        var (session, failed) = try session()
        session.hear(.notice(Notice("Something else.", .warning)))
        #expect(session.screen.contains(" 1 failed, gf "))
        session.wait(.seconds(3600))
        #expect(session.screen.contains(" 1 failed, gf "))

        session.press("gf")
        #expect(session.state.table.selection == lead)
        #expect(session.state.conversation.cursor == failed)
        #expect(!session.screen.contains("1 failed, gf"))
    }

    @Test("It is not seen by being on the screen of somebody who is not there")
    func nobodyThere() throws {
        var (session, _) = try session()
        session.wait(.seconds(1))
        session.press("gf")
        let row = try #require(session.account.leads[lead])
        let message = try #require(session.account.messages[lead]?.last)
        session.wait(.seconds(60))

        session.hear(.failed([SearchHit(message: message, lead: row)]))
        session.happen { _ in }
        #expect(session.screen.contains(" 1 failed, gf "))
        session.wait(.seconds(1))
        session.press("j")
        session.press("k")
        #expect(!session.screen.contains("1 failed, gf"))
    }
}
