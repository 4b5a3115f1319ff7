import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("Attachments of messages")
struct InboxMediaTests {
    /// A long talk in which every message has an attachment that is not listed yet.
    private static let gallery: PretendAccount = {
        var account = PretendAccount()
        for lead in 1...3 {
            account.add(Int64(lead), "Lead \(lead)")
            for index in 0..<60 {
                let instant = HandClock.start - .seconds(10_000 * lead - 60 * index)
                account.say(Int64(lead), .inbound, "picture \(index)", at: instant) { $0.mediaCount = 1 }
            }
        }
        return account
    }()

    private func asked(_ session: ScreenSession) -> [MessageID] {
        session.effects.compactMap { if case .outside(.listMedia(let id)) = $0 { id } else { nil } }
    }

    @Test("From the table, the newest message that has attachments is meant")
    func fromTheTable() {
        var account = PretendAccount()
        account.add(1, "Ana")
        account.say(1, .inbound, "look", at: HandClock.start - .seconds(600)) { row in
            row.mediaCount = 1
            row.media = [MediaRow(id: MediaID(rawValue: 7), contentType: "image/png")]
        }
        account.say(1, .inbound, "nice, isn't it?", at: HandClock.start - .seconds(500))
        var session = ScreenSession(account, size: Size(width: 120, height: 24))

        session.press("gm")
        #expect(session.screen.contains("image/png"))

        session.press("<Esc><Enter>gm")
        #expect(session.screen.contains("no picture or document"))
    }

    @Test("A list that cannot be had is said to be lost, and asked for again when the card is opened again")
    func lostList() throws {
        var session = ScreenSession(Self.gallery, size: Size(width: 120, height: 24))
        session.grants = [.attachments]
        session.press("gm")
        #expect(session.screen.contains("is being fetched"))

        let message = try #require(asked(session).last)
        session.hear(.mediaListFailed(message, Notice("The message's attachments cannot be fetched.", .failure)))
        #expect(session.screen.contains("cannot be fetched for now"))
        #expect(!session.screen.contains("is being fetched"))

        session.forgetEffects()
        session.press("<Esc>gm")
        #expect(session.screen.contains("is being fetched"))
        #expect(asked(session) == [message])
    }

    @Test("From the end of a long card the first key back moves it")
    func backFromTheEnd() {
        var account = PretendAccount()
        account.add(1, "Ana")
        let body = (1...200).map { "line \($0)" }.joined(separator: "\n")
        account.say(1, .inbound, body, at: HandClock.start - .seconds(600))
        var session = ScreenSession(account, size: Size(width: 120, height: 24))
        session.press("<Enter><Enter>")
        session.press("G")
        #expect(session.screen.contains("line 200"))

        session.press("k")
        #expect(!session.screen.contains("line 200") && session.screen.contains("line 199"))
        session.press("<PgDn>j")
        #expect(session.screen.contains("line 200"))
    }

    @Test("The lists of what is on the screen are asked for once the cursor rests, and of nothing that is passed over")
    func resting() {
        var session = ScreenSession(Self.gallery, size: Size(width: 120, height: 24))
        session.grants = [.attachments]
        session.press("j")
        session.wait(.milliseconds(200))
        session.press("j")
        session.wait(.milliseconds(200))
        #expect(asked(session).isEmpty)

        session.wait(.milliseconds(200))

        let visible = session.state.visibleMessages.map { session.state.conversation.messages[$0].id }
        #expect(Set(asked(session)) == Set(visible))
        #expect(visible.count > 5 && visible.count < 25)
        session.wait(.seconds(60))
        #expect(asked(session).count == visible.count)
    }

    @Test("Older messages are asked about when they are scrolled to")
    func scrolling() {
        var session = ScreenSession(Self.gallery, size: Size(width: 120, height: 24))
        session.grants = [.attachments]
        session.wait(.seconds(1))
        session.press("<Enter>gg")
        session.forgetEffects()

        session.wait(.seconds(1))

        #expect(asked(session).contains(MessageID(rawValue: 1)))
        #expect(Set(asked(session)).count == asked(session).count)
    }

    @Test("Saving an attachment whose list is not known has it fetched, and then saved")
    func saving() {
        var session = ScreenSession(Self.gallery, size: Size(width: 120, height: 24))
        session.grants = [.attachments]
        session.press("<Enter>")

        session.press("s")
        #expect(session.effects.contains(.outside(.fetchAndSaveMedia(MessageID(rawValue: 60)))))

        session.happen { account in
            account.messages[LeadID(rawValue: 1)]?[59].media = [
                MediaRow(id: MediaID(rawValue: 7), externalID: "ME7", contentType: "image/png")
            ]
        }
        session.press("s")
        #expect(session.effects.contains(.outside(.saveMedia(MediaID(rawValue: 7)))))
    }
}
