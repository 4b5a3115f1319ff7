package import Messaging
package import Secrets
package import ServerStore

/// The tenants of a server, from outside of any of them: how they come to be, who is whose, and the way into one.
package struct Tenants: Sendable {
    /// Somebody who has just been added, with the token that is told this once.
    package struct Newcomer: Sendable {
        package let user: UserRecord
        package let token: SecretToken
    }

    private let store: TenantStore

    package init(_ store: TenantStore) { self.store = store }

    /// Makes a tenant and its owner, who may do everything in it.
    package func open(owner name: String, label: String) async throws -> Newcomer {
        let tenant: TenantID = store.surroundings.newID(at: store.surroundings.now())
        return try await add(name, to: tenant, scopes: Set(TokenScope.allCases), label) { office in
            try office.transaction.tenants.create(name: name)
            try office.audit.note(.tenantCreated, tenant.value)
        }
    }

    /// Adds an agent to the tenant that `colleague` belongs to, who reads and sends.
    package func hire(_ name: String, besides colleague: String, label: String) async throws -> Newcomer {
        let tenant = try await place(of: colleague).tenant
        return try await add(name, to: tenant, scopes: [.read, .send], label) { _ in }
    }

    private func add(
        _ name: String, to tenant: TenantID, scopes: Set<TokenScope>, _ label: String,
        first: @escaping @Sendable (Office) throws -> Void
    ) async throws -> Newcomer {
        let token = SecretToken.fresh(.user)
        let user = try await change(tenant) { office in
            try first(office)
            let user = try office.users.add(name)
            _ = try office.tokens.create(Tokens.Order(user: user.id, scopes: scopes, label: label), token)
            return user
        }
        return Newcomer(user: user, token: token)
    }

    /// Where the user of that name is.
    package func place(of name: String) async throws -> UserRoute {
        try await CRMError.translating {
            guard let route = try await store.readServer({ try $0.routes.user(named: name) }) else {
                throw CRMError.unknown(.user)
            }
            return route
        }
    }

    /// Every tenant with its first users, page by page.
    package func list(
        after: TenantID? = nil, limit: Int = 100
    ) async throws -> [(tenant: TenantRecord, users: [UserRecord])] {
        let ids = try await CRMError.translating {
            try await store.readServer { try $0.routes.tenants(after: after, limit: limit) }
        }
        var list: [(tenant: TenantRecord, users: [UserRecord])] = []
        for id in ids { list.append(try await read(id) { (try $0.record(), try $0.users.list(limit: 10_000)) }) }
        return list
    }

    /// Suspends a tenant or lets it go on. Nobody of a suspended one signs in; it still receives.
    package func suspend(_ tenant: TenantID, _ isSuspended: Bool) async throws {
        try await change(tenant) { office in
            guard (try office.record().suspendedAt != nil) != isSuspended else { return }
            try office.transaction.tenants.suspend(since: isSuspended ? office.transaction.now : nil)
            try office.audit.note(isSuspended ? .tenantSuspended : .tenantReadmitted, tenant.value)
        }
    }

    /// Reads one state of a tenant's affairs.
    package func read<T: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (Office) throws -> T
    ) async throws -> T {
        try await CRMError.translating {
            try await store.read(tenant) { try body(Office(transaction: $0, actor: AuditActor())) }
        }
    }

    /// Changes a tenant's affairs on behalf of `actor`: nobody stands for the operator at the server's own machine.
    @discardableResult
    package func change<T: Sendable>(
        _ tenant: TenantID, by actor: AuditActor = AuditActor(), _ body: @escaping @Sendable (Office) throws -> T
    ) async throws -> T {
        try await CRMError.translating {
            try await store.write(tenant) { try body(Office(transaction: $0, actor: actor)) }
        }
    }
}
