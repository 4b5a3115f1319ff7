import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// The keys that the screen names are those of where the cursor is.
@Suite struct KeyHintTests {
    /// A lead with a failed text, a picture, a link, and a text of their own.
    private func session() -> ScreenSession {
        var account = PretendAccount()
        account.add(1, "Ana", People.ana)
        account.say(1, .outbound, "Lost", at: HandClock.start - .seconds(400), status: .undelivered)
        account.say(1, .inbound, "See example.com/house", at: HandClock.start - .seconds(300))
        account.say(1, .inbound, "Hello", at: HandClock.start - .seconds(200))
        return ScreenSession(account, size: Size(width: 120, height: 24))
    }

    private func status(_ session: ScreenSession) -> String { session.canvas.lines.last ?? "" }

    @Test("In the conversation they are those of the message under the cursor")
    func conversation() {
        var session = session()
        session.press("<Enter>")
        #expect(!status(session).contains("gx") && !status(session).contains("R edit"))
        session.press("k")
        #expect(status(session).contains("gx open link"))
        session.press("k")
        #expect(status(session).contains("R edit and resend"))
        #expect(status(session).contains("? help") && status(session).contains("Esc back"))
    }

    @Test("Under a message they are those that work where the person is")
    func remarks() {
        var session = session()
        #expect(session.screen.contains("R edits it and sends it again"))
        session.press("r")
        #expect(session.screen.contains("Esc R edits it and sends it again"))
        session.press("x<Enter>")
        session.press("r")
        #expect(session.screen.contains("Esc gs sends it now"))
        #expect(status(session).contains("held 5 s, Ctrl-_ takes it back"))
        session.press("<Esc>")
        #expect(status(session).contains("held 5 s, z takes it back"))
    }

    @Test("A key of one's own is the one that is named")
    func rebound() {
        var account = PretendAccount()
        account.add(1, "Ana", People.ana)
        account.say(1, .inbound, "Hello", at: HandClock.start - .seconds(200))
        let changes = [("back", "x"), ("undo-edit", "Ctrl-t"), ("resend", "Q")]
        var session = ScreenSession(account, size: Size(width: 120, height: 24)) { settings in
            settings.keyMap = KeyMap.changed(by: changes.map { .init(name: $0.0, keys: [$0.1]) }).map
        }
        session.press("/nobody<Enter>")
        #expect(session.screen.contains("x lifts it."))
        session.press("xr")
        session.type("“Hi”")
        session.press("<Ctrl-r>")
        #expect(status(session).contains("Ctrl-t undoes it"))
    }

    @Test("A prompt, a card and a locked composer name their own keys")
    func elsewhere() {
        var session = session()
        session.press("gl")
        #expect(status(session).contains("Enter accept") && status(session).contains("Esc close"))
        session.press("<Esc>I")
        #expect(status(session).contains("yp copy number") && !status(session).contains("save"))
        session.press("<Esc>")
        session.happen { $0.leads[LeadID(rawValue: 1)]?.hasStopped = true }
        session.press("r")
        #expect(!status(session).contains("send"))
    }
}
