import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@testable import CRM

@Suite("What is asked about texts that have left")
struct StatusCheckTests {
    private func check(_ world: OutboundWorld, after span: Duration) async throws {
        world.place.clock.advance(span)
        _ = try await ChannelWorld.work(world.place.store, world.outbound.jobs)
    }

    @Test(
        "Where all callbacks are lost, the end of a text and its price are learnt all the same",
        arguments: StoreKind.allCases)
    func callbacksLost(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            await world.work()
            #expect(try await world.row(text).status != .delivered)

            try await check(world, after: .seconds(61))
            #expect(try await world.row(text).status == .delivered)
            for _ in 0..<3 { try await check(world, after: .seconds(3600)) }

            #expect(try await world.row(text).price != nil)
            let asked = await world.simulator.books().requests
            try await check(world, after: .seconds(86_400))
            #expect(await world.simulator.books().requests == asked)
        }
    }

    @Test("A text of which a callback told the end is asked about for its price alone", arguments: StoreKind.allCases)
    func priceAlone(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            await world.work()
            let sid = try #require(try await world.row(text).externalID)
            try await world.place.store.write(world.tenant) { t in
                try t.messages.report(StatusReport(.delivered, at: t.now), of: sid, intent: text.id)
            }
            let before = await world.simulator.books().requests

            for _ in 0..<3 { try await check(world, after: .seconds(300)) }
            #expect(await world.simulator.books().requests == before)
            for _ in 0..<3 { try await check(world, after: .seconds(3600)) }

            #expect(await world.simulator.books().requests == before + 1)
            #expect(try await world.row(text).price != nil)
        }
    }

    @Test("A question that Twilio does not answer comes again", arguments: StoreKind.allCases)
    func away(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            await world.work()
            await world.simulator.fault(Fault(.errorBefore, method: "GET"))

            try await check(world, after: .seconds(61))
            #expect(try await world.row(text).status != .delivered)
            try await check(world, after: .seconds(30))

            #expect(try await world.row(text).status == .delivered)
        }
    }
}
