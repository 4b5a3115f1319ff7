internal import Messaging
package import ServerStore

/// Whether anything lies sealed on the server, so that a missing key would be missed.
package enum SealedRows {
    /// Looks through the channels of every tenant, the deleted ones too, until one is found.
    package static func exist(in store: TenantStore) async throws -> Bool {
        try await CRMError.translating {
            var last: TenantID?
            while true {
                let tenants = try await store.readServer { [last] in
                    try $0.routes.tenants(after: last, limit: page)
                }
                for tenant in tenants {
                    let isFound = try await store.read(tenant) { rows in
                        try rows.feed.channels(after: 0, limit: .max).contains { $0.record.sealedAt != nil }
                    }
                    if isFound { return true }
                }
                guard tenants.count == page else { return false }
                last = tenants.last
            }
        }
    }

    private static let page = 500
}
