package import LocalStore
package import Messaging

/// A Leadline server as a remote.
package struct CRMRemote: Remote {
    private let caller: CRMCaller

    package init(caller: CRMCaller) { self.caller = caller }

    package var time: Instant? { caller.time }
    package var sureTime: Instant? { caller.sureTime }

    package func news(for reader: NewsReader) -> sending any NewsSource { ServerFeed(caller: caller, reader: reader) }

    /// The server knows a text by the name that its sender gave it.
    package func mayRepeat(_ entry: OutboxEntry) -> Bool { true }

    /// How a text fares is told by the feed, so nothing is asked for by itself.
    package func message(_ externalID: String) async throws(SyncError) -> RemoteMessage { throw .gone }

    package func send(_ entry: OutboxEntry, to place: ServedPlace?) async throws(SyncError) -> HandedOver {
        try await TextSender(caller: caller).send(entry, to: place)
    }

    package func tell(_ wish: Wish) async throws(SyncError) -> WishAnswer {
        try await WishTeller(caller: caller).tell(wish)
    }

    package func listPrice(to region: String) async throws(SyncError) -> Price? { nil }
    package func mediaList(of externalID: String) async throws(SyncError) -> [RemoteMedia] { throw .gone }

    package func mediaContent(
        _ media: String, of externalID: String, limit: Int
    ) async throws(SyncError) -> [UInt8] {
        throw .gone
    }
}
