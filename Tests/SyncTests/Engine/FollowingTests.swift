import Foundation
import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Following what was sent before, and what cannot be followed")
struct FollowingTests {
    /// A desk whose account sent `count` messages `age` ago, of which no receipt has come.
    private func desk(_ count: Int, sent age: Duration) throws -> EngineDesk {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<count {
                let moment = start - age - .seconds(count - index)
                state.add("old \(index)", .outbound, peer: People.lead(index), at: moment)
                state.messages[index].status = .sent
                state.messages[index].price = nil
            }
        }
        return desk
    }

    @Test("what was sent yesterday is not asked for one by one before history is here")
    func yesterday() async throws {
        let desk = try desk(200, sent: .seconds(86_400))
        let engine = desk.engine()

        while try !desk.isComplete() { await engine.turn() }

        #expect(try desk.store.counts().messages == 200)
        #expect(desk.fetches.count < 5)
    }

    @Test("a message that the remote is to send in ten days is followed then, and hardly before")
    func scheduled() async throws {
        let desk = try EngineDesk()
        let tenDays = Duration.seconds(864_000)
        desk.change { $0.progress = [(tenDays + .seconds(1), .sent), (tenDays + .seconds(4), .delivered)] }
        var pace = SyncPace.standard
        pace.lookWhileIdle = .seconds(7 * 3600)
        let engine = desk.engine(pace: pace)
        let id = try desk.write("see you on Thursday", at: start + tenDays)

        await desk.work(engine, for: tenDays - .seconds(60))
        let before = (status: try desk.row(id)?.status, fetches: desk.fetches.count)
        await desk.work(engine, for: .seconds(120))

        #expect(before.status == .scheduled)
        #expect(before.fetches < 3)
        #expect(try desk.row(id)?.status == .delivered)
    }

    @Test("messages that always fail to be read do not keep history from coming")
    func deafMessage() async throws {
        let desk = try desk(95, sent: .seconds(10))
        desk.change { $0.messageFault = .outOfOrder(after: nil, detail: "status 500") }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(120))

        #expect(try desk.isComplete())
        #expect(desk.fetches.count < 95 * 5)
        #expect(!desk.phases.contains { if case .offline = $0 { true } else { false } })
    }
}
