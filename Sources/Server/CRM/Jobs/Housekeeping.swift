internal import Messaging
package import ServerStore

/// Forgets what nobody needs any more: requests of Twilio's and copies of what was refused after the time that the operator
/// gives them, answers to repeated requests and links to files when they are over.
///
/// Every node does it now and then; done by two at once it is done once.
package struct Housekeeping: Sendable {
    private let store: TenantStore
    /// How long requests are kept; `nil` for ever.
    private let kept: Duration?

    private static let pause = Duration.seconds(3600)
    private static let atOnce = 1000

    package init(_ store: TenantStore, keptFor kept: Duration?) { (self.store, self.kept) = (store, kept) }

    /// Tidies up until the task is canceled.
    package func run() async {
        while !Task.isCancelled {
            // What could not be done now is done the next time.
            try? await tidy()
            // Whoever is canceled is done.
            try? await Task.sleep(for: Self.pause)
        }
    }

    package func tidy() async throws {
        let limit = kept.map { store.surroundings.now() - $0 }
        try await store.writeServer { server in
            try server.routes.expireMediaLinks()
            if let limit { try server.gate.expireQuarantine(before: limit) }
        }
        var last: TenantID?
        while true {
            let tenants = try await store.readServer { [last] in try $0.routes.tenants(after: last, limit: 100) }
            for tenant in tenants { try await tidy(tenant, limit) }
            guard let end = tenants.last else { return }
            last = end
        }
    }

    private func tidy(_ tenant: TenantID, _ limit: Instant?) async throws {
        try await store.write(tenant) { _ = try $0.idempotency.expire() }
        guard let limit else { return }
        // Short transactions, so that nobody waits for them.
        while try await store.write(tenant, { try $0.events.expire(before: limit, limit: Self.atOnce) }) == Self.atOnce
        {}
    }
}
