package import Messaging
internal import ServerStore

/// The one channel of a developer who has written credentials into the environment and not into a channel.
///
/// It is the first tenant's, and is made as any other: Twilio is asked whose the number is. Where that tenant has a
/// channel with the number, whatever its state, nothing is made.
package struct FallbackChannel: Sendable {
    private let channels: Channels
    private let credentials: PlainCredentials

    package enum Outcome: Hashable, Sendable {
        case made(ChannelID)
        case there
        /// Nobody has been added yet whose it could be.
        case nobody
    }

    package init(_ channels: Channels, _ credentials: PlainCredentials) {
        (self.channels, self.credentials) = (channels, credentials)
    }

    package func make() async throws -> Outcome {
        let store = channels.store
        guard let tenant = try await store.readServer({ try $0.routes.tenants(limit: 1) }).first else { return .nobody }
        let number = credentials.phoneNumber.e164
        let (users, isThere) = try await store.read(tenant) { t in
            (try t.users.list(limit: 1), try Self.names(number, among: t))
        }
        guard let user = users.first?.id else { return .nobody }
        guard !isThere else { return .there }
        let order = NewChannelOrder(user: user, name: "From the environment", isActive: true, credentials: credentials)
        return .made(try await channels.create(order, in: tenant, by: AuditActor()).id)
    }

    private static func names(_ number: String, among t: TenantTransaction) throws -> Bool {
        var last: ChannelID?
        while true {
            let page = try t.channels.list(after: last, limit: 100)
            if page.contains(where: { $0.credentials.phoneNumber == number }) { return true }
            guard page.count == 100 else { return false }
            last = page.last?.id
        }
    }
}
