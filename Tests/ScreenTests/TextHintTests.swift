import Drawing
import Foundation
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What the screen says of texts that say little, or nearly STOP")
struct TextHintTests {
    private static func session(_ text: String, media: Int = 0, since: String? = nil) -> ScreenSession {
        var account = PretendAccount()
        account.add(1, "Ana", PhoneNumber(e164: "+15550100100"))
        account.say(1, .inbound, text, at: HandClock.start - .seconds(600)) { $0.mediaCount = media }
        if let since { account.say(1, .inbound, since, at: HandClock.start - .seconds(300)) }
        return ScreenSession(account, size: Size(width: 120, height: 30))
    }

    @Test(
        "A message with nothing to see says so in the table and in the conversation",
        arguments: ["", "  ", "\u{FEFF}", "\u{200B}\u{2800}"])
    func noText(text: String) {
        var session = Self.session(text)
        #expect(session.screen.components(separatedBy: "(no text)").count == 3)
        session.press("l<Enter>")
        #expect(session.screen.contains("(no text)"))
        #expect(!Self.session(text, media: 1).screen.contains("(no text)"))
        #expect(!Self.session("Hello").screen.contains("(no text)"))
    }

    @Test(
        "A text that nearly says STOP is a hint in the conversation and on the card, and opts nobody out",
        arguments: ["Stop.", "STOP ALL", "ARRÊT"])
    func nearStop(text: String) {
        var session = Self.session(text)
        #expect(session.screen.contains("may mean STOP"))
        #expect(session.screen.contains("This may mean STOP."))
        session.press("I")
        #expect(session.screen.contains(":block stops writing"))
        session.press("<Esc>r")
        #expect(session.state.composer != nil)

        #expect(!Self.session(text, since: "Yes, tomorrow works").screen.contains("may mean STOP"))
        #expect(!Self.session("I can stop by tomorrow").screen.contains("may mean STOP"))
    }

    @Test(
        "A text that nobody can see is not sent, whatever it is made of",
        arguments: ["\u{FEFF}", "\u{200B}", "\u{2800}", "\u{3164} \u{00AD}"])
    func unseenText(text: String) {
        var session = Self.session("Hello")
        session.press("r")
        session.hear(.edited(text, lead: LeadID(rawValue: 1)))

        session.press("<Enter>")

        #expect(session.state.composer != nil)
        let told = session.state.notice?.text ?? ""
        #expect(told.contains("Nobody would see anything") || told.contains("nothing to send"))
        #expect(session.effects { if case .write(.queue) = $0 { true } else { false } }.isEmpty)
    }

    @Test("A name that stood beside a new number is offered where the lead is given one")
    func offeredName() throws {
        var session = Self.session("Hello")
        session.answers = false
        session.press("c")
        session.type("+15550100201")
        session.press("<Enter>")
        let asked = session.effects { if case .write(.startConversation) = $0 { true } else { false } }
        guard case .write(.startConversation(_, let token))? = asked.last else {
            Issue.record("nothing was asked for")
            return
        }
        session.account.add(77, nil, PhoneNumber(e164: "+15550100201"))
        let row = try #require(session.account.leads[LeadID(rawValue: 77)])
        session.answers = true
        session.hear(.conversationStarted(row, remark: nil, name: "Max (work)", token: token))

        #expect(
            session.state.notice?.text == "Max (work) is no part of the number; :name offers it as the lead's name.")
        session.type("Hi")
        session.press("<Esc>:")
        session.type("name")
        session.press("<Enter>")
        #expect(session.state.picker?.line.text == "Max (work)")
    }
}
