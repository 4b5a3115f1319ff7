import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("Heads that are asked for beside each other", .timeLimit(.minutes(5)))
struct ManyNumbersAtDeskTests {
    private static let numbers = (0..<10).map { People.number("+1555010020\($0)") }

    private func desk(_ count: Int = 12) throws -> EngineDesk {
        let desk = try EngineDesk(numbers: Self.numbers)
        desk.change { state in
            for (place, number) in Self.numbers.enumerated() {
                for index in 0..<count {
                    let moment = start - .seconds(60 * (count - index) + place)
                    state.add("\(place), \(index)", ours: number, peer: People.lead(place * 50 + index), at: moment)
                }
            }
        }
        return desk
    }

    @Test("the very first page is asked for alone, since its answer tells how far the others go")
    func alone() async throws {
        let desk = try desk()
        desk.change { state in
            state.offset = nil
            state.meanwhile = { $0.offset = .zero }
        }
        let engine = desk.engine()

        while try desk.store.counts().messages == 0 { await engine.turn() }

        #expect(desk.requests.count == 1)
        await desk.work(engine, for: .seconds(60))
        #expect(try desk.isComplete())
    }

    @Test("a look reads each head once, and the inbound ones first")
    func once() async throws {
        let desk = try desk()
        let engine = desk.engine()

        while try desk.store.cursors().count < 20 { await engine.turn() }

        let heads = desk.requests.filter { !$0.isHistory }
        #expect(heads.count == 20 && Set(heads).count == 20)
        // Four are on their way at once, so that an outbound one is among them when the last inbound ones are.
        #expect(heads.prefix(7).allSatisfy { if case .newest(_, nil, _) = $0 { true } else { false } })
    }

    @Test("an engine that is killed while several heads are on their way misses nothing", arguments: [1, 2, 5, 13])
    func killed(turns: Int) async throws {
        let desk = try desk()
        let first = desk.engine()
        for _ in 0..<turns { await first.turn() }

        await desk.work(desk.engine(), for: .seconds(120))

        #expect(try desk.store.counts().messages == 120)
        #expect(try desk.isComplete())
    }

    @Test("a line that is down is tried one request at a time")
    func down() async throws {
        let desk = try desk()
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.pageFault = { _, _ in .unreachable(detail: "down") } }
        let before = desk.requests.count

        await desk.work(engine, for: .seconds(300))

        #expect(desk.requests.count - before < 40)
        guard case .offline = desk.lastReport?.phase else {
            Issue.record("\(String(describing: desk.lastReport))")
            return
        }
    }
}
