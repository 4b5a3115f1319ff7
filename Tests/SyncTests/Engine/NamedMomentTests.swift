import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A remote that names the moment of the next try")
struct NamedMomentTests {
    @Test("is asked at that moment, however often it was too busy before, and the status line says when")
    func busy() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        desk.change { $0.faults = Array(repeating: .busy(after: .seconds(30), detail: "429"), count: 20) }
        await engine.take(.head)

        let before = desk.requests.count
        await desk.work(engine, for: .seconds(29))
        let first = desk.requests.count - before
        #expect(first == 1)
        guard case .offline(.busy, _, let next)? = desk.lastReport?.phase else {
            Issue.record("the line is \(String(describing: desk.lastReport?.phase))")
            return
        }
        #expect(next > desk.clock.now && next <= desk.clock.now + .seconds(2))
        await desk.work(engine, for: .seconds(151))
        #expect(desk.requests.count - before == 7 || desk.requests.count - before == 6, "one every thirty seconds")
    }

    @Test("and answers that a list is out of order: nobody is told that there is no answer", arguments: [3, 20, 60])
    func outOfOrder(_ seconds: Int) async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        desk.change { state in
            state.pageFault = { _, _ in .outOfOrder(after: .seconds(seconds), detail: "503") }
        }
        await engine.take(.head)

        for _ in 0..<60 {
            await desk.work(engine, for: .seconds(2))
            switch desk.lastReport?.phase {
            case .live(let nextLook)?: #expect(nextLook + .seconds(10) > desk.clock.now)
            case .offline(.outOfOrder, _, let nextTry)?: #expect(nextTry + .seconds(2) > desk.clock.now)
            default: Issue.record("the line is \(String(describing: desk.lastReport?.phase))")
            }
        }
    }
}
