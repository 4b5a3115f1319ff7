import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@testable import CRM

@Suite("What keeps a text from leaving")
struct SendGateTests {
    /// A text that waits for a minute, in a conversation with one text before it.
    private func waiting(_ world: OutboundWorld) async throws -> (first: TenantMessage, text: TenantMessage) {
        let first = try await world.write()
        await world.work()
        let seen = try await world.row(first).arrival
        let moment = world.place.clock.now + .seconds(60)
        let text = try await world.act {
            try $0.reply(in: first.conversation, TextOrder(body: "Later", sendAt: moment), seenUpTo: seen).message
        }
        return (first, text)
    }

    @Test(
        "Who answers a conversation that moved is told what came since; one's own texts do not count",
        arguments: StoreKind.allCases)
    func moved(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let first = try await world.row(world.write())
            let bob = try await world.place.store.write(world.tenant) { try $0.users.create(name: "bob") }
            let reply = { (user: UserID) in
                try await world.act(as: user) {
                    try $0.reply(in: first.conversation, TextOrder(body: "R"), seenUpTo: first.arrival).message
                }
            }
            let own = try await reply(world.user)
            let heard = try await world.hear("Wait", in: first.conversation)

            let refusal = await crmRefusal { try await reply(bob) }

            guard case .conversationMoved(let since) = refusal else {
                Issue.record("\(String(describing: refusal))")
                return
            }
            #expect(since.map(\.message.id) == [own.id, heard.id])
            guard case .conversationMoved(let told) = await crmRefusal({ try await reply(world.user) }) else {
                Issue.record("It was not refused.")
                return
            }
            #expect(told.map(\.message.id) == [heard.id])
        }
    }

    @Test("Of two who press send together one is sent, and the other sees it", arguments: StoreKind.allCases)
    func together(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let first = try await world.row(world.write())
            let users = try await world.place.store.write(world.tenant) { t in
                try ["bob", "eve"].map { try t.users.create(name: $0) }
            }
            let refusals: [CRMError?] = await withTaskGroup(of: CRMError?.self) { group in
                for user in users {
                    group.addTask {
                        await crmRefusal {
                            try await world.act(as: user) {
                                try $0.reply(in: first.conversation, TextOrder(body: "R"), seenUpTo: first.arrival)
                            }
                        }
                    }
                }
                var refusals: [CRMError?] = []
                for await refusal in group { refusals.append(refusal) }
                return refusals
            }
            #expect(refusals.filter { $0 == nil }.count == 1)
        }
    }

    @Test(
        "A text before which the lead said something is held, and leaves once its writer has seen that",
        arguments: StoreKind.allCases)
    func overtaken(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let (first, text) = try await waiting(world)
            let heard = try await world.hear(in: first.conversation)

            await world.work(after: .seconds(61))

            let row = try await world.row(text)
            #expect(row.sendState == .held && row.keptBack == .conversationMoved)
            let early = await crmRefusal {
                try await world.act { try $0.release(text.id, seenUpTo: first.arrival + 1) }
            }
            #expect(early != nil)
            try await world.act { try $0.release(text.id, seenUpTo: heard.arrival) }
            await world.work()
            #expect(try await world.state(text) == .submitted)
            #expect(await world.accepted().count == 2)
        }
    }

    @Test("A STOP that comes before a text leaves blocks it for good", arguments: StoreKind.allCases)
    func stopped(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let (_, text) = try await waiting(world)
            let (tenant, from) = (world.tenant, world.simulator.from)
            try await world.place.store.write(tenant) { t in
                try t.optOuts.add(
                    OptOutEvidence(.opens, by: .keyword, reference: "SM9", at: t.now, isDated: true),
                    about: OptOutSubject(
                        sender: from, addressHash: AddressHash.of(OutboundWorld.lead, in: tenant),
                        address: OutboundWorld.lead))
            }

            await world.work(after: .seconds(61))

            let row = try await world.row(text)
            #expect(row.sendState == .blocked && row.keptBack == .optedOut)
            #expect(await world.accepted().count == 1)
            #expect(await crmRefusal { try await world.write("Again") } == .optedOut)
        }
    }

    @Test("A text that could not leave for a quarter of an hour is held", arguments: StoreKind.allCases)
    func stale(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()

            await world.work(after: .seconds(901))

            #expect(try await world.row(text).keptBack == .waitedTooLong)
            #expect(await world.accepted().isEmpty)
            try await world.act { try $0.release(text.id, seenUpTo: nil) }
            await world.work()
            #expect(await world.accepted().count == 1)
        }
    }

    @Test(
        "What a suspended user has written does not leave, nor what a suspended tenant has",
        arguments: StoreKind.allCases)
    func suspended(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let (first, text) = try await waiting(world)
            let bob = try await world.place.store.write(world.tenant) { try $0.users.create(name: "bob") }
            let his = try await world.act(as: bob) {
                try $0.reply(in: first.conversation, TextOrder(body: "B")).message
            }
            try await world.place.store.write(world.tenant) { t in
                _ = try t.users.suspend(bob, since: t.now, ifVersion: nil)
            }
            await world.work()
            #expect(try await world.row(his).keptBack == .writerSuspended)

            try await Tenants(world.place.store).suspend(world.tenant, true)
            await world.work(after: .seconds(61))

            #expect(try await world.row(text).keptBack == .writerSuspended)
            #expect(await world.accepted().count == 1)
        }
    }

    @Test("Nothing leaves by a channel that was taken away", arguments: StoreKind.allCases)
    func gone(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let text = try await world.write()
            try await world.channels.delete(world.channel, in: world.tenant, by: AuditActor(user: world.user))

            await world.work()

            #expect(try await world.row(text).keptBack == .noSender)
            #expect(await world.accepted().isEmpty)
            #expect(await crmRefusal { try await world.write("Again", to: "+12025550178") } == .noSender)
        }
    }

    @Test("Who cannot be written to is refused with the reason", arguments: StoreKind.allCases)
    func unwritable(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            for written in ["", "no number", "12", "+999999999999999999"] {
                guard case .unwritable = await crmRefusal({ try await world.write(to: written) }) else {
                    Issue.record("\(written) was not refused")
                    continue
                }
            }
            let text = try await world.write(to: "(202) 555-0177")
            #expect(text.to == OutboundWorld.lead)
            let elsewhere = await crmRefusal {
                try await world.act { try $0.open(to: OutboundWorld.lead, from: "+15550100009", TextOrder(body: "x")) }
            }
            #expect(elsewhere == .noSender)
        }
    }

    @Test(
        "A preview tells how a text is cut, from where it would leave, and what stands in the way",
        arguments: StoreKind.allCases)
    func preview(kind: StoreKind) async throws {
        try await OutboundWorld.with(kind) { world in
            let plain = try await world.act { try $0.preview("Hi", in: nil, to: "(202) 555-0177", from: nil) }
            #expect(plain.from == world.simulator.from && plain.to == OutboundWorld.lead && plain.obstacle == nil)
            #expect(plain.segments.encoding == .gsm7 && plain.price == nil)
            let odd = try await world.act { try $0.preview("Hi \u{1F600}", in: nil, to: "x", from: nil) }
            #expect(odd.segments.encoding == .ucs2 && odd.to == nil && odd.obstacle != nil)
            #expect(try await world.place.store.read(world.tenant) { try $0.leads.list(limit: 9) }.isEmpty)
        }
    }
}
