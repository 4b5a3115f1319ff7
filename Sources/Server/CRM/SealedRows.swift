internal import Messaging
package import Secrets
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

    /// The names of keys that something was sealed with and that the ring does not have.
    package static func missingKeys(of ring: KeyRing, in store: TenantStore) async throws -> [String] {
        try await CRMError.translating {
            let known = Set(ring.keys.map(\.id))
            var missing: Set<String> = []
            for tenant in try await tenants(of: store) {
                missing.formUnion(
                    try await store.read(tenant) { rows in
                        try rows.channels.sealed().compactMap(\.credentials.authToken).compactMap(KeyRing.keyID)
                            .filter { !known.contains($0) }
                    })
            }
            return missing.sorted()
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
