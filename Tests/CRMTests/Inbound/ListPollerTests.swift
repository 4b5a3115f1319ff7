import CRM
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import Twilio
import TwilioAPI
import TwilioSimulator

@Suite("What no webhook has told of")
struct ListPollerTests {
    private static let lead = "+12025550177"
    private typealias Person = (tenant: TenantID, actor: AuditActor, user: UserID)

    /// Does what is due within `span`: the lists are looked into, and what follows is asked for.
    private func work(_ world: ChannelWorld, within span: Duration = .seconds(16)) async throws {
        world.place.clock.advance(span)
        let poller = ListPoller(store: world.place.store, keys: world.keys, twilio: world.door)
        let inbound = Inbound(store: world.place.store, keys: world.keys, twilio: world.door)
        _ = try await ChannelWorld.work(
            world.place.store, world.channels.jobs + inbound.jobs + poller.jobs)
    }

    private func messages(_ world: ChannelWorld, _ tenant: TenantID) async throws -> [TenantMessage] {
        try await world.place.store.read(tenant) { try $0.messages.newest(limit: 1000) }
    }

    @Test(
        "A text of which no webhook told comes by the list, once, as unread, and its webhook changes nothing any more",
        arguments: StoreKind.allCases)
    func found(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            try await world.simulator.inbound(from: Self.lead, body: "Before", age: .seconds(3600))
            let sid = try #require(try await world.simulator.inbound(from: Self.lead, body: "Hello?"))

            try await work(world)
            try await work(world)

            let messages = try await messages(world, ann.tenant)
            try #require(messages.map(\.externalID) == [sid])
            #expect(messages[0].providerAt != nil && messages[0].arrival > 0 && messages[0].body == "Hello?")
            #expect(messages[0].ourNumber == world.simulator.from && messages[0].from == Self.lead)
            let unread = try await world.place.store.read(ann.tenant) {
                try $0.conversations.unread(of: ann.user, in: messages[0].conversation)
            }
            #expect(unread == 1)
            let form = "MessageSid=\(sid)&From=%2B\(Self.lead.dropFirst())&To=%2B\(world.simulator.from.dropFirst())"
            let event = WebhookEvent(
                tenant: ann.tenant, id: world.place.store.surroundings.newID(at: world.place.clock.now),
                kind: .inbound, accountSID: world.simulator.accountSID, channel: channel.id,
                ourAddress: world.simulator.from, target: [], body: Array((form + "&Body=Hello%3F").utf8),
                receivedAt: world.place.clock.now)
            try await world.place.store.write(ann.tenant) { _ = try $0.events.keep(event) }
            try await EventWorker(world.place.store).work()
            #expect(try await world.place.store.read(ann.tenant) { try $0.events.find(event.id)?.outcome } == .known)
        }
    }

    @Test(
        "Texts of ten minutes without webhooks are all there, once, with two nodes looking",
        arguments: StoreKind.allCases)
    func outage(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            let ann = try await world.person("ann")
            _ = try await world.create(ann, try world.credentials())
            try await work(world)
            var sids: Set<String> = []
            for number in 0..<130 {
                let lead = "+120255501\(number % 10)\(number / 10 % 10)"
                sids.insert(try #require(try await world.simulator.inbound(from: lead, body: "Text \(number)")))
            }
            let other = try await world.place.another()

            world.place.clock.advance(.seconds(600))
            async let one = look(world, world.place.store)
            async let two = look(world, other)
            _ = try await (one, two)

            let messages = try await messages(world, ann.tenant)
            #expect(messages.count == 130 && Set(messages.compactMap(\.externalID)) == sids)
        }
    }

    private func look(_ world: ChannelWorld, _ store: TenantStore) async throws -> [JobReport] {
        try await ChannelWorld.work(store, ListPoller(store: store, keys: world.keys, twilio: world.door).jobs)
    }

    @Test(
        "A STOP that only the list tells of blocks, and a START that was written later lifts it",
        arguments: StoreKind.allCases)
    func keywords(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            let ann = try await world.person("ann")
            _ = try await world.create(ann, try world.credentials())
            let hash = AddressHash.of(Self.lead, in: ann.tenant)
            for (word, isBlocked) in [("STOP", true), ("START", false)] {
                try await world.simulator.inbound(from: Self.lead, body: word)
                try await work(world)
                let found = try await world.place.store.read(ann.tenant) {
                    try $0.optOuts.isBlocked(hash, for: [world.simulator.from])
                }
                #expect(found == isBlocked, "\(word)")
            }
        }
    }

    @Test("What came before a number was the channel's is not for it, and is left alone", arguments: StoreKind.allCases)
    func history(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            try await world.simulator.inbound(from: Self.lead, body: "Long ago", age: .seconds(120))
            let ann = try await world.person("ann")
            _ = try await world.create(ann, try world.credentials())

            try await work(world)
            try await work(world, within: .seconds(700))

            #expect(try await messages(world, ann.tenant).isEmpty)
        }
    }

    @Test(
        "Where webhooks arrive a list is looked into rarely and leaves fresh texts to them, until one was missed",
        arguments: StoreKind.allCases)
    func told(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind, isInStep: true) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            try await world.place.store.write(ann.tenant) { t in
                _ = try t.channels.change(channel.id, [.webhookSeen, .status(.connected)])
            }
            try await work(world)
            try await work(world, within: .seconds(590))
            try await world.simulator.inbound(from: Self.lead, body: "On its way")
            try await work(world, within: .seconds(11))
            #expect(try await messages(world, ann.tenant).isEmpty)
            try await work(world, within: .seconds(590))
            #expect(try await messages(world, ann.tenant).isEmpty)

            try await work(world, within: .seconds(11))

            #expect(try await messages(world, ann.tenant).map(\.body) == ["On its way"])
            let row = try await world.row(channel.id, of: ann.tenant)
            #expect(row.webhookSeenAt == nil && row.status == .active)
            try await world.simulator.inbound(from: Self.lead, body: "And another")
            try await work(world)
            #expect(try await messages(world, ann.tenant).count == 2)
        }
    }

    @Test("How far a text of ours has come is learnt from the list, and a text that is not here stays where it is")
    func statuses() async throws {
        try await ChannelWorld.with(.sqlite, isInStep: true) { world in
            let ann = try await world.person("ann")
            let channel = try await world.create(ann, try world.credentials())
            let service = try world.service()
            let (ours, strange) = (
                try await service.sendSMS(to: Self.lead, body: "Ours"),
                try await service.sendSMS(to: Self.lead, body: "From elsewhere")
            )
            try await world.place.store.write(ann.tenant) { t in
                let lead = try t.leads.findOrMake(Self.lead).id
                let key = ConversationKey(ourAddress: world.simulator.from, remoteJID: "sms_12025550177")
                let talk = try t.conversations.findOrMake(key, lead: lead, channel: channel.id).id
                var message = NewMessage(in: talk, .outbound, externalID: ours.sid, body: "Ours", createdAt: t.now)
                message.sendState = .submitted
                _ = try t.messages.insert(message)
            }

            var first: [TenantMessage] = []
            for _ in 0..<200 where first.first?.status != .delivered || first.first?.price == nil {
                try await Task.sleep(for: .milliseconds(20))
                try await work(world)
                first = try await messages(world, ann.tenant)
            }
            try await work(world)

            #expect(first.map(\.status) == [.delivered] && first.map(\.externalID) == [ours.sid])
            #expect(ours.sid != strange.sid)
            // What is known already is no news.
            #expect(try await messages(world, ann.tenant) == first)
        }
    }
}
