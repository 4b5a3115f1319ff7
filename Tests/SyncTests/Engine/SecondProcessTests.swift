import Foundation
import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("An inbox beside another one that is the engine")
struct SecondProcessTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The profile's lock as one more process opens it.
    private func lock() -> EngineLock { EngineLock(path: folder.path + "/lock") }

    @Test("what arrives there is news: it rings, and is read when it is looked at")
    func news() async throws {
        let desk = try EngineDesk()
        let first = lock()
        #expect(try first.tryAcquire())
        let second = desk.engine(lock: lock())

        let run = Task { await second.run() }
        while desk.lastReport?.phase != .elsewhere { await Task.yield() }
        run.cancel()
        await run.value

        #expect(desk.reports.allSatisfy { !$0.isCatchingUp })
        #expect(desk.requests.isEmpty)
    }

    @Test("A lock that nobody could have is written down once, and said on the screen until it can be had")
    func lockInTheWay() async throws {
        try FileManager.default.createDirectory(atPath: folder.path + "/lock", withIntermediateDirectories: false)
        let desk = try EngineDesk()
        let engine = desk.engine(lock: lock())
        let begin = desk.clock.now

        let run = Task { await engine.run() }
        while desk.clock.now - begin < .seconds(60) { await Task.yield() }
        #expect(desk.log.count == 1)
        #expect(desk.lastReport?.phase == .refused(reason: "\(desk.log[0].dropFirst("store: ".count))"))
        try FileManager.default.removeItem(atPath: folder.path + "/lock")
        while desk.requests.isEmpty { await Task.yield() }

        run.cancel()
        await run.value
        #expect(desk.log.count == 1)
    }

    @Test("keys that are pressed there have the engine look at once, and as often as for its own")
    func keys() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        let second = desk.engine(lock: lock())
        await desk.work(engine, for: .seconds(600))
        await second.standAside()
        desk.change { $0.add("hello?", at: desk.clock.now) }
        let idle = desk.requests.count

        await second.take(.keysPressed)
        await engine.take(.stored)
        await desk.work(engine, for: .seconds(2))
        let soon = try desk.conversation().map(\.body)
        await desk.work(engine, for: .seconds(50))

        #expect(soon == ["hello?"])
        #expect(desk.requests.count - idle > 2 * 10)
    }

    @Test("much typing there is told to the engine a few times a minute")
    func typing() async throws {
        let desk = try EngineDesk()
        let second = desk.engine(lock: lock())
        await second.standAside()

        var told: Set<Instant> = []
        for _ in 0..<60 {
            await second.take(.keysPressed)
            desk.clock.advance(.seconds(1))
            if let moment = try desk.store.lastPresence() { told.insert(moment) }
        }

        #expect(told.count == 4)
        #expect(desk.requests.isEmpty)
    }
}

extension SyncEngine {
    /// As a process is whose profile another one holds.
    fileprivate func standAside() { isElsewhere = true }
}
