import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What goes with a text, and what it costs")
struct BesideTheTextTests {
    @Test("The price is that of the number that sends, also of a first message; with attachments there is none")
    func price() {
        var session = ScreenSession(.sample(), size: Size(width: 110, height: 30))
        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(300))
        #expect(session.screen.contains("0.0079 USD"))

        session.press("<Ctrl-x>n")
        #expect(session.screen.contains("0.0120 USD"))
        session.press("<Alt-a>")
        session.type("https://example.com/plan.jpg")
        session.press("<Enter>")
        #expect(!session.screen.contains("USD"))

        session.press("<Esc>c")
        session.type("+15550100199")
        session.press("<Enter>")
        session.type("Hello")
        session.wait(.milliseconds(300))
        #expect(session.screen.contains("0.0079 USD"))
    }

    @Test("Where nothing was billed yet the list is asked once, and its price is marked as such")
    func listPrice() {
        var account = PretendAccount.sample()
        (account.prices, account.listPrice) = ([:], Price(millionths: 52_400, unit: "USD"))
        var session = ScreenSession(account, size: Size(width: 110, height: 30))
        session.grants = [.prices]
        session.press("jk")
        #expect(session.effects { if case .outside(.wantListPrice) = $0 { true } else { false } }.isEmpty)

        session.press("r")
        session.type("Gladly")
        session.wait(.milliseconds(300))
        #expect(!session.screen.contains("USD"))
        #expect(
            session.effects { if case .outside(.wantListPrice) = $0 { true } else { false } } == [
                .outside(.wantListPrice(LeadID(rawValue: 1)))
            ])

        session.happen { $0.listedLeads = [LeadID(rawValue: 1)] }
        #expect(session.screen.contains("~0.0524 USD"))
        #expect(session.effects { if case .outside(.wantListPrice) = $0 { true } else { false } }.count == 1)

        session.happen { $0.prices = [People.desk: Price(millionths: 48_000, unit: "USD")] }
        #expect(session.screen.contains(" 0.0480 USD"))
    }

    @Test("An attachment is a public address; a file is refused with the reason")
    func attaching() {
        var session = ScreenSession(.sample())
        session.press("r<Alt-a>")
        session.type("/home/me/picture.jpg")
        session.press("<Enter>")
        #expect(session.state.picker?.problem?.contains("a file needs the server") == true)

        session.press("<Ctrl-u>")
        session.type("https://192.168.1.9/plan.jpg")
        session.press("<Enter>")
        #expect(session.state.picker?.problem?.contains("cannot be reached from outside") == true)

        session.press("<Ctrl-u>")
        session.type("https://example.com/plan.jpg")
        session.press("<Enter>")
        #expect(session.state.composer?.mediaURLs == ["https://example.com/plan.jpg"])
        session.press("<Alt-a><Enter>")
        #expect(session.state.composer?.mediaURLs == [])
    }
}
