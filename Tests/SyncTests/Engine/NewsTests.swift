import LocalStore
import Messaging
@testable import Sync
import TestSupport
import Testing

@Suite("News from the remote")
struct NewsTests {
    /// A desk that has seen all of its account's few messages.
    private func quietDesk() async throws -> (EngineDesk, SyncEngine) {
        let desk = try EngineDesk()
        desk.change { state in
            for index in 0..<8 { state.add("old \(index)", at: start - .seconds(7200 - index)) }
        }
        let engine = desk.engine()
        await desk.work(engine, for: .seconds(30))
        return (desk, engine)
    }

    @Test("an idle engine asks at least every thirty seconds, and no more than it has to")
    func idle() async throws {
        let (desk, engine) = try await quietDesk()
        let before = desk.requests.count

        await desk.work(engine, for: .seconds(300))

        let looks = (desk.requests.count - before) / 2
        #expect((10...13).contains(looks))
    }

    @Test("while keys are pressed a new message is here within five seconds")
    func active() async throws {
        let (desk, engine) = try await quietDesk()
        await engine.take(.keysPressed)
        desk.change { $0.add("hello?", at: desk.clock.now) }

        await desk.work(engine, for: .seconds(5))

        #expect(try desk.conversation().last?.body == "hello?")
    }

    @Test("the first key after a pause brings what came meanwhile, without waiting for the idle look")
    func firstKey() async throws {
        let (desk, engine) = try await quietDesk()
        while desk.clock.now < start + .seconds(600) { await engine.turn() }
        desk.change { $0.add("hello?", at: desk.clock.now) }
        desk.clock.advance(.seconds(5))

        await engine.take(.keysPressed)
        await engine.turn()

        #expect(try desk.conversation().last?.body == "hello?")
    }

    @Test("a burst longer than a page is followed down to what is known")
    func burst() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { state in
            for index in 0..<20 { state.add("burst \(index)", at: desk.clock.now) }
        }

        await desk.work(engine, for: .seconds(30))

        #expect(try desk.conversation().suffix(20).map(\.body) == (0..<20).map { "burst \($0)" })
    }

    @Test("what arrives while a long look is going on is found by the same look")
    func meanwhile() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { state in
            for index in 0..<9 { state.add("burst \(index)", at: desk.clock.now) }
        }
        let seen = desk.requests.count
        while desk.requests.count < seen + 2 { await engine.turn() }
        desk.change { state in
            state.meanwhile = { $0.add("in between", at: desk.clock.now) }
        }

        await desk.work(engine, for: .seconds(3))

        #expect(try desk.conversation().contains { $0.body == "in between" })
    }

    @Test("a message that surfaces below the newest ones is found by the next thorough look")
    func surfaced() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { state in
            for index in 0..<6 { state.add("new \(index)", at: desk.clock.now) }
        }
        await desk.work(engine, for: .seconds(60))
        desk.change { $0.add("late", at: desk.clock.now - .seconds(1800)) }

        await desk.work(engine, for: .seconds(660))

        #expect(try desk.conversation().contains { $0.body == "late" })
    }

    @Test("after days of downtime nothing is missing, and it is told as old news")
    func downtime() async throws {
        let (desk, _) = try await quietDesk()
        desk.clock.advance(.seconds(3 * 86_400))
        desk.change { state in
            for hour in (0..<72).reversed() { state.add("hour \(hour)", at: desk.clock.now - .seconds(hour * 3600)) }
        }
        let engine = desk.engine()

        var wasCatchingUp = false
        for _ in 0..<40 {
            await engine.turn()
            wasCatchingUp = wasCatchingUp || desk.lastReport?.isCatchingUp == true
        }

        #expect(try desk.store.counts().messages == 80)
        #expect(wasCatchingUp)
        #expect(desk.lastReport?.isCatchingUp == false)
    }

    @Test("what came while the machine slept is told as old news")
    func sleep() async throws {
        let (desk, engine) = try await quietDesk()
        desk.clock.advance(.seconds(8 * 3600))
        let before = desk.reports.count
        desk.change { $0.add("good night", at: desk.clock.now - .seconds(3600)) }

        await desk.work(engine, for: .seconds(10))

        let reports = desk.reports[before...]
        #expect(reports.first?.isCatchingUp == true)
        #expect(reports.last?.isCatchingUp == false)
        #expect(try desk.conversation().last?.body == "good night")
    }

    @Test("an outage clears nothing, is said with its moments, and ends with a look at once")
    func outage() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { $0.faults = Array(repeating: .unreachable(detail: "down"), count: 8) }
        await desk.work(engine, for: .seconds(60))
        guard case .offline(.unreachable, let since, let nextTry) = desk.lastReport?.phase else {
            Issue.record("an outage that nobody is told of")
            return
        }
        #expect(since >= start + .seconds(30))
        #expect(nextTry > since)
        #expect(try desk.store.counts().messages == 8)
        desk.change { $0.add("hello again", at: desk.clock.now) }

        await desk.work(engine, for: .seconds(120))

        #expect(try desk.conversation().last?.body == "hello again")
        guard case .live = desk.lastReport?.phase else {
            Issue.record("an outage that does not end")
            return
        }
    }

    @Test("the remote's wish to be left alone is granted")
    func retryAfter() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { $0.faults = [.busy(after: .seconds(90), detail: "429")] }
        await desk.work(engine, for: .seconds(30))
        let before = desk.requests.count

        await desk.work(engine, for: .seconds(50))

        #expect(desk.requests.count == before)
    }

    @Test("refused credentials are said, and not hammered at")
    func refused() async throws {
        let (desk, engine) = try await quietDesk()
        desk.change { $0.faults = Array(repeating: .credentials(reason: "the token is wrong"), count: 3) }
        let before = desk.requests.count

        await desk.work(engine, for: .seconds(299))

        #expect(desk.phases.contains(.refused(reason: "the token is wrong")))
        #expect(desk.requests.count - before <= 2)
    }
}
