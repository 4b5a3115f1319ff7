import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("One thing that fails stops nothing else", .timeLimit(.minutes(10)))
struct AloneTests {
    /// A desk where the pages fail that `isBroken` names.
    private func desk(
        _ error: SyncError, numbers: [PhoneNumber] = [People.desk],
        isBroken: @escaping @Sendable (PageRequest) -> Bool
    ) throws -> EngineDesk {
        let desk = try EngineDesk(numbers: numbers)
        desk.change { state in
            state.pageFault = { _, request in isBroken(request) ? error : nil }
        }
        return desk
    }

    private static let errors: [SyncError] = [
        .outOfOrder(after: nil, detail: "500"), .unreachable(detail: "no answer"),
    ]

    @Test("a conversation that cannot be read keeps its own reply and no other lead's", arguments: errors)
    func conversation(error: SyncError) async throws {
        let desk = try desk(error) { $0.isAbout(People.ana) }
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(5))
        let kept = try desk.write("to Ana", to: People.ana, held: .seconds(5))
        _ = try desk.write("to Bruno", to: People.bruno, held: .seconds(5))
        let before = desk.requests.count

        await desk.work(engine, for: .seconds(20))

        #expect(desk.sends == ["to Bruno"])
        #expect(try desk.row(kept)?.sendState == .held)
        #expect(desk.requests[before...].count { $0.isAbout(People.ana) } < 12)
        guard case .live = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
    }

    @Test("a look for a text with an unknown outcome that fails keeps nothing else waiting", arguments: errors)
    func search(error: SyncError) async throws {
        let desk = try desk(error) { $0.isAbout(People.ana) }
        desk.change { $0.fates = [.lostBefore] }
        let engine = desk.engine(alive: ["memory"])
        _ = try desk.write("lost", to: People.ana)
        await desk.work(engine, for: .seconds(20))
        desk.change { $0.add("hello?", peer: People.chen, at: desk.clock.now) }
        _ = try desk.write("to Bruno", to: People.bruno, held: .seconds(5))

        await desk.work(engine, for: .seconds(30))

        #expect(desk.sends == ["lost", "to Bruno"])
        #expect(try desk.conversation(with: People.chen).map(\.body) == ["hello?"])
    }

    @Test("one number whose lists cannot be read keeps neither news nor texts waiting", arguments: errors)
    func number(error: SyncError) async throws {
        let desk = try desk(error, numbers: [People.secondDesk, People.desk]) { $0.isList(of: People.secondDesk) }
        let engine = desk.engine(alive: ["memory"])
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.add("hello?", at: desk.clock.now) }
        _ = try desk.write("to Bruno", to: People.bruno, held: .seconds(5))

        await desk.work(engine, for: .seconds(30))

        #expect(desk.sends == ["to Bruno"])
        #expect(try desk.conversation().map(\.body) == ["hello?"])
        #expect(desk.lastReport?.isCatchingUp == false)
    }

    @Test("a number that cannot be read for long is named while the line is open, and not when it is well again")
    func named() async throws {
        let desk = try desk(.outOfOrder(after: nil, detail: "503"), numbers: [People.secondDesk, People.desk]) {
            $0.isList(of: People.secondDesk)
        }
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(20))
        let soon = desk.lastReport?.silence
        await desk.work(engine, for: .seconds(120))
        let late = desk.lastReport?.silence
        await engine.take(.head)
        await desk.work(engine, for: .seconds(2))
        let hurried = desk.lastReport?.silence
        desk.change { $0.pageFault = nil }
        await desk.work(engine, for: .seconds(60))

        #expect(soon == nil)
        #expect(late?.number == People.secondDesk && late?.others == 0)
        #expect(late.map { $0.since < start + .seconds(20) } == true)
        #expect(hurried == late)
        #expect(desk.lastReport?.silence == nil)
    }

    @Test("a list that could not be read goes on where it was interrupted, and misses nothing")
    func interruptedWalk() async throws {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<8 { state.add("old \(index)", at: start - .seconds(7200 - index)) }
        }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        desk.change { state in
            for index in 0..<30 { state.add("new \(index)", at: desk.clock.now + .milliseconds(index)) }
            state.pageFault = { state, request in
                guard case .next = request, state.requests.count(where: { $0 == request }) == 1 else { return nil }
                return .outOfOrder(after: nil, detail: "503")
            }
        }

        await desk.work(engine, for: .seconds(240))

        #expect(try desk.store.counts().messages == 38)
    }

    @Test("a pass reads what it can, and says at its end that it could not read all")
    func pass() async throws {
        let desk = try desk(.outOfOrder(after: nil, detail: "503"), numbers: [People.secondDesk, People.desk]) {
            $0.isList(of: People.secondDesk)
        }
        desk.change { state in
            for index in 0..<30 { state.add("old \(index)", at: start - .seconds(7200 - index)) }
        }
        _ = try desk.write("to Bruno", to: People.bruno)

        await #expect(throws: SyncError.self) { try await desk.engine().fullPass() }

        #expect(desk.sends == ["to Bruno"])
        #expect(try desk.conversation().count == 30)
    }

    @Test("a store that cannot be written to is left alone by every job, and no core is kept busy")
    func store() async throws {
        let desk = try EngineDesk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        let old = try desk.write("old", held: .seconds(5))
        desk.clock.advance(.seconds(1000))
        let before = (desk.requests.count, desk.rests)

        await engine.note(.store(.full), of: nil)
        await desk.work(engine, for: .seconds(9))

        #expect(try desk.store.outboxEntry(old)?.waitsForPerson == false)
        #expect(desk.requests.count == before.0)
        #expect(desk.rests - before.1 < 5)
        #expect(desk.lastReport?.phase == .refused(reason: "\(StoreError.full)"))
        await desk.work(engine, for: .seconds(9))
        #expect(try desk.store.outboxEntry(old)?.waitsForPerson == true)
        #expect(desk.requests.count > before.0)
    }
}

extension PageRequest {
    /// Whether the page belongs to a list of one of our numbers.
    fileprivate func isList(of number: PhoneNumber) -> Bool {
        switch self {
        case .newest(let to, let from, _): to == number.e164 && from == nil || from == number.e164 && to == nil
        case .next(let address): address.contains(number.e164)
        }
    }
}
