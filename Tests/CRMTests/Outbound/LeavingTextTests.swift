import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@testable import CRM

@Suite("Texts that leave")
struct LeavingTextTests {
    @Test(
        "A text leaves once, from our number, and Twilio is told where to report of it", arguments: StoreKind.allCases)
    func leaves(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write(ref: "one")
            #expect(text.sendState == .pending && text.author == world.user)
            #expect(try await world.write("Something else", ref: "one").id == text.id)

            await world.work()
            await world.work()

            let row = try await world.row(text)
            #expect(row.sendState == .submitted && row.externalID?.hasPrefix("SM") == true)
            #expect(await world.accepted().map(\.to) == [OutboundWorld.lead])
            #expect(await world.accepted().map(\.sid) == [row.externalID])
            #expect(await world.accepted().map(\.from) == [world.simulator.from])
            world.place.clock.advance(.seconds(5))
            _ = try await world.outbound.refresh(text.id, in: world.tenant)
            await world.simulator.settle()
            let address = "/api/webhooks/twilio/status?intent=\(text.id)"
            #expect(!world.desk.paths.isEmpty && world.desk.paths.allSatisfy { $0 == address })
            #expect(try await world.row(text).status == .delivered)
        }
    }

    @Test("One a second leaves from a number that nothing else is known of", arguments: StoreKind.allCases)
    func rate(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            for number in 0..<3 { _ = try await world.write(to: "+1202555010\(number + 5)") }

            await world.work(after: .zero)
            await world.work(after: .milliseconds(900))
            #expect(await world.accepted().count == 1)
            await world.work(after: .milliseconds(100))
            #expect(await world.accepted().count == 2)
            await world.work()
            #expect(await world.accepted().count == 3)
        }
    }

    @Test(
        "Many nodes at once let every text leave once, in the order of each conversation", arguments: StoreKind.allCases
    )
    func nodes(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind, mps: 5) { world in
            for number in 0..<12 { _ = try await world.write("\(number)", to: "+1202555018\(number % 4)") }
            let nodes = (0..<3).map { _ in SendWorker(world.outbound) }

            for _ in 0..<12 {
                world.place.clock.advance(.seconds(2))
                await withDiscardingTaskGroup { group in
                    for node in nodes { group.addTask { await node.work() } }
                }
            }

            let accepted = await world.accepted()
            #expect(accepted.count == 12 && Set(accepted.map(\.body)).count == 12)
            for lead in Set(accepted.map(\.to)) {
                let numbers = accepted.filter { $0.to == lead }.compactMap { Int($0.body) }
                #expect(numbers == numbers.sorted())
            }
        }
    }

    @Test(
        "A scheduled text leaves at its moment and not before, unless it is taken back", arguments: StoreKind.allCases)
    func scheduled(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let moment = world.place.clock.now + .seconds(3600)
            let text = try await world.write(at: moment)
            let other = try await world.write(to: "+12025550178", at: moment)
            #expect(text.sendState == .scheduled && text.sendAt == moment)
            await world.work(after: .seconds(3590))
            #expect(await world.accepted().isEmpty)
            #expect(try await world.act { try $0.cancel(other.id).message.sendState } == .canceled)
            #expect(try await world.act { try $0.cancel(other.id).message.sendState } == .canceled)

            await world.work(after: .seconds(11))
            await world.work()

            #expect(await world.accepted().map(\.to) == [OutboundWorld.lead])
            #expect(try await world.state(text) == .submitted)
            #expect(await crmRefusal { try await world.act { try $0.cancel(text.id) } } == .wrongState)
        }
    }

    @Test("Where Twilio is asked too much, nothing leaves before it said, and then once", arguments: StoreKind.allCases)
    func throttled(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            await world.simulator.fault(Fault(.rateLimited, method: "POST", path: "Messages.json", retryAfter: "20"))
            let text = try await world.write()
            let other = try await world.write(to: "+12025550178")

            await world.work(after: .zero)
            #expect(try await world.state(text) == .pending)
            await world.work(after: .seconds(15))
            #expect(await world.accepted().isEmpty)
            for _ in 0..<8 { await world.work(after: .seconds(4)) }

            #expect(Set(await world.accepted().map(\.to)) == [OutboundWorld.lead, "+12025550178"])
            #expect(await world.accepted().count == 2)
            #expect(try await world.state(other) == .submitted)
        }
    }

    @Test(
        "A text whose recipient has opted out at Twilio is refused, and the ledger knows it from then on",
        arguments: StoreKind.allCases)
    func refused(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            _ = try await world.simulator.inbound(from: OutboundWorld.lead, body: "STOP")
            let text = try await world.write()

            await world.work()

            let row = try await world.row(text)
            #expect(row.sendState == .rejected && row.errorCode == 21610)
            #expect(await crmRefusal { try await world.write("Again") } == .optedOut)
            #expect(await world.accepted().isEmpty)
        }
    }

    @Test(
        "A failed text is sent anew as another one, and once however often that is asked", arguments: StoreKind.allCases
    )
    func resent(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            #expect(await crmRefusal { try await world.act { try $0.resend(text.id) } } == .wrongState)
            await world.work()
            let sid = try #require(try await world.row(text).externalID)
            try await world.place.store.write(world.tenant) { t in
                try t.messages.report(StatusReport(.undelivered, errorCode: 30003, at: t.now), of: sid)
            }

            let second = try await world.act { try $0.resend(text.id).message }
            #expect(try await world.act { try $0.resend(text.id).message.id } == second.id)
            await world.work(after: .seconds(2))

            #expect(second.id != text.id && second.body == text.body)
            #expect(await world.accepted().count == 2)
            #expect(try await world.row(text).resentAs == second.id)
        }
    }
}
