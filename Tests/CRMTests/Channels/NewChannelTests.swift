import CRM
import Messaging
import Secrets
import ServerStore
import ServerTestSupport
import Testing
import TwilioSimulator

@Suite("A new channel")
struct NewChannelTests {
    @Test("Whose account owns the number has an active channel at once", arguments: StoreKind.allCases)
    func owned(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")

            let channel = try await world.create(ann, try world.credentials())

            #expect(channel.status == .active && !channel.isPending && !channel.isExposed)
            #expect(channel.authToken == "…" + world.simulator.authToken.suffix(4))
            #expect(channel.phoneNumber == world.simulator.from)
            #expect(try await world.holder(world.simulator.from) == channel.id)
            let row = try await world.row(channel.id, of: ann.tenant)
            #expect(row.proof == .owned && KeyRing.isSealed(row.credentials.authToken ?? ""))
            #expect(try await world.audit(ann.tenant) == ["channel.created"])
            #expect(try await world.channels.find(channel.id, in: ann.tenant) == channel)
            #expect(try await world.channels.list(in: ann.tenant, limit: 9) == [channel])
        }
    }

    @Test(
        "A number of another account, and a token that Twilio refuses, leave nothing behind",
        arguments: StoreKind.allCases)
    func refused(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let foreign = try world.credentials(number: world.other.from)
            let wrong = try world.credentials(token: "00000000000000000000000000000000")

            #expect(await refusal { try await world.create(ann, foreign) }?.kind == "notOwned")
            #expect(await refusal { try await world.create(ann, wrong) }?.kind == "credentialsRefused")

            #expect(try await world.channels.list(in: ann.tenant, limit: 9).isEmpty)
            #expect(try await world.holder(world.other.from) == nil)
            #expect(try await world.audit(ann.tenant).isEmpty)
        }
    }

    @Test("One that is to be inactive asks nobody and has no number", arguments: StoreKind.allCases)
    func inactive(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            await world.simulator.fault(Fault(.unreachable, count: .max))

            let channel = try await world.create(ann, try world.credentials(), isActive: false)

            #expect(channel.status == .inactive && !channel.isPending)
            #expect(try await world.holder(world.simulator.from) == nil)
        }
    }

    @Test(
        "While Twilio is away the channel waits, and is active once Twilio is back", arguments: StoreKind.allCases,
        [Fault.Kind.unreachable, .errorBefore, .html, .rateLimited, .slow])
    func away(kind: StoreKind, fault: Fault.Kind) async throws {
        try await ChannelWorld.with(kind, patience: fault == .slow ? .seconds(1) : .seconds(60)) { world in
            let ann = try await world.person("ann")
            await world.simulator.fault(Fault(fault, count: .max, delay: .seconds(4)))

            let channel = try await world.create(ann, try world.credentials())
            #expect(channel.status == .inactive && channel.isPending)
            #expect(try await world.holder(world.simulator.from) == nil)
            let reports = try await world.work()
            #expect(reports.map(\.description).allSatisfy { $0.contains("again later") })
            await world.simulator.clearFaults()
            var now = channel
            // On a busy machine an answer may come too late for whoever has little patience.
            for _ in 0..<20 where now.isPending {
                try await world.work(within: .seconds(4600))
                now = try await world.channels.find(channel.id, in: ann.tenant)
            }

            #expect(now.status == .active && !now.isPending)
            #expect(try await world.holder(world.simulator.from) == channel.id)
            #expect(try await world.audit(ann.tenant) == ["channel.created", "channel.proved"])
        }
    }

    @Test("What cannot be written down leaves no channel, no number and no line behind", arguments: StoreKind.allCases)
    func cut(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")

            let error = await refusal {
                try await world.create(ann, try world.credentials()) { _, _ in throw ChannelError.stale }
            }

            #expect(error?.kind == "stale")
            #expect(try await world.holder(world.simulator.from) == nil)
            #expect(try await world.channels.list(in: ann.tenant, limit: 9).isEmpty)
            #expect(try await world.audit(ann.tenant).isEmpty)
        }
    }

    @Test("A messaging service brings the numbers of its pool along", arguments: StoreKind.allCases)
    func pool(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let sid = world.simulator.messagingServiceSID
            let foreign = try world.credentials(service: world.other.messagingServiceSID)

            #expect(await refusal { try await world.create(ann, foreign) }?.kind == "notOwned")
            let channel = try await world.create(ann, try world.credentials(service: sid))

            for address in [sid, "+12025550100", "+12025550101"] {
                #expect(try await world.holder(address) == channel.id)
            }
            #expect(channel.messagingServiceSID == sid)
        }
    }

    @Test("Nobody sees or changes a channel of another tenant", arguments: StoreKind.allCases)
    func strangers(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let (ann, bob) = (try await world.person("ann"), try await world.person("bob"))
            let id = try await world.create(ann, try world.credentials()).id
            let channels = world.channels
            let attempts: [() async throws -> Void] = [
                { _ = try await channels.find(id, in: bob.tenant) },
                { _ = try await channels.change(id, [.name("Bob's")], in: bob.tenant, by: bob.actor) },
                { try await channels.delete(id, in: bob.tenant, by: bob.actor) },
                { _ = try await channels.activate(id, in: bob.tenant, by: bob.actor) },
                { _ = try await channels.test(id, in: bob.tenant) },
                { _ = try await channels.pointWebhooks(id, isConfirmed: true, in: bob.tenant, by: bob.actor) },
                {
                    let token = SecretBytes("another-token-of-somebody".utf8)
                    _ = try await channels.rotateToken(
                        id, to: token, grace: .zero, in: bob.tenant, by: bob.actor)
                },
            ]

            for attempt in attempts { #expect(await refusal(attempt)?.kind == "notFound") }

            #expect(try await channels.list(in: bob.tenant, limit: 9).isEmpty)
            #expect(try await channels.find(id, in: ann.tenant).name == "Shop")
        }
    }
}
