import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A process that is stopped keeps nobody from the engine", .timeLimit(.minutes(10)))
struct StandingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The profile's lock as one more process opens it.
    private func lock() -> EngineLock { EngineLock(path: folder.path + "/lock") }

    @Test("before it stops others may have the engine, and when it goes on it takes it again, if it is free")
    func standsAside() async throws {
        let desk = try EngineDesk()
        let (ours, theirs) = (lock(), lock())
        let engine = desk.engine(lock: ours)
        let run = Task { await engine.run() }
        while desk.requests.count < 2 { await Task.yield() }

        #expect(await engine.standAside(within: .seconds(3)))
        #expect(try theirs.tryAcquire())
        await engine.comeBack()
        while desk.lastReport?.phase != .elsewhere { await Task.yield() }
        theirs.giveBack()
        _ = try desk.write("hello")
        for await _ in desk.remote.taken { break }

        #expect(ours.isHeld)
        run.cancel()
        await run.value
    }

    @Test("a read that hangs is given up for it")
    func reading() async throws {
        let desk = try EngineDesk()
        desk.change { $0.pageStalls = { _, _ in true } }
        let (ours, theirs) = (lock(), lock())
        let engine = desk.engine(lock: ours)
        let run = Task { await engine.run() }
        for await _ in desk.remote.stalled { break }

        #expect(await engine.standAside(within: .seconds(3)))
        #expect(try theirs.tryAcquire())

        run.cancel()
        await run.value
        #expect(desk.hanging == 0)
    }

    @Test("a pass that is stopped gives its read up and goes on where it was")
    func pass() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.add("is it still free?", at: start - .seconds(60))
            state.pageStalls = { _, _ in true }
        }
        let (ours, theirs) = (lock(), lock())
        let engine = desk.engine(lock: ours)
        let pass = Task { try await engine.fullPass() }
        for await _ in desk.remote.stalled { break }

        #expect(await engine.standAside(within: .seconds(3)))
        #expect(try theirs.tryAcquire())
        theirs.giveBack()
        desk.change { $0.pageStalls = nil }
        await engine.comeBack()

        #expect(try await pass.value.isComplete)
        #expect(try desk.conversation().count == 1)
    }

    @Test("a command that hands a text over keeps the engine until that is answered")
    func command() async throws {
        let desk = try EngineDesk()
        desk.change { $0.keepsTexts = true }
        let (ours, theirs) = (lock(), lock())
        let engine = desk.engine(lock: ours)
        let id = try desk.write("hello")
        let send = Task { try await engine.sendNow(id) }
        while desk.hanging == 0 { await Task.yield() }

        async let aside = engine.standAside(within: .seconds(3))
        for _ in 0..<100 { await Task.yield() }
        #expect(try !theirs.tryAcquire())
        desk.change { $0.keepsTexts = false }
        #expect(await aside)
        await engine.comeBack()

        #expect(try await send.value?.sendState == .submitted)
        #expect(desk.sends == ["hello"])
    }

    @Test(
        "a text that is being handed over is waited for, and where that takes too long the engine is kept",
        arguments: [false, true])
    func handingOver(isAnswered: Bool) async throws {
        let desk = try EngineDesk()
        desk.change { $0.keepsTexts = true }
        let (ours, theirs) = (lock(), lock())
        let engine = desk.engine(lock: ours)
        let id = try desk.write("hello")
        let run = Task { await engine.run() }
        while desk.hanging == 0 { await Task.yield() }

        async let aside = engine.standAside(within: .seconds(3))
        for _ in 0..<100 { await Task.yield() }
        #expect(try !theirs.tryAcquire())
        if isAnswered { desk.change { $0.keepsTexts = false } }
        let clock = Task {
            while !isAnswered, !Task.isCancelled {
                desk.clock.advance(.milliseconds(500))
                await Task.yield()
            }
        }

        #expect(await aside == isAnswered)
        clock.cancel()
        #expect(try theirs.tryAcquire() == isAnswered)
        #expect(try desk.row(id)?.sendState == (isAnswered ? .submitted : .sending))
        desk.change { $0.keepsTexts = false }
        run.cancel()
        await run.value
    }

    @Test("where it was stopped with the engine in its hands, others say which process that is")
    func stopped() async throws {
        let desk = try EngineDesk()
        let theirs = lock()
        #expect(try theirs.tryAcquire())
        let engine = desk.engine(lock: lock(), stopped: 4711)

        let run = Task { await engine.run() }
        while desk.lastReport?.phase != .stopped(process: 4711) { await Task.yield() }

        run.cancel()
        await run.value
        #expect(desk.requests.isEmpty)
    }
}
