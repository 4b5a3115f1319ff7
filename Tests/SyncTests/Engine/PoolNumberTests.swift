import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Numbers that the settings do not name", .timeLimit(.minutes(10)))
struct PoolNumberTests {
    private static let service = "MG" + String(repeating: "0a", count: 16)
    private static let pool = [People.dana, People.secondDesk]

    private func desk(pool: [PhoneNumber] = pool) throws -> EngineDesk {
        let desk = try EngineDesk(service: Self.service)
        desk.change { state in
            state.pool = pool
            state.poolSender = People.dana
        }
        return desk
    }

    private func engine(_ desk: EngineDesk) -> SyncEngine {
        var pace = SyncPace.standard
        pace.numbersEvery = .seconds(300)
        return desk.engine(pace: pace)
    }

    @Test("the service's pool is asked for behind the first look, once in a while, and its lists are read at once")
    func order() async throws {
        let desk = try desk()
        desk.change { $0.add("for the pool", ours: People.secondDesk, at: start - .seconds(60)) }
        let engine = self.engine(desk)

        while desk.poolRequests == 0 { await engine.turn() }
        let first = desk.requests
        await desk.work(engine, for: .seconds(3))

        #expect(first.count == 2)
        #expect(try desk.conversation().map(\.body) == ["for the pool"])
        await desk.work(engine, for: .seconds(280))
        #expect(desk.poolRequests == 1)
        await desk.work(engine, for: .seconds(60))
        #expect(desk.poolRequests == 2)
    }

    @Test("an answer to a number of the pool is there and new, and a STOP blocks the lead")
    func answers() async throws {
        let desk = try desk()
        let engine = self.engine(desk)
        _ = try desk.write("hello")
        await desk.work(engine, for: .seconds(30))
        desk.change { state in
            state.add("yes?", ours: People.dana, at: desk.clock.now)
            state.add("STOP", ours: People.secondDesk, peer: People.bruno, at: desk.clock.now)
        }

        await desk.work(engine, for: .seconds(30))

        #expect(try desk.conversation().map(\.body) == ["hello", "yes?"])
        let lead = try #require(try desk.store.lead(.number(People.ana)))
        #expect(lead.unread == 1 && lead.ourNumber == People.dana)
        #expect(try desk.store.lead(.number(People.bruno))?.hasStopped == true)
    }

    @Test("a number that joins the pool later is read, and what was there before counts as read")
    func later() async throws {
        let desk = try desk(pool: [])
        desk.change { state in
            for index in 0..<12 { state.add("old \(index)", ours: People.dana, at: start - .seconds(60 * index + 60)) }
        }
        let engine = self.engine(desk)
        await desk.work(engine, for: .seconds(60))
        #expect(try desk.store.counts().messages == 0)
        desk.change { $0.pool = [People.dana] }

        await desk.work(engine, for: .seconds(330))
        desk.change { $0.add("new", ours: People.dana, at: desk.clock.now) }
        await desk.work(engine, for: .seconds(60))

        #expect(try desk.store.counts().messages == 13)
        #expect(try desk.store.counts().unreadMessages == 1)
    }

    @Test("a number that leaves the pool is read on where a text of ours left from it, and else not")
    func gone() async throws {
        let desk = try desk()
        let engine = self.engine(desk)
        _ = try desk.write("hello")
        desk.change { $0.add("first", ours: People.secondDesk, peer: People.bruno, at: desk.clock.now) }
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.pool = [] }

        await desk.work(engine, for: .seconds(330))
        desk.change { state in
            state.add("to ours", ours: People.dana, at: desk.clock.now)
            state.add("to others", ours: People.secondDesk, peer: People.bruno, at: desk.clock.now)
        }
        await desk.work(engine, for: .seconds(60))

        #expect(try desk.conversation().map(\.body) == ["hello", "to ours"])
        #expect(try desk.conversation(with: People.bruno).map(\.body) == ["first"])
    }

    @Test(
        "a pool that may not be read keeps nothing waiting and closes no line; a number is adopted all the same",
        arguments: [
            SyncError.credentials(reason: "no right"), .rejected(code: 20003, text: nil), .gone,
            .unreachable(detail: "another host"), .outOfOrder(after: nil, detail: "503"),
        ])
    func refused(error: SyncError) async throws {
        let desk = try desk()
        desk.change { $0.poolFault = error }
        let engine = self.engine(desk)
        _ = try desk.write("hello")
        await desk.work(engine, for: .seconds(10))
        desk.change { $0.add("quick", ours: People.dana, at: desk.clock.now) }

        await desk.work(engine, for: .seconds(600))

        #expect(try desk.conversation().map(\.body) == ["hello", "quick"])
        #expect(try desk.store.lead(.number(People.ana))?.unread == 1)
        #expect(desk.poolRequests < 8)
        #expect(desk.log.count { $0.contains("service's numbers") } == 1)
        guard case .live = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
        #expect(try await self.engine(desk).fullPass().isComplete)
    }

    @Test("an answer that comes before its number was known is new all the same")
    func quickAnswer() async throws {
        let desk = try desk()
        desk.change { $0.poolFault = .credentials(reason: "no right") }
        let engine = self.engine(desk)
        await desk.work(engine, for: .seconds(30))
        _ = try desk.write("hello")
        while desk.sends.isEmpty { await engine.turn() }
        desk.change { $0.add("STOP", ours: People.dana, at: desk.clock.steady + .seconds(1)) }

        await desk.work(engine, for: .seconds(60))

        #expect(try desk.store.lead(.number(People.ana))?.unread == 1)
        #expect(try desk.store.lead(.number(People.ana))?.hasStopped == true)
    }

    @Test("what a colleague's number sends and hears is not read, whatever service it was sent by")
    func strangers() async throws {
        let desk = try desk(pool: [])
        let engine = self.engine(desk)
        desk.change { state in
            state.add("theirs", .outbound, ours: strange, at: start)
            state.messages[0].service = Self.service
            state.add("answer", ours: strange, at: start)
        }
        _ = try desk.write("hello")

        await desk.work(engine, for: .seconds(120))

        #expect(try desk.conversation().map(\.body) == ["hello"])
        #expect(try desk.store.ownNumbers().map(\.number) == [People.dana])
    }

    @Test("the mirror remembers the numbers: a start that cannot ask for the pool reads them")
    func remembered() async throws {
        let desk = try desk()
        await desk.work(engine(desk), for: .seconds(30))
        desk.change { state in
            state.poolFault = .unreachable(detail: "down")
            state.add("yes?", ours: People.secondDesk, at: desk.clock.now)
        }

        await desk.work(engine(desk), for: .seconds(30))

        #expect(try desk.conversation().map(\.body) == ["yes?"])
    }
}
