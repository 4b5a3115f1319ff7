import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Texts to one lead leave in the order in which they were written")
struct WrittenOrderTests {
    @Test(
        "after an outage a text that is too old to leave without a word keeps the later ones to its lead, and no others"
    )
    func outage() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.faults = Array(repeating: .unreachable(detail: "down"), count: 9999)
            state.fates = Array(repeating: .unreachable, count: 9999)
        }
        let engine = desk.engine()
        let old = try desk.write("written first", to: People.ana)
        await desk.work(engine, for: .seconds(910))
        _ = try desk.write("written second", to: People.ana)
        _ = try desk.write("to somebody else", to: People.bruno)
        desk.change { ($0.faults, $0.fates, $0.sends) = ([], [], []) }

        await desk.work(engine, for: .seconds(60))
        #expect(try desk.store.outboxEntry(old)?.waitsForPerson == true)
        #expect(desk.sends == ["to somebody else"])
        #expect(try desk.conversation().last?.waitsBehind?.body == "written first")

        try desk.store.release(old, now: desk.clock.now)
        await desk.work(engine, for: .seconds(60))
        #expect(desk.sends == ["to somebody else", "written first", "written second"])
    }

    @Test("a text of which a person says that it is to leave does so, and what waits before it waits on")
    func thisVeryText() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        let asked = try desk.write("asked about")
        try desk.store.holdForPerson(asked, now: desk.clock.now)
        _ = try desk.write("behind it")
        let chosen = try desk.write("this very one", held: .seconds(5))

        try desk.store.release(chosen, now: desk.clock.now)
        await desk.work(engine, for: .seconds(30))

        #expect(desk.sends == ["this very one"])
    }

    @Test("leadline send waits for no word: its text stays behind what waits for one, and that is known at once")
    func command() async throws {
        let desk = try EngineDesk()
        let asked = try desk.write("asked about")
        try desk.store.holdForPerson(asked, now: desk.clock.now)
        let id = try desk.write("from a script")
        let begun = desk.clock.now

        let row = try await desk.engine().sendNow(id)

        #expect(desk.sends.isEmpty)
        #expect(row?.sendState == .pending && row?.waitsBehind?.id == asked)
        #expect(desk.clock.now - begun < .seconds(5))
    }
}
