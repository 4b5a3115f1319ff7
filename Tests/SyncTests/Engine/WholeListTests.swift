import LocalStore
import Messaging
@testable import Sync
import Synchronization
import TestSupport
import Testing

@Suite("A list is called whole only when it is", .timeLimit(.minutes(10)))
struct WholeListTests {
    private func desk(_ count: Int) throws -> EngineDesk {
        let desk = try EngineDesk()
        desk.change { state in
            state.losesPlaces = true
            for index in 0..<count { state.add("old \(index)", at: start - .seconds(60 * (count - index))) }
        }
        return desk
    }

    /// Deletes what the page that is asked for next goes on behind, when the `nth` such page is asked for.
    private func loseAnchor(_ nth: Int, at desk: EngineDesk, isHistory: Bool) {
        desk.change { state in
            state.pageFault = { _, _ in nil }
            state.deletesAnchor = { state, request in
                guard case .next = request, request.isHistory == isHistory else { return false }
                return state.requests.count { if case .next = $0 { $0.isHistory == isHistory } else { false } } == nth
            }
        }
    }

    @Test("history goes on where the row was deleted that a page went on behind", arguments: 1...6)
    func history(nth: Int) async throws {
        let desk = try desk(75)
        loseAnchor(nth, at: desk, isHistory: true)
        let engine = desk.engine()

        await desk.work(engine, for: .seconds(120))

        #expect(try desk.missing().isEmpty)
        #expect(try desk.store.counts().messages >= 74)
        #expect(try desk.isComplete())
    }

    @Test("a catch-up goes on where the row was deleted that a page went on behind", arguments: 1...5)
    func catchUp(nth: Int) async throws {
        let desk = try desk(10)
        await desk.work(desk.engine(), for: .seconds(60))
        desk.clock.advance(.seconds(7200))
        desk.change { state in
            for index in 0..<40 { state.add("new \(index)", at: desk.clock.steady - .seconds(60 * (40 - index))) }
        }
        loseAnchor(nth, at: desk, isHistory: false)

        await desk.work(desk.engine(), for: .seconds(60))

        #expect(try desk.missing().isEmpty)
    }

    @Test(
        "a page that is refused each time is asked for later and later, and a pass ends and says so",
        arguments: [SyncError.gone, .rejected(code: 20001, text: "no"), .ourFault(detail: "another host")])
    func refusedForGood(_ refusal: SyncError) async throws {
        let desk = try desk(10)
        await desk.work(desk.engine(), for: .seconds(60))
        desk.clock.advance(.seconds(7200))
        desk.change { state in
            for index in 0..<40 { state.add("new \(index)", at: desk.clock.steady - .seconds(60 * (40 - index))) }
            state.pageFault = { _, request in if case .next = request { refusal } else { nil } }
            state.requests = []
        }

        await desk.work(desk.engine(), for: .seconds(120))
        #expect(desk.remote.state.withLock { $0.requests.count } < 150)

        desk.clock.advance(.seconds(7200))
        await #expect(throws: SyncError.self) { try await desk.engine().fullPass() }
    }

    @Test("a catch-up that is killed after any page joins nothing that it brought itself", arguments: 1...8)
    func killed(pages: Int) async throws {
        let desk = try desk(10)
        await desk.work(desk.engine(), for: .seconds(60))
        desk.clock.advance(.seconds(7200))
        desk.change { state in
            for index in 0..<39 { state.add("new \(index)", at: desk.clock.steady - .seconds(60 * (39 - index))) }
        }
        let before = desk.requests.count
        let first = desk.engine()
        while desk.requests.count < before + pages { await first.turn() }

        await desk.work(desk.engine(), for: .seconds(60))

        #expect(try desk.missing().isEmpty)
    }

    @Test("our clock hides nothing, however wrong it is at the first start", arguments: [-86_400, 86_400, 864_000])
    func wrongClock(seconds: Int) async throws {
        let desk = try desk(10)
        desk.clock.setWall(by: .seconds(seconds))
        desk.change { state in
            state.offset = nil
            state.meanwhile = { $0.offset = .zero }
        }
        await desk.work(desk.engine(), for: .seconds(60))
        desk.clock.setWall(by: .zero - .seconds(seconds))
        desk.change { state in
            for index in 0..<40 { state.add("new \(index)", at: desk.clock.steady + .seconds(index)) }
        }

        await desk.work(desk.engine(), for: .seconds(120))

        #expect(try desk.missing().isEmpty)
    }

    @Test("a message that surfaces hours late below newer ones comes with the next deep look", arguments: [3, 23])
    func surfacedLate(hours: Int) async throws {
        let desk = try desk(10)
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(60))
        desk.change { state in
            for index in 0..<20 { state.add("new \(index)", at: desk.clock.steady) }
        }
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.add("late", at: desk.clock.steady - .seconds(3600 * hours)) }

        await desk.work(engine, for: .seconds(3700))

        #expect(try desk.missing().isEmpty)
    }

    @Test("a look for a lost text whose place is lost does not call it absent")
    func search() async throws {
        let desk = try desk(0)
        desk.change { state in
            state.fates = [.lostAfter]
            state.offset = .zero
        }
        let engine = desk.engine()
        let id = try desk.write("lost")
        while desk.sends.isEmpty { await engine.turn() }
        desk.change { state in
            for index in 0..<120 { state.add("spam \(index)", .outbound, at: desk.clock.steady + .milliseconds(index)) }
            state.deletesAnchor = { state, request in
                guard case .next(let address) = request, address.contains("/50/") else { return false }
                return state.requests.count { if case .next(let it) = $0 { it.contains("/50/") } else { false } } == 1
            }
        }

        await desk.work(engine, for: .seconds(60))

        #expect(try desk.row(id)?.sendState == .submitted)
    }
}

extension EngineDesk {
    /// What the remote holds of ours and the store does not.
    fileprivate func missing() throws -> [String] {
        try remote.rows().filter { try store.message(externalID: $0.externalID) == nil }.map(\.body)
    }
}
