import CRM
import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing
import TwilioSimulator

@Suite("The channel of a developer's environment")
struct FallbackChannelTests {
    @Test("It is the first tenant's, and one, however often the server is started", arguments: StoreKind.allCases)
    func once(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let fallback = FallbackChannel(world.channels, try world.credentials())
            #expect(try await fallback.make() == .nobody)
            let ann = try await world.person("ann")
            // Ids of one millisecond have no order.
            world.place.clock.advance(.milliseconds(1))
            let bob = try await world.person("bob")

            let made = try await fallback.make()
            let again = try await fallback.make()

            let channels = try await world.channels.list(in: ann.tenant, limit: 9)
            #expect(made == .made(try #require(channels.first?.id)) && again == .there)
            #expect(channels.map(\.status) == [.active] && channels.map(\.user) == [ann.user])
            #expect(try await world.channels.list(in: bob.tenant, limit: 9).isEmpty)
        }
    }

    @Test(
        "A channel that the tenant has with that number stays the only one, active or not",
        arguments: StoreKind.allCases)
    func own(kind: StoreKind) async throws {
        try await ChannelWorld.with(kind) { world in
            let ann = try await world.person("ann")
            let own = try await world.create(ann, try world.credentials(), isActive: false)

            #expect(try await FallbackChannel(world.channels, try world.credentials()).make() == .there)

            #expect(try await world.channels.list(in: ann.tenant, limit: 9).map(\.id) == [own.id])
        }
    }
}
