import HTTPTypes
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@testable import CRM

@Suite("Requests that hang")
struct HangingRequestTests {
    private static var impatient: SendPace {
        var pace = SendPace()
        pace.answer = .milliseconds(50)
        return pace
    }

    @Test(
        "A text whose request hangs holds up what goes to the same person, and nobody else",
        arguments: StoreKind.allCases)
    func text(kind: StoreKind) async throws {
        let line = StallingTransport()
        try await OutboundWorld.with(kind, pace: Self.impatient, line: line) { world in
            let hanging = try await world.write("Hangs")
            line.stall(.post)
            async let hung: Void = world.worker.work()
            try await line.hangs()
            let behind = try await world.write("Behind")
            let other = try await world.write("Other", to: "+12025550178")

            try await world.reach(.submitted, other)

            #expect(try await world.state(hanging) == .sending)
            #expect(try await world.state(behind) == .pending)
            line.letGo()
            await hung
            try await world.reach(.submitted, behind)
            #expect(await world.accepted().map(\.body) == ["Other", "Hangs", "Behind"])
        }
    }

    @Test("A list that hangs while a text is looked for holds up no other", arguments: StoreKind.allCases)
    func look(kind: StoreKind) async throws {
        let line = StallingTransport()
        try await OutboundWorld.with(kind, pace: Self.impatient, line: line) { world in
            await world.simulator.fault(Fault(.noAnswer, method: "POST", path: "Messages.json"))
            let lost = try await world.write("Lost")
            await world.work()
            #expect(try await world.state(lost) == .unknown)
            world.place.clock.advance(.seconds(5))
            line.stall(.get)
            async let looking: Void = world.worker.work()
            try await line.hangs()
            let other = try await world.write("Other", to: "+12025550178")

            try await world.reach(.submitted, other)

            #expect(try await world.state(lost) == .unknown)
            line.letGo()
            await looking
            #expect(try await world.state(lost) == .submitted)
            #expect(await world.accepted().count == 2)
        }
    }
}

extension StallingTransport {
    fileprivate func hangs() async throws {
        for _ in 0..<1000 where count == 0 { try await Task.sleep(for: .milliseconds(20)) }
        try #require(count == 1)
    }
}

extension OutboundWorld {
    /// Has another node work, second by second, until a text is in `state`.
    fileprivate func reach(_ state: SendState, _ text: TenantMessage) async throws {
        let node = SendWorker(outbound)
        for _ in 0..<30 {
            if try await self.state(text) == state { return }
            // The lane waits for its answers by the real clock.
            try await Task.sleep(for: .milliseconds(100))
            place.clock.advance(.seconds(1))
            await node.work()
        }
        Issue.record("the text is still \(String(describing: try await self.state(text)))")
    }
}
