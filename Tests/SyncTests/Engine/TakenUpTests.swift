import Foundation
import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("A text that an earlier run wrote, in a database that may be an older copy")
struct TakenUpTests {
    private let folder: TemporaryFolder
    private let desk: EngineDesk
    /// The text, which no run has tried as far as the database tells.
    private let text: MessageID

    init() throws {
        folder = try TemporaryFolder()
        desk = try EngineDesk(path: folder.path + "/mirror.sqlite")
        let earlier = try InboxStore(
            path: folder.path + "/mirror.sqlite", source: AccountSource(text: "test"), session: "an earlier run",
            newName: IntentID.any)
        text = try desk.write("on my way", in: earlier)
        desk.clock.advance(.seconds(5))
    }

    private var looks: Int { desk.requests.count { $0.isAbout(People.ana) } }

    @Test("One that has left already is found, and does not leave again")
    func left() async throws {
        desk.change { $0.add("on my way", .outbound, at: desk.clock.now) }

        await desk.work(desk.engine(), for: .seconds(60))

        #expect(desk.sends == [])
        #expect(try desk.row(text)?.sendState == .submitted)
        #expect(try desk.conversation().map(\.body) == ["on my way"])
    }

    @Test("Where something else left to that person meanwhile, somebody compares before it leaves")
    func doubtful() async throws {
        desk.change { $0.add("", .outbound, at: desk.clock.now) }

        await desk.work(desk.engine(), for: .seconds(1200))

        let row = try #require(try desk.row(text))
        #expect(desk.sends == [] && row.sendState == .unknown)
        #expect(row.doubt?.wasSought == true && row.doubt?.wasTried == false)
        #expect(try desk.store.sendAgain(text, now: desk.clock.now).entry != nil)
    }

    @Test("One that has not left leaves, after one look at its recipient's list")
    func notLeft() async throws {
        await desk.work(desk.engine(), for: .seconds(60))

        #expect(desk.sends == ["on my way"] && looks == 1)
        #expect(try desk.row(text)?.sendState == .submitted)
    }

    @Test("Who waits for it by a command is not told that it is unknown while another process looks for it")
    func lookedForElsewhere() async throws {
        let other = EngineLock(path: folder.path + "/lock")
        #expect(try other.tryAcquire())
        _ = try desk.store.beginDoubt(text, remoteNow: desk.clock.now, now: desk.clock.now)
        let engine = desk.engine(lock: EngineLock(path: folder.path + "/lock"))
        let begin = desk.clock.now

        let waiting = Task { try await engine.sendNow(text, timeout: .seconds(600)) }
        for _ in 0..<100_000 where desk.clock.now - begin < .seconds(3) { await Task.yield() }
        #expect(try desk.store.endDoubt(text, isComplete: true, now: desk.clock.now))
        other.giveBack()

        #expect(try await waiting.value?.sendState == .submitted)
        #expect(desk.sends == ["on my way"])
    }

    @Test("What a process that still runs has written needs no look")
    func alive() async throws {
        await desk.work(desk.engine(alive: ["an earlier run"]), for: .seconds(60))

        #expect(desk.sends == ["on my way"] && looks == 0)
    }

    @Test("While the list cannot be read the text waits, and leaves once when it can")
    func unreadable() async throws {
        desk.change { state in
            state.pageFault = { _, request in
                request.isAbout(People.ana) ? .outOfOrder(after: nil, detail: "a test") : nil
            }
        }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(60))
        #expect(try desk.sends == [] && desk.row(text)?.sendState == .pending)

        desk.change { $0.pageFault = nil }
        await desk.work(engine, for: .seconds(600))

        #expect(desk.sends == ["on my way"])
    }

    @Test("A look that ended with its process is made again")
    func killed() async throws {
        let doubted = try desk.store.beginDoubt(text, remoteNow: desk.clock.now, now: desk.clock.now)
        #expect(doubted?.state == .unknown)

        let engine = desk.engine()
        _ = try await engine.acquireLock()
        await desk.work(engine, for: .seconds(60))

        #expect(desk.sends == ["on my way"] && looks == 1)
    }

    @Test("A pass, and a command that hands a later text over, look as well", arguments: [true, false])
    func commands(_ isPass: Bool) async throws {
        desk.change { $0.add("on my way", .outbound, at: desk.clock.now) }
        if isPass {
            _ = try await desk.engine().fullPass()
            #expect(desk.sends == [])
        } else {
            let later = try desk.write("there")
            _ = try await desk.engine().sendNow(later)
            #expect(desk.sends == ["there"])
        }
        #expect(try desk.row(text)?.sendState == .submitted)
    }
}
