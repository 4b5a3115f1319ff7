import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A page of history that does not come", .timeLimit(.minutes(10)))
struct StalledLineTests {
    /// A desk with much history, of which the page that is asked for as the `count`-th never comes.
    private func desk(stallsAt count: Int) throws -> EngineDesk {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<95 { state.add("old \(index)", peer: People.lead(index), at: start - .seconds(index)) }
            state.pageStalls = { state, request in
                request.isHistory && state.requests.count(where: \.isHistory) == count - 1
            }
        }
        return desk
    }

    @Test("a message leaves although a page of history hangs", arguments: [1, 2, 5])
    func send(count: Int) async throws {
        let desk = try desk(stallsAt: count)
        let engine = desk.engine()
        let run = Task { await engine.run() }
        for await _ in desk.remote.stalled { break }

        _ = try desk.write("hello")
        engine.nudge(.outbox)
        for await _ in desk.remote.taken { break }

        run.cancel()
        await run.value
        #expect(desk.sends == ["hello"])
        #expect(desk.overlaps == 0)
    }

    @Test("the page that was given up is asked for again, and history comes to its end")
    func history() async throws {
        let desk = try desk(stallsAt: 5)
        let engine = desk.engine()
        let run = Task { await engine.run() }
        for await _ in desk.remote.stalled { break }

        engine.nudge(.head)
        while desk.lastReport?.history != .complete(messages: 95) { await Task.yield() }

        run.cancel()
        await run.value
        #expect(try desk.store.counts().messages == 95)
    }
}
