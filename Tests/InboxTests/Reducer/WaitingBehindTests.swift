import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("What is said of a text that has not left, or cannot")
struct WaitingBehindTests {
    private let lead = LeadID(rawValue: 1)

    private func session(
        _ state: SendState, _ change: (inout MessageRow) -> Void = { _ in },
        lead changeLead: (inout LeadRow) -> Void = { _ in }
    ) -> ScreenSession {
        var account = PretendAccount.sample()
        account.say(1, .outbound, "See you there", at: HandClock.start, sendState: state, change: change)
        if var row = account.leads[lead] {
            changeLead(&row)
            account.leads[lead] = row
        }
        var session = ScreenSession(account, size: Size(width: 160, height: 40))
        session.press("<Enter>")
        return session
    }

    private func ahead(_ isUnknown: Bool) -> TextAhead {
        TextAhead(id: MessageID(rawValue: 1), body: "At eleven?", isUnknown: isUnknown)
    }

    @Test("A text behind one that waits for a word says so, and which key sends it all the same")
    func behindAsked() {
        let pending = session(.pending) { $0.waitsBehind = ahead(false) }
        #expect(pending.screen.contains("waits behind “At eleven?”, which waits for your word"))
        #expect(pending.screen.contains("sends it now"))

        let held = session(.held) { row in
            row.waitsBehind = ahead(false)
            row.dueAt = HandClock.start + .seconds(60)
        }
        #expect(held.screen.contains("then waits behind “At eleven?”"))
    }

    @Test("A text behind one that may have left waits until that is known")
    func behindUnknown() {
        let session = session(.pending) { $0.waitsBehind = ahead(true) }

        #expect(session.screen.contains("waits behind “At eleven?”, until it is known whether that has left"))
        #expect(!session.screen.contains("sends it now"))
    }

    @Test("What was refused since the lead has opted out is not said to be sent again by a key")
    func optedOut() {
        let stopped = session(.rejected, { $0.errorCode = 21610 }, lead: { $0.hasStopped = true })
        #expect(!stopped.screen.contains("sends it again"))
        #expect(stopped.screen.contains("cannot be sent again before the lead writes START"))

        let blocked = session(.blocked, lead: { $0.isBlocked = true })
        #expect(blocked.screen.contains(":unblock lifts that"))

        let again = session(.rejected) { $0.errorCode = 21610 }
        #expect(again.screen.contains("R edits it and sends it again"), "the lead has written START since")
    }
}
