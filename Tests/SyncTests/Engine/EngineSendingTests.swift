import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Sending, and what can go wrong with it")
struct EngineSendingTests {
    @Test("a text is handed over once and followed until it is delivered")
    func delivered() async throws {
        let desk = try EngineDesk()
        desk.change { $0.progress = [(.seconds(3), .sent), (.seconds(8), .delivered)] }
        let engine = desk.engine()
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(30))

        let row = try #require(try desk.row(id))
        #expect(desk.sends == ["hello"])
        #expect(row.sendState == .submitted)
        #expect(row.status == .delivered)
        #expect(try desk.conversation().map(\.body) == ["hello"])
    }

    @Test("a text that is taken back in time never leaves")
    func undone() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        let id = try desk.write("too hasty", held: .seconds(5))
        await desk.work(engine, for: .seconds(3))

        let draft = try desk.store.takeBack(id, now: desk.clock.now)
        await desk.work(engine, for: .seconds(30))

        #expect(draft?.text == "too hasty")
        #expect(desk.sends.isEmpty)
    }

    @Test("a held text leaves by itself when its window is over")
    func released() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        _ = try desk.write("hello", held: .seconds(5))

        await desk.work(engine, for: .seconds(4))
        #expect(desk.sends.isEmpty)
        await desk.work(engine, for: .seconds(3))
        #expect(desk.sends == ["hello"])
    }

    @Test("an answer lost after the remote accepted: one message, one bubble")
    func lostAfter() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostAfter] }
        let engine = desk.engine()
        let id = try desk.write("hello")
        while desk.sends.isEmpty { await engine.turn() }
        #expect(try desk.row(id)?.sendState == .unknown)

        await desk.work(engine, for: .seconds(700))

        #expect(desk.sends == ["hello"])
        #expect(try desk.row(id)?.sendState == .submitted)
        #expect(try desk.conversation().count == 1)
    }

    @Test("a request lost before it arrived is never repeated by itself; after ten minutes a person may")
    func lostBefore() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostBefore] }
        let engine = desk.engine()
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(590))
        #expect(try desk.row(id)?.sendState == .unknown)
        await desk.work(engine, for: .seconds(30))

        #expect(try desk.row(id)?.sendState == .absent)
        #expect(desk.sends == ["hello"])
        let again = try desk.store.resend(id, now: desk.clock.now).entry
        await desk.work(engine, for: .seconds(5))
        #expect(again != nil)
        #expect(desk.sends == ["hello", "hello"])
    }

    @Test("to a remote that makes no second message of one text it is handed over until an answer comes")
    func repeatable() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.mayRepeat = true
            state.fates = [.lostBefore, .lostBefore]
        }
        let id = try desk.write("hello")

        await desk.work(desk.engine(), for: .seconds(30))

        #expect(desk.sends == ["hello", "hello", "hello"])
        #expect(try desk.row(id)?.sendState == .submitted)
    }

    @Test("of two equal texts whose answers were lost, the one that was accepted is found")
    func twins() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostBefore, .lostAfter] }
        let engine = desk.engine()
        let first = try desk.write("yes", to: People.ana)
        await desk.work(engine, for: .seconds(620))
        #expect(try desk.row(first)?.sendState == .absent)
        let second = try desk.write("yes", to: People.ana)

        await desk.work(engine, for: .seconds(700))

        #expect(try desk.row(first)?.sendState == .absent)
        #expect(try desk.row(second)?.sendState == .submitted)
        #expect(desk.sends.count == 2)
        #expect(try desk.conversation().count == 2)
    }

    @Test("an unknown outcome holds back later texts to that number, and to no other")
    func heldBack() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostBefore] }
        let engine = desk.engine()
        _ = try desk.write("first", to: People.ana)
        _ = try desk.write("second", to: People.ana)
        _ = try desk.write("other", to: People.bruno)

        await desk.work(engine, for: .seconds(60))

        #expect(desk.sends == ["first", "other"])
    }

    @Test("a busy remote delays that number only, and its wish is granted")
    func busy() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.busy(after: .seconds(20))] }
        let engine = desk.engine()
        _ = try desk.write("first", to: People.ana)
        _ = try desk.write("other", to: People.bruno)

        await desk.work(engine, for: .seconds(10))
        #expect(desk.sends == ["first", "other"])
        await desk.work(engine, for: .seconds(15))

        #expect(desk.sends == ["first", "other", "first"])
        #expect(try desk.conversation().count == 1)
    }

    @Test(
        "what the remote refuses comes back as a draft where it can be sent again, and its shadow in the list makes no second bubble",
        arguments: [(21614, "hello"), (21610, nil)])
    func rejected(_ code: Int, _ draft: String?) async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.rejected(code: code)] }
        let engine = desk.engine()
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(60))

        let row = try #require(try desk.row(id))
        #expect(row.sendState == .rejected)
        #expect(row.errorCode == code)
        #expect(try desk.conversation().count == 1)
        #expect(try desk.store.draft(of: row.leadID)?.text == draft)
    }

    @Test("a send whose address the remote does not know is refused once and for all")
    func unknownAddress() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = Array(repeating: .gone, count: 100) }
        let engine = desk.engine()
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(60))

        let row = try #require(try desk.row(id))
        #expect(desk.sends == ["hello"])
        #expect(row.sendState == .rejected)
        #expect(try desk.store.draft(of: row.leadID)?.text == "hello")
    }

    @Test("an account whose list the remote does not know is asked seldom, and it shows")
    func unknownList() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.offset = nil
            state.pageFault = { _, _ in .gone }
        }
        let engine = desk.engine()
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(60))

        #expect(desk.requests.count < 20)
        #expect(try desk.row(id)?.sendState == .pending)
        guard case .offline = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
    }

    @Test("a process killed between request and answer leaves a text unknown, and the next one finds it")
    func killed() async throws {
        let desk = try EngineDesk()
        let id = try desk.write("hello")
        let started = try desk.store.beginAttempt(id, at: desk.clock.now, now: desk.clock.now)
        #expect(started == .go)
        let entry = try #require(try desk.store.openOutbox().first)
        _ = try await desk.remote.send(entry, to: nil)

        let engine = desk.engine()
        await engine.settleLeftovers()
        await desk.work(engine, for: .seconds(30))

        #expect(desk.sends == ["hello"])
        #expect(try desk.row(id)?.sendState == .submitted)
        #expect(try desk.conversation().count == 1)
    }

    @Test("without a network nothing is sent, nothing is lost, and after a quarter of an hour a person is asked")
    func stale() async throws {
        let desk = try EngineDesk()
        desk.change { $0.faults = Array(repeating: .unreachable(detail: "down"), count: 40) }
        let engine = desk.engine()
        desk.change { $0.offset = nil }
        let id = try desk.write("hello")

        await desk.work(engine, for: .seconds(920))
        desk.change { state in
            state.faults = []
            state.offset = .zero
        }
        await desk.work(engine, for: .seconds(120))

        #expect(desk.sends.isEmpty)
        #expect(try desk.row(id)?.sendState == .held)
        _ = try desk.store.release(id, now: desk.clock.now)
        await desk.work(engine, for: .seconds(10))
        #expect(desk.sends == ["hello"])
    }

    @Test("the attempt is dated by the remote's clock, however wrong ours is")
    func wrongClock() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            state.offset = .seconds(-7200)
            state.fates = [.lostAfter]
        }
        let engine = desk.engine()
        let id = try desk.write("hello")
        while desk.sends.isEmpty { await engine.turn() }

        let entry = try #require(try desk.store.openOutbox().first { $0.id == id })
        let attempt = try #require(entry.attemptedAt)
        #expect(attempt < desk.clock.now - .seconds(7100))
    }

    @Test("what another process held leaves while that process runs, and waits for a person once it is gone")
    func heldElsewhere() async throws {
        let folder = try TemporaryFolder()
        let desk = try EngineDesk(path: folder.path + "/mirror.sqlite")
        let inbox = try InboxStore(
            path: folder.path + "/mirror.sqlite", source: desk.store.source, session: "inbox", newName: IntentID.any)
        let gone = try InboxStore(
            path: folder.path + "/mirror.sqlite", source: desk.store.source, session: "gone", newName: IntentID.any)
        let engine = desk.engine(alive: ["inbox"])
        _ = try desk.write("from the inbox", held: .seconds(5), in: inbox)
        let orphan = try desk.write("from a dead one", to: People.bruno, held: .seconds(5), in: gone)

        await engine.settleLeftovers()
        #expect(try desk.store.outboxEntry(orphan)?.waitsForPerson == true)
        await desk.work(engine, for: .seconds(20))
        let later = try desk.write("from another dead one", to: People.chen, held: .seconds(5), in: gone)
        await desk.work(engine, for: .seconds(20))

        #expect(desk.sends == ["from the inbox"])
        #expect(try desk.store.outboxEntry(later)?.waitsForPerson == true)
    }

    @Test("what another number of the account sent settles nothing of ours and is not stored; a person compares")
    func foreignNumber() async throws {
        let desk = try EngineDesk()
        desk.change { $0.fates = [.lostBefore] }
        let engine = desk.engine()
        let lead = try desk.store.ensureLead(.number(People.ana), display: "Ana", now: desk.clock.now)
        let id = try desk.store.queue(
            OutgoingIntent(lead: lead, body: "ok"), heldUntil: nil, now: desk.clock.now
        ).id
        while desk.sends.isEmpty { await engine.turn() }
        desk.change { state in
            state.add("ok", .outbound, ours: People.chen, at: desk.clock.now)
            state.add("your code: ok", .outbound, ours: People.chen, at: desk.clock.now)
        }

        await desk.work(engine, for: .seconds(700))

        #expect(try desk.row(id)?.sendState == .unknown)
        #expect(try desk.row(id)?.doubt?.candidates.map(\.body) == ["ok"])
        #expect(try desk.conversation().count == 1)
    }

    @Test("a process that has to end lets the undo window run out and hands over")
    func drained() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        _ = try await engine.acquireLock()
        _ = try desk.write("hello", held: .seconds(5))
        _ = try desk.write("other", to: People.bruno)

        await engine.drain(within: .seconds(30))

        #expect(desk.sends == ["other", "hello"])
        #expect(try desk.store.openOutbox().isEmpty)
    }
}
