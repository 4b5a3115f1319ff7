import CRM
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("What is asked for at Twilio after a text has come in")
struct InboundJobTests {
    private static let lead = "+12025550177"

    /// A channel of the first account, and what a webhook of the text tells.
    private func event(
        _ world: ChannelWorld, _ channel: ShownChannel, _ tenant: TenantID, sid: String, body: String,
        to: String? = nil
    ) -> WebhookEvent {
        let ours = to ?? world.simulator.from
        let form = [
            "MessageSid=\(sid)", "From=%2B\(Self.lead.dropFirst())", "To=%2B\(ours.dropFirst())", "SmsStatus=received",
            "AccountSid=\(world.simulator.accountSID)", "Body=\(body)",
        ]
        return WebhookEvent(
            tenant: tenant, id: world.place.store.surroundings.newID(at: world.place.clock.now), kind: .inbound,
            accountSID: world.simulator.accountSID, channel: to == nil ? channel.id : nil, ourAddress: ours, target: [],
            body: Array(form.joined(separator: "&").utf8), receivedAt: world.place.clock.now)
    }

    private func work(_ world: ChannelWorld) async throws {
        try await EventWorker(world.place.store).work()
        let inbound = Inbound(store: world.place.store, keys: world.keys, twilio: world.door)
        world.place.clock.advance(.seconds(1))
        _ = try await ChannelWorld.work(world.place.store, world.channels.jobs + inbound.jobs)
    }

    @Test(
        "A START that came before the STOP it follows lifts it once Twilio has said when they were written",
        arguments: StoreKind.allCases)
    func dated(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            let stop = try #require(try await world.simulator.inbound(from: Self.lead, body: "STOP", age: .seconds(90)))
            let start = try #require(
                try await world.simulator.inbound(from: Self.lead, body: "START", age: .seconds(30)))
            let hash = AddressHash.of(Self.lead, in: ann.tenant)
            for (sid, body) in [(start, "START"), (stop, "STOP")] {
                let event = event(world, channel, ann.tenant, sid: sid, body: body)
                try await world.place.store.write(ann.tenant) { _ = try $0.events.keep(event) }
            }
            try await EventWorker(world.place.store).work()
            #expect(
                try await world.place.store.read(ann.tenant) {
                    try $0.optOuts.isBlocked(hash, for: [world.simulator.from])
                })

            try await work(world)

            let isBlocked = try await world.place.store.read(ann.tenant) {
                try $0.optOuts.isBlocked(hash, for: [world.simulator.from])
            }
            #expect(!isBlocked)
            let messages = try await world.place.store.read(ann.tenant) { try $0.messages.newest(limit: 9) }
            #expect(messages.allSatisfy { $0.providerAt != nil })
        }
    }

    @Test(
        "A text to a number that no channel names goes to the channel of its account once Twilio says so",
        arguments: StoreKind.allCases)
    func routed(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            let (own, strange) = ("+12025550101", "+12025550150")
            for (number, to) in [own, strange].enumerated() {
                let sid = "SM" + String(repeating: "\(number)", count: 32)
                let event = event(world, channel, ann.tenant, sid: sid, body: "Hi", to: to)
                try await world.place.store.write(ann.tenant) { t in
                    _ = try t.events.keep(event)
                    try t.jobs.put("route_event", about: event.id.value, at: t.now)
                }
            }

            try await work(world)
            try await EventWorker(world.place.store).work()

            #expect(try await world.holder(own) == channel.id)
            #expect(try await world.holder(strange) == nil)
            let messages = try await world.place.store.read(ann.tenant) { try $0.messages.newest(limit: 9) }
            #expect(messages.map(\.ourNumber) == [own])
        }
    }
}
