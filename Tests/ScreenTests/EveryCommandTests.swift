import Drawing
import Messaging
import TestSupport
import Testing

@testable import Inbox

/// Every command of the palette, whatever the engine does and wherever the person is.
@Suite struct EveryCommandTests {
    /// What the engine may report, with moments as far off as a number can name.
    private static let phases: [EngineReport.Phase] = {
        let moments = [Int64.min, 0, HandClock.start.milliseconds, .max].map(Instant.init(milliseconds:))
        let live = moments.map(EngineReport.Phase.live)
        let offline = moments.flatMap { next in
            [EngineReport.Trouble.unreachable, .busy, .outOfOrder].map { trouble in
                EngineReport.Phase.offline(trouble, since: next, nextTry: next)
            }
        }
        return [.starting, .refused(reason: "Twilio refused the token."), .elsewhere] + live + offline
    }()

    /// Places on the screen, by the keys that lead there from the table.
    private static let places = [
        "", "<Enter>", "r", "rhello", "/is:unread<Enter>", "/nobody<Enter>", "g/elm<Enter>", "<Enter><Enter>", "I", "?",
        "gl",
        "rx<Enter>q", "c", "+", "g", "3",
    ]

    private func session(_ account: PretendAccount, at place: String, _ phase: EngineReport.Phase) -> ScreenSession {
        var session = ScreenSession(account)
        session.press(place)
        session.hear(.engine(EngineReport(phase: phase, isCatchingUp: true)))
        return session
    }

    @Test("Every command does something sensible in every state of the engine", arguments: phases)
    func engine(_ phase: EngineReport.Phase) {
        for command in Command.forms {
            for account in [PretendAccount.sample(), PretendAccount()] {
                var session = session(account, at: "", phase)
                session.grants = ScreenSession.Grant.all
                session.wait(.seconds(40))

                session.press(":\(command.name)")
                _ = session.canvas
                session.press("<Enter>")
                session.wait(.seconds(1))

                let canvas = session.canvas
                #expect(canvas.cursor.map(canvas.bounds.contains) ?? true)
            }
        }
    }

    @Test("Every command does something sensible from every place on the screen", arguments: places)
    func place(_ keys: String) {
        for action in Action.allCases {
            for account in [PretendAccount.sample(), PretendAccount()] {
                var session = session(
                    account, at: keys, .offline(.busy, since: HandClock.start, nextTry: Instant(milliseconds: .min)))
                session.grants = ScreenSession.Grant.all

                session.press(":\(action.rawValue)<Enter>")
                session.wait(.seconds(1))

                let canvas = session.canvas
                #expect(canvas.cursor.map(canvas.bounds.contains) ?? true)
                #expect((session.state.composer != nil) == (session.state.focus == .composer))
            }
        }
    }

    @Test("Asking for new messages while the line is down tells when it is tried, not the beginning of time")
    func sync() {
        let start = HandClock.start
        var session = ScreenSession(.sample(), size: Size(width: 160, height: 40))
        session.hear(
            .engine(EngineReport(phase: .offline(.unreachable, since: start, nextTry: start + .seconds(20)))))

        session.press(":sync<Enter>")
        session.wait(.seconds(5))
        session.press("j")

        #expect(session.effects.contains(.outside(.nudge(.head))))
        #expect(session.screen.contains("next try"))
    }
}
