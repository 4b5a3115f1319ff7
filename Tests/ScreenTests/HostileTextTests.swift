import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite struct HostileTextTests {
    /// Ways to show each pane, prompt and card.
    static let places = [
        "", "<Enter><Enter>", "<Enter>gm", "I", "r", "g/m", "gl", ":", "/x", "e",
    ]

    /// What may stand in a cell: nothing that steers a terminal, turns the direction of writing, or cannot be seen.
    private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFE00...0xFE0F,
            0xFFF9...0xFFFB, 0xE0000...0xE0FFF, 0x61C, 0x180E, 0xAD:
            false
        default: true
        }
    }

    private func check(_ session: ScreenSession, _ name: String) {
        let canvas = session.canvas
        var harmful: Set<Unicode.Scalar> = []
        for cell in canvas.cells where cell.scalar > 0x7E || cell.scalar < 0x20 || cell.marks > 0 {
            guard !cell.isContinuation else { continue }
            for scalar in [Unicode.Scalar(cell.scalar) ?? "\0"] + canvas.marks(on: cell) where !isHarmless(scalar) {
                harmful.insert(scalar)
            }
        }
        #expect(harmful.isEmpty, "\(name): \(harmful)")
    }

    @Test("No control, invisible or turning character of a stranger's text gets into any cell", arguments: places)
    func everywhere(_ keys: String) throws {
        for (name, text) in try Fixture.hostileTexts() {
            var account = PretendAccount.sample()
            account.say(1, .inbound, text, at: HandClock.start) { row in
                row.mediaCount = 1
                row.media = [MediaRow(id: MediaID(rawValue: 7), contentType: text, url: text)]
            }
            account.say(1, .outbound, text, at: HandClock.start, sendState: .rejected) { $0.errorText = text }
            account.leads[LeadID(rawValue: 1)]?.name = text
            account.leads[LeadID(rawValue: 2)]?.displayAddress = text
            account.leads[LeadID(rawValue: 2)]?.name = nil
            account.drafts[LeadID(rawValue: 1)] = Draft(text: text)
            var session = ScreenSession(account, size: Size(width: 110, height: 30))
            session.hear(.notice(Notice(text, .failure)))
            session.hear(.engine(EngineReport(phase: .refused(reason: text))))

            session.press(keys)
            session.paste(text)
            check(session, name)
            session.hear(.leftHeld(account.hits("").prefix(1).map(\.self)))
            session.wait(.seconds(1))
            check(session, name)
        }
    }

    @Test("A message with hidden characters says how many were taken out, and the details spell them out")
    func badge() {
        var account = PretendAccount.sample()
        account.say(1, .inbound, "pay\u{202E}evil\u{202C} now", at: HandClock.start)
        var session = ScreenSession(account, size: Size(width: 110, height: 30))
        #expect(session.screen.contains("2 hidden characters removed"))

        session.press("<Enter><Enter>")

        #expect(session.screen.contains("\\u{202E}"))
    }

    @Test("Borders stay straight whatever is written between them")
    func straight() throws {
        for (name, text) in try Fixture.hostileTexts() {
            var account = PretendAccount.sample()
            account.leads[LeadID(rawValue: 1)]?.name = text
            account.say(1, .inbound, text, at: HandClock.start)
            let session = ScreenSession(account, size: Size(width: 130, height: 30))
            let talk = try #require(session.state.layout.conversation)
            let canvas = session.canvas
            let rule = (0..<29).map { canvas[talk.x - 1, $0].scalar }
            #expect(rule.allSatisfy { $0 == 0x2502 }, "\(name)")
        }
    }
}
