import Messaging
import TestSupport
import Testing

@testable import Inbox

@Suite("After an outage")
struct CatchUpCardTests {
    private func offline(_ session: ScreenSession) -> News {
        .engine(
            EngineReport(
                phase: .offline(.unreachable, since: session.now, nextTry: session.now + .seconds(5))))
    }

    private func live(_ session: ScreenSession, isCatchingUp: Bool = false) -> News {
        .engine(EngineReport(phase: .live(nextLook: session.now), isCatchingUp: isCatchingUp))
    }

    @Test("One line tells what is new, once all of it is here")
    func card() {
        var session = ScreenSession(.crowd(3))
        session.hear(offline(session))
        session.pass(.seconds(600))
        session.hear(live(session, isCatchingUp: true))
        let now = session.now
        session.happen {
            for lead: Int64 in [1, 1, 2, 3] { $0.say(lead, .inbound, "hello?", at: now) }
        }
        #expect(session.state.notice == nil)

        session.hear(live(session))

        #expect(session.state.notice?.text.contains("4 new, 3 leads unread") == true)
        #expect(session.effects { if case .terminal(.bell) = $0 { true } else { false } }.isEmpty)
    }

    @Test("A short one is not spoken of")
    func short() {
        var session = ScreenSession(.crowd(3))
        session.hear(offline(session))
        let now = session.now
        session.happen { $0.say(1, .inbound, "hello?", at: now) }

        session.hear(live(session))
        session.hear(.stored)

        #expect(session.state.notice == nil)
    }
}
