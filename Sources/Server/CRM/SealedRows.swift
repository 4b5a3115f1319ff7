internal import Messaging
package import ServerStore

/// What lies sealed on the server, of whatever tenant: for the operator, who keeps the keys.
package enum SealedRows {
    /// Whether there is anything at all, so that a missing key would be missed.
    package static func exist(in store: TenantStore) async throws -> Bool {
        try await CRMError.translating {
            for tenant in try await tenants(of: store) {
                if try await !store.read(tenant, { try $0.channels.sealed().isEmpty }) { return true }
            }
            return false
        }
    }

    /// How many channels have a token that came by SQL, so that the database's log may hold it.
    package static func exposed(in store: TenantStore) async throws -> Int {
        try await CRMError.translating {
            var count = 0
            for tenant in try await tenants(of: store) {
                let found = try await store.read(tenant) { rows in
                    try rows.channels.sealed().filter { $0.exposedAt != nil && $0.deletedAt == nil }.count
                }
                count += found
            }
            return count
        }
    }

    private static func tenants(of store: TenantStore) async throws -> [TenantID] {
        var all: [TenantID] = []
        while true {
            let page = try await store.readServer { [last = all.last] in
                try $0.routes.tenants(after: last, limit: 500)
            }
            all += page
            guard page.count == 500 else { return all }
        }
    }
}
