import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@testable import CRM

@Suite("Texts whose answer was lost")
struct LostOutcomeTests {
    @Test(
        "A text that Twilio took and nobody heard of is found in its list and never sent again",
        arguments: StoreKind.allCases, [Fault.Kind.noAnswer, .errorAfter, .cut])
    func taken(kind: StoreKind, fault: Fault.Kind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(fault, method: "POST", path: "Messages.json"))
            let text = try await world.write()

            await world.work()
            #expect(try await world.state(text) == .unknown)
            #expect(await crmRefusal { try await world.act { try $0.resend(text.id) } } == .wrongState)
            #expect(await crmRefusal { try await world.act { try $0.cancel(text.id) } } == .wrongState)
            await world.work(after: .seconds(5))

            let row = try await world.row(text)
            let sid = await world.accepted().first?.sid
            #expect(row.sendState == .submitted && row.externalID == sid && sid != nil)
            for _ in 0..<5 { await world.work(after: .seconds(300)) }
            #expect(await world.accepted().count == 1)
        }
    }

    @Test(
        "A text that never came to Twilio is absent after the last look, not before, and then a person may send it anew",
        arguments: StoreKind.allCases, [Fault.Kind.unreachable, .errorBefore])
    func absent(kind: StoreKind, fault: Fault.Kind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(fault, method: "POST", path: "Messages.json"))
            let text = try await world.write()

            for span in [0, 5, 25, 90, 470] {
                await world.work(after: .seconds(span))
                #expect(try await world.state(text) == .unknown, "\(span)")
            }
            await world.work(after: .seconds(20))

            #expect(try await world.state(text) == .absent)
            #expect(await world.accepted().isEmpty)
            _ = try await world.act { try $0.resend(text.id) }
            await world.work()
            #expect(await world.accepted().count == 1)
        }
    }

    @Test("A callback settles a text of which no answer came", arguments: StoreKind.allCases)
    func callback(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(.noAnswer, method: "POST", path: "Messages.json"))
            let text = try await world.write()
            await world.work()
            let sid = try #require(await world.accepted().first?.sid)

            try await world.place.store.write(world.tenant) { t in
                try t.messages.report(StatusReport(.delivered, at: t.now), of: sid, intent: text.id)
            }

            #expect(try await world.state(text) == .submitted)
            #expect(try await world.row(text).status == .delivered)
            for _ in 0..<4 { await world.work(after: .seconds(300)) }
            #expect(try await world.row(text).status == .delivered)
            #expect(await world.accepted().count == 1)
        }
    }

    @Test(
        "An attempt whose node was killed may have left: it is looked for and never made again",
        arguments: StoreKind.allCases, [true, false])
    func killed(kind: StoreKind, hasLeft: Bool) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            let lane = try #require(
                try await world.place.store.writeServer { try $0.lanes.take(limit: 1, lease: .seconds(5)) }.first)
            let turn = try await world.place.store.write(world.tenant) { try SendTurn(lane, SendPace(), $0) }
            #expect(turn.departures.count == 1)
            let begun = world.place.clock.uptime
            if hasLeft { for departure in turn.departures { _ = await world.outbound.send(departure, begun: begun) } }

            await world.work(after: .seconds(6))
            #expect(try await world.state(text) == .sending)
            for _ in 0..<12 { await world.work(after: .seconds(60)) }

            #expect(try await world.state(text) == (hasLeft ? .submitted : .absent))
            #expect(await world.accepted().count == (hasLeft ? 1 : 0))
        }
    }

    @Test(
        "Two equal texts of which one answer was lost stay two, each with a SID of its own",
        arguments: StoreKind.allCases)
    func twins(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(.noAnswer, method: "POST", path: "Messages.json"))
            let (one, two) = (try await world.write("Same"), try await world.write("Same"))

            for _ in 0..<8 { await world.work(after: .seconds(3)) }

            let sids = [try await world.row(one).externalID, try await world.row(two).externalID]
            let accepted = await world.accepted().compactMap(\.sid)
            #expect(sids == accepted)
            #expect(Set(sids).count == 2)
        }
    }

    @Test("A text that Twilio's list shows late is found by a later look", arguments: StoreKind.allCases)
    func late(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.bend(SendBend(hidden: .seconds(300)))
            await world.simulator.fault(Fault(.noAnswer, method: "POST", path: "Messages.json"))
            let text = try await world.write()

            for _ in 0..<4 { await world.work(after: .seconds(60)) }
            #expect(try await world.state(text) == .unknown)
            for _ in 0..<7 { await world.work(after: .seconds(60)) }

            #expect(try await world.state(text) == .submitted)
            #expect(await world.accepted().count == 1)
        }
    }

    @Test(
        "Where the list has something like a text, it is neither called absent nor sent anew",
        arguments: StoreKind.allCases)
    func doubtful(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.bend(SendBend(rewriting: .prefixed("From your friends: ")))
            await world.simulator.fault(Fault(.noAnswer, method: "POST", path: "Messages.json"))
            let text = try await world.write()

            for _ in 0..<15 { await world.work(after: .seconds(60)) }

            #expect(try await world.state(text) == .unknown)
            #expect(await crmRefusal { try await world.act { try $0.resend(text.id) } } == .wrongState)
            // It holds up nobody any more.
            let other = try await world.write("Next")
            await world.work()
            #expect(try await world.state(other) == .submitted)
        }
    }

    @Test("While Twilio's lists cannot be read nothing is called absent", arguments: StoreKind.allCases)
    func blind(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(.unreachable, method: "POST", path: "Messages.json"))
            await world.simulator.fault(Fault(.errorBefore, count: .max, name: "lists", method: "GET"))
            let text = try await world.write()

            for _ in 0..<14 { await world.work(after: .seconds(61)) }
            #expect(try await world.state(text) == .unknown)
            await world.simulator.clearFaults(named: "lists")
            for _ in 0..<14 { await world.work(after: .seconds(61)) }

            #expect(try await world.state(text) == .absent)
        }
    }

    @Test(
        "A node that was stopped before its request left does not send when it goes on",
        arguments: StoreKind.allCases)
    func stopped(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            let (store, pace, begun) = (world.place.store, world.outbound.pace, world.place.clock.uptime)
            let lanes = try await store.writeServer { try $0.lanes.take(limit: 1, lease: pace.lane) }
            let lane = try #require(lanes.first)
            let turn = try await store.write(world.tenant) { try SendTurn(lane, pace, $0) }
            let departure = try #require(turn.departures.first)
            #expect(departure.message.id == text.id)

            world.place.clock.advance(.seconds(61))
            let outcome = await world.outbound.send(departure, begun: begun)

            #expect(outcome == .unknown)
            #expect(await world.simulator.books().accepted.isEmpty)
        }
    }
}
