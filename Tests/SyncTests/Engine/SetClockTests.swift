import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A machine's clock that is set while something waits", .timeLimit(.minutes(10)))
struct SetClockTests {
    private static let steps = [-86_400, -3600, -120, 120, 3600, 86_400]

    private func idleDesk() async throws -> (EngineDesk, SyncEngine) {
        let desk = try EngineDesk()
        desk.change { $0.add("hello", at: start - .seconds(600)) }
        let engine = desk.engine(alive: ["memory"])
        #expect(try await engine.acquireLock())
        await desk.work(engine, for: .seconds(40))
        return (desk, engine)
    }

    @Test("looks for news go on at their pace", arguments: steps)
    func look(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        let before = desk.requests.count

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(300))

        #expect((10...13).contains((desk.requests.count - before) / 2))
        guard case .live(let next)? = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
        #expect(abs((next - desk.clock.now).inMilliseconds) < 60_000)
    }

    @Test("the wait after failures is as long as it was", arguments: steps)
    func backoff(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.faults = Array(repeating: .unreachable(detail: "down"), count: 8) }
        await desk.work(engine, for: .seconds(40))
        let before = desk.requests.count

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(120))

        #expect((3...20).contains(desk.requests.count - before))
        guard case .live? = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
    }

    @Test("the remote's wish to be left alone is granted, and not for longer", arguments: steps)
    func busy(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.faults = [.busy(after: .seconds(90), detail: "429")] }
        await desk.work(engine, for: .seconds(30))
        let before = desk.requests.count

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(50))
        #expect(desk.requests.count == before)
        await desk.work(engine, for: .seconds(60))
        #expect(desk.requests.count > before)
    }

    @Test("a message on its way is asked for as if nothing had happened", arguments: steps)
    func status(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.progress = [(.seconds(30), .delivered)] }
        let id = try desk.write("on its way")
        await desk.work(engine, for: .seconds(4))

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(60))

        #expect((3...7).contains(desk.fetches.count))
        #expect(try desk.row(id)?.status == .delivered)
    }

    @Test("a held text leaves at the end of its undo window, neither sooner nor later", arguments: steps)
    func hold(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        _ = try desk.write("held", held: .seconds(30))
        await desk.work(engine, for: .seconds(3))

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(24))
        #expect(desk.sends.isEmpty)
        await desk.work(engine, for: .seconds(8))
        #expect(desk.sends == ["held"])
    }

    @Test("a text that is written after the clock was set has its window by the new one", arguments: steps)
    func writtenAfter(step: Int) async throws {
        let (desk, engine) = try await idleDesk()

        desk.clock.setWall(by: .seconds(step))
        _ = try desk.write("held", held: .seconds(10))
        await desk.work(engine, for: .seconds(8))
        #expect(desk.sends.isEmpty)
        await desk.work(engine, for: .seconds(5))
        #expect(desk.sends == ["held"])
    }

    @Test("a lost text is called absent after ten minutes of looking, neither sooner nor never", arguments: steps)
    func reconcile(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.fates = [.lostBefore] }
        let id = try desk.write("lost")
        await desk.work(engine, for: .seconds(60))

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(520))
        #expect(try desk.row(id)?.sendState == .unknown)
        await desk.work(engine, for: .seconds(40))
        #expect(try desk.row(id)?.sendState == .absent)
    }

    @Test("a text whose answer was lost is found, although the clock was set while it was held", arguments: steps)
    func lostAfter(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.fates = [.lostAfter] }
        let id = try desk.write("found", held: .seconds(5))
        await desk.work(engine, for: .seconds(2))

        desk.clock.setWall(by: .seconds(step))
        await desk.work(engine, for: .seconds(60))

        #expect(try desk.row(id)?.sendState == .submitted)
        #expect(try desk.conversation().count { $0.body == "found" } == 1)
    }

    @Test("what was written by a clock that is set back before the start waits no longer for that", arguments: steps)
    func restarted(step: Int) async throws {
        let (desk, engine) = try await idleDesk()
        desk.change { $0.progress = [(.seconds(30), .delivered)] }
        let sent = try desk.write("on its way")
        await desk.work(engine, for: .seconds(3))
        desk.clock.setWall(by: .seconds(step))

        let next = desk.engine(alive: ["memory"])
        #expect(try await next.acquireLock())
        await desk.work(next, for: .seconds(90))

        #expect(try desk.row(sent)?.status == .delivered)
    }
}
