import Messaging
import ServerStore
import ServerTestSupport
import TestSupport
import Testing

@Suite("A number is one channel's on the whole server")
struct SenderClaimTests {
    private static let number = "+15550100001"
    private static let account = "AC0123456789abcdef0123456789abcdef"

    private func claim(
        _ channel: ChannelRecord, in store: TenantStore, replacing holder: SenderRoute? = nil
    ) async throws -> ClaimOutcome {
        try await store.write(channel.tenant) {
            try $0.senders.claim(Self.number, of: Self.account, for: channel.id, replacing: holder)
        }
    }

    private func channels(_ place: StorePlace, _ count: Int) async throws -> [ChannelRecord] {
        var channels: [ChannelRecord] = []
        for n in 0..<count {
            let (tenant, user) = try await place.tenant("user \(n)")
            channels.append(try await ChannelRowTests.create(place, tenant, user))
        }
        return channels
    }

    @Test("Of two nodes that claim one number for two tenants, one gets it", arguments: StoreKind.allCases)
    func race(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let nodes = [place.store, try await place.another()]
        let channels = try await channels(place, 6)

        let outcomes = try await withThrowingTaskGroup(of: ClaimOutcome.self) { group in
            for (n, channel) in channels.enumerated() {
                group.addTask { try await claim(channel, in: nodes[n % 2]) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        let holder = try #require(try await place.store.readServer { try $0.routes.sender(Self.number) })
        #expect(outcomes.filter { $0 == .claimed }.count == 1)
        #expect(outcomes.filter { $0 == .taken(holder) }.count == 5)
        #expect(channels.contains { $0.id == holder.channel && $0.tenant == holder.tenant })
    }

    @Test("Who has a number can claim it again, and lets go of it once", arguments: StoreKind.allCases)
    func again(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let channels = try await channels(place, 2)

        #expect(try await claim(channels[0], in: place.store) == .claimed)
        #expect(try await claim(channels[0], in: place.store) == .claimed)
        // What is another's is not let go of.
        #expect(
            try await place.store.write(channels[1].tenant) { try $0.senders.release(Self.number, of: channels[0].id) }
                == false)
        #expect(
            try await place.store.write(channels[0].tenant) { try $0.senders.release(Self.number, of: channels[0].id) })
        #expect(try await claim(channels[1], in: place.store) == .claimed)
    }

    @Test(
        "A number goes over to another tenant only from the holder that was asked about", arguments: StoreKind.allCases)
    func handOver(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let channels = try await channels(place, 3)
        #expect(try await claim(channels[0], in: place.store) == .claimed)
        let holder = try #require(try await place.store.readServer { try $0.routes.sender(Self.number) })
        place.clock.advance(.seconds(1))

        #expect(try await claim(channels[1], in: place.store) == .taken(holder))
        #expect(try await claim(channels[1], in: place.store, replacing: holder) == .claimed)

        let next = try #require(try await place.store.readServer { try $0.routes.sender(Self.number) })
        #expect(next.channel == channels[1].id)
        #expect(try await claim(channels[2], in: place.store, replacing: holder) == .taken(next))
        #expect(try await place.store.readServer { try $0.routes.senders(of: Self.account) } == [next])
    }

    @Test("A channel of another tenant can be given nothing", arguments: StoreKind.allCases)
    func strangersChannel(kind: StoreKind) async throws {
        let place = try await StorePlace(kind)
        let channels = try await channels(place, 2)

        await #expect(throws: TenantStoreError.constraint(.reference)) {
            try await place.store.write(channels[0].tenant) {
                try $0.senders.claim(Self.number, of: Self.account, for: channels[1].id)
            }
        }
    }
}
