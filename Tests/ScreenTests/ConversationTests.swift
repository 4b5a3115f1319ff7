import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct ConversationTests {
    private func long(_ count: Int = 300) -> PretendAccount {
        var account = PretendAccount()
        account.add(1, "Maria")
        for index in 1...count {
            account.say(
                1, index % 3 == 0 ? .outbound : .inbound, "Message \(index)",
                at: HandClock.start - .seconds(60 * (count - index)))
        }
        return account
    }

    @Test("Moving through a long conversation shows every message the cursor is on")
    func walking() {
        var session = ScreenSession(long(), size: Size(width: 110, height: 30))
        session.press("<Enter>")

        for step in 0..<250 {
            session.press("k")
            #expect(session.state.conversation.current?.row.body == "Message \(299 - step)")
            #expect(session.canvas.cursor.map { session.canvas.line($0.y).contains("Message \(299 - step)") } == true)
        }
        session.press("gg")
        #expect(session.screen.contains("09:01 ←    Message 1\n"))
        session.press("G")
        #expect(session.screen.contains("Message 300"))
        #expect(session.state.conversation.bottom == .newest)
    }

    @Test("What comes while one reads further up is counted, and moves nothing")
    func newBelow() throws {
        var session = ScreenSession(long(), size: Size(width: 130, height: 30))
        session.press("<Enter><Ctrl-b><Ctrl-b>")
        let before = session.canvas.lines

        session.happen { account in
            for index in 1...3 { account.say(1, .inbound, "new \(index)", at: HandClock.start + .seconds(index)) }
        }

        #expect(session.screen.contains("3 new below"))
        let after = session.canvas.lines
        let area = try #require(session.state.messageArea)
        for line in area.y..<area.endY - 1 {
            #expect(before[line].dropFirst(area.x + 1) == after[line].dropFirst(area.x + 1))
        }
        session.press("G")
        #expect(session.screen.contains("new 3"))
    }

    @Test("Half pages go down again as they went up")
    func pages() {
        var session = ScreenSession(long(), size: Size(width: 110, height: 30))
        session.press("<Enter>")
        for _ in 0..<6 { session.press("<Ctrl-u>") }
        func messages() -> [Substring] { session.canvas.lines.map { $0.dropFirst(57) } }
        let middle = messages()
        session.press("<Ctrl-u>")
        session.press("<Ctrl-d>")
        #expect(messages() == middle)
        for _ in 0..<12 { session.press("<Ctrl-d>") }
        #expect(session.state.conversation.bottom == .newest)
        #expect(session.state.conversation.current?.row.body == "Message 300")
    }

    @Test("A text of millions of characters is cut on the screen, and says so")
    func endlessText() {
        var account = PretendAccount()
        account.add(1, "Ana")
        account.say(1, .inbound, String(repeating: "endless ", count: 500_000), at: HandClock.start)
        var session = ScreenSession(account, size: Size(width: 110, height: 30))

        #expect(session.screen.contains("The text goes on; `leadline show`"))
        #expect(session.state.conversation.messages.last?.text.unicodeScalars.count == 10_000)
        session.press("<Enter>kj")
        #expect(session.screen.contains("endless"))
    }

    @Test("Days, our other number, states, errors with their remedy and attachments are told")
    func told() {
        var account = PretendAccount.sample()
        account.say(3, .outbound, "From the other desk", at: HandClock.start - .seconds(60), sendState: .unknown) {
            $0.ourNumber = People.secondDesk
        }
        var session = ScreenSession(account, size: Size(width: 110, height: 30))
        session.grants = [.attachments]
        session.press("gl")
        session.type("0103")
        session.press("<Enter>")

        #expect(session.screen.contains("not delivered ✗"))
        #expect(session.screen.contains("Nothing gets through to +15550100103"))
        #expect(session.screen.contains("R edits it and sends it again"))
        #expect(session.screen.contains("on our number +15550100002"))
        #expect(session.screen.contains("does not send it twice."))
        session.press("gl")
        session.type("zoë")
        session.press("<Enter>")
        #expect(session.screen.contains("▣ picture (image/jpeg, 240 kB)"))
        session.press("gms")
        #expect(session.effects.contains(.outside(.saveMedia(MediaID(rawValue: 1)))))
    }

    @Test("A text of ours that failed keeps its sign in the table when the lead writes again")
    func failureStays() {
        var session = ScreenSession(.sample(), size: Size(width: 120, height: 30))

        session.happen { $0.say(3, .inbound, "Hello?", at: HandClock.start) }

        let row = session.canvas.lines.first { $0.contains("Hello?") } ?? ""
        #expect(row.contains("✗"))
    }

    @Test("An address that begins with www. is opened as one of the web")
    func www() {
        var account = PretendAccount.sample()
        account.say(1, .inbound, "See www.example.com.", at: HandClock.start)
        var session = ScreenSession(account, size: Size(width: 120, height: 30))
        session.grants = [.links]

        session.press("gx")

        #expect(session.effects.contains(.outside(.openLink("https://www.example.com"))))
    }

    @Test("A message that Twilio keeps for later says when it is due")
    func due() {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "Good morning", at: HandClock.start, status: .scheduled) {
            $0.dueAt = HandClock.start + .seconds(72_000)
        }

        let session = ScreenSession(account, size: Size(width: 120, height: 30))

        #expect(session.screen.contains("due 24 Nov 2026 10:00:00"))
    }
}
