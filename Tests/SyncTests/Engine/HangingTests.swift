import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("One thing that hangs stops nothing else", .timeLimit(.minutes(10)))
struct HangingTests {
    /// What can hang, and how it is brought to.
    enum Thing: CaseIterable, Sendable {
        case inbound, outbound, conversation, search, status, media, price
    }

    private func isList(_ request: PageRequest, _ side: ListCursor.Side) -> Bool {
        guard case .newest(let to, let from, _) = request, to == nil || from == nil else { return false }
        return side == .to ? to != nil : from != nil
    }

    /// A desk that has caught up, and where `thing` is asked for next, or soon, and hangs.
    private func desk(_ thing: Thing) async throws -> (EngineDesk, SyncEngine) {
        let desk = try EngineDesk()
        desk.change { state in
            state.add("hello", at: start - .seconds(600))
            state.add("a picture", peer: People.chen, at: start - .seconds(500))
            state.messages[1].mediaCount = 1
            if thing == .search { state.fates = [.lostBefore] }
        }
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(30))
        switch thing {
        case .inbound: desk.change { $0.pageStalls = { _, request in self.isList(request, .to) } }
        case .outbound: desk.change { $0.pageStalls = { _, request in self.isList(request, .from) } }
        case .conversation:
            desk.change { $0.pageStalls = { _, request in request.isAbout(People.ana) } }
            _ = try desk.write("to Ana", held: .seconds(600))
        case .search:
            desk.change { $0.pageStalls = { _, request in request.isAbout(People.ana) } }
            _ = try desk.write("lost", to: People.ana)
        case .status:
            desk.change { $0.silent = [.message] }
            _ = try desk.write("to Ana")
        case .media:
            desk.change { $0.silent = [.media] }
            let row = try #require(try desk.conversation(with: People.chen).last)
            try desk.store.want(.list(row.id), now: desk.clock.now)
        case .price:
            desk.change { $0.silent = [.price] }
            let row = try #require(try desk.conversation().last)
            try desk.store.wantListPrice(of: "FR", for: row.leadID, now: desk.clock.now)
        }
        return (desk, engine)
    }

    @Test(
        "a text leaves although something hangs, and nothing is given up for it before its time",
        arguments: Thing.allCases)
    func send(thing: Thing) async throws {
        let (desk, engine) = try await desk(thing)
        let run = Task { await engine.run() }
        while desk.hanging == 0 { await Task.yield() }

        _ = try desk.write("to Bruno", to: People.bruno)
        await engine.take(.outbox)
        for _ in 0..<200 { await Task.yield() }
        #expect(desk.hanging == 1)
        desk.clock.advance(.seconds(3))
        for await text in desk.remote.taken where text == "to Bruno" { break }

        run.cancel()
        await run.value
        #expect(desk.overlaps == 0)
    }

    @Test(
        "a reply that is held has its conversation read although something hangs, and leaves in its time",
        arguments: Thing.allCases)
    func held(thing: Thing) async throws {
        let (desk, engine) = try await desk(thing)
        let run = Task { await engine.run() }
        while desk.hanging == 0 { await Task.yield() }

        let written = desk.clock.now
        _ = try desk.write("to Bruno", to: People.bruno, held: .seconds(5))
        await engine.take(.outbox)
        // Others may hang in between.
        let clock = Task {
            while !Task.isCancelled {
                desk.clock.advance(.milliseconds(100))
                for _ in 0..<500 { await Task.yield() }
                // The store works on threads of its own, which a busy machine lets wait.
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
        for await text in desk.remote.taken where text == "to Bruno" { break }
        clock.cancel()
        run.cancel()
        await run.value
        #expect(desk.clock.now - written < .seconds(60))
    }

    @Test(
        "a list that hangs gets a small part of the line, and nobody is told that nothing answers",
        arguments: [ListCursor.Side.to, .from])
    func share(side: ListCursor.Side) async throws {
        let desk = try EngineDesk()
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(30))
        let clock = desk.clock
        desk.change { state in
            state.pageFault = { _, request in
                guard self.isList(request, side) else { return nil }
                clock.advance(.seconds(30))
                return .unreachable(detail: "no answer")
            }
        }
        let (begun, before) = (clock.uptime, desk.requests.count)
        let heard = desk.reports.count

        while clock.uptime - begun < .seconds(300) {
            await desk.work(engine, for: .seconds(10))
            await engine.take(.keysPressed)
        }

        let asked = desk.requests[before...]
        #expect(asked.count { isList($0, side) } <= 3)
        #expect(asked.count { !isList($0, side) } > 20)
        let isTold = desk.reports[heard...].map(\.phase).map { if case .offline = $0 { true } else { false } }
        #expect(isTold.count { $0 } <= 1)
        #expect(isTold.last == false)
    }

    @Test("states that hang are put off together: no fresh message waits for itself")
    func states() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(30))
        desk.change { $0.slow = [.message] }
        let begun = desk.clock.uptime

        for index in 0..<20 {
            _ = try desk.write("text \(index)", to: People.lead(index))
            await desk.work(engine, for: .seconds(15))
        }

        #expect(desk.sends.count == 20)
        #expect(desk.fetches.count <= 4)
        #expect(desk.clock.uptime - begun < .seconds(420))
    }

    @Test("attachments that hang are put off together")
    func attachments() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<20 {
                state.add("a picture", peer: People.lead(index), at: start - .seconds(600 - index))
                state.messages[index].mediaCount = 1
            }
        }
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(30))
        desk.change { $0.slow = [.media] }
        for index in 0..<20 {
            let row = try #require(try desk.conversation(with: People.lead(index)).last)
            try desk.store.want(.list(row.id), now: desk.clock.now)
        }
        let begun = desk.clock.uptime

        while desk.clock.uptime - begun < .seconds(300) { await desk.work(engine, for: .seconds(10)) }

        #expect(desk.mediaRequests <= 3)
    }

    @Test("an outage in which everything hangs is told, and its end is noticed as soon as before")
    func outage() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(30))
        let clock = desk.clock
        desk.change { state in
            state.slow = [.message, .media, .price]
            state.pageFault = { _, _ in
                clock.advance(.seconds(30))
                return .unreachable(detail: "no answer")
            }
        }
        await desk.work(engine, for: .seconds(900))
        guard case .offline = desk.lastReport?.phase else {
            Issue.record("an outage that nobody is told of")
            return
        }
        desk.change { state in
            (state.slow, state.pageFault) = ([], nil)
            state.add("hello again", at: clock.now)
        }

        await desk.work(engine, for: .seconds(60))

        #expect(try desk.conversation().last?.body == "hello again")
        guard case .live = desk.lastReport?.phase else {
            Issue.record("an outage that does not end")
            return
        }
    }

    @Test("a pass beside a list that hangs ends, and says that it could not read all")
    func pass() async throws {
        let desk = try EngineDesk()
        let clock = desk.clock
        desk.change { state in
            state.add("hello", at: start - .seconds(600))
            state.pageFault = { _, request in
                guard self.isList(request, .from) else { return nil }
                clock.advance(.seconds(30))
                return .unreachable(detail: "no answer")
            }
        }
        let begun = clock.uptime

        await #expect(throws: SyncError.self) { try await desk.engine().fullPass() }

        #expect(try desk.conversation().map(\.body) == ["hello"])
        #expect(clock.uptime - begun < .seconds(180))
    }
}
