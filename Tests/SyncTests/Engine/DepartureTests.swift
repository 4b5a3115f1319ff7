import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("When a reply that was held may go")
struct DepartureTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The profile's lock as one more process opens it.
    private func lock() -> EngineLock { EngineLock(path: folder.path + "/lock") }

    @Test("texts to one number leave in the order they were written, whenever their undo windows end")
    func order() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))

        _ = try desk.write("first", held: .seconds(5))
        await desk.work(engine, for: .seconds(2))
        _ = try desk.write("second", held: .seconds(5))
        await desk.work(engine, for: .milliseconds(2_900))
        _ = try desk.write("third, by a script")
        await desk.work(engine, for: .seconds(1))
        let afterFirst = desk.sends
        await desk.work(engine, for: .seconds(10))

        #expect(afterFirst == ["first"])
        #expect(desk.sends == ["first", "second", "third, by a script"])
    }

    @Test("a text that a person lets go leaves before the one written after it")
    func releasedFirst() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        let first = try desk.write("first", held: .seconds(5))
        try desk.store.holdForPerson(first, now: desk.clock.now)
        _ = try desk.write("second", held: .seconds(5))
        await desk.work(engine, for: .seconds(2))

        try desk.store.release(first, now: desk.clock.now)
        await desk.work(engine, for: .seconds(1))
        #expect(desk.sends == ["first"])
        await desk.work(engine, for: .seconds(10))

        #expect(desk.sends == ["first", "second"])
    }

    @Test("a process that has to end reads the conversation before it lets a reply go")
    func drainedWithAnEyeOnTheLead() async throws {
        let desk = try EngineDesk()
        desk.change { $0.add("is it still free?", at: start - .seconds(60)) }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        let seen = try #require(try desk.conversation().last)
        desk.change { $0.add("never mind", at: desk.clock.now) }
        let intent = OutgoingIntent(lead: seen.leadID, body: "yes", sender: People.desk, seenUpTo: seen.id)
        let id = try desk.store.queue(intent, heldUntil: desk.clock.now + .seconds(5), now: desk.clock.now).id

        await engine.drain(within: .seconds(30))

        #expect(desk.sends.isEmpty)
        #expect(try desk.store.outboxEntry(id)?.waitsForPerson == true)
    }

    @Test("a reply that nobody could look after stays held when the process ends")
    func drainedWithoutNetwork() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(10))
        desk.change { $0.pageFault = { _, _ in .unreachable(detail: "cut") } }
        let id = try desk.write("yes", held: .seconds(5))
        let begun = desk.clock.now

        await engine.drain(within: .seconds(30))

        #expect(desk.clock.now - begun <= .seconds(30))
        #expect(try desk.row(id)?.sendState == .held)
    }

    @Test("an inbox that ends beside the engine stays until that one has sent its reply")
    func besideTheEngine() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine(lock: lock())
        #expect(try await engine.acquireLock())
        let second = desk.engine(lock: lock())
        _ = try desk.write("yes", held: .seconds(5))
        let begun = desk.clock.now

        async let end: Void = second.drain(within: .seconds(30))
        for _ in 0..<1000 where try !desk.store.openOutbox().isEmpty { await engine.turn() }
        await end

        #expect(desk.sends == ["yes"])
        #expect(desk.clock.now - begun < .seconds(30))
    }

    @Test("an inbox that ends beside an engine that hangs does not wait longer than it may")
    func besideAnEngineThatHangs() async throws {
        let desk = try EngineDesk()
        let other = lock()
        #expect(try other.tryAcquire())
        let second = desk.engine(lock: lock())
        let id = try desk.write("yes", held: .seconds(5))
        let begun = desk.clock.now

        await second.drain(within: .seconds(30))

        #expect(desk.clock.now - begun == .seconds(30))
        #expect(try desk.row(id)?.sendState == .held)
    }
}
