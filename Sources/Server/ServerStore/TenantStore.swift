package import Messaging

/// All tenants' rows, in one SQLite file or in PostgreSQL, behind transactions.
///
/// A transaction is a plain function of the rows: it blocks a thread of the store's own, never waits for anything else,
/// and may be run several times, so it has no effect but on the rows. It sees one tenant, or the server's own tables.
package final class TenantStore: Sendable {
    package let address: StoreAddress
    package let surroundings: StoreSurroundings
    let database: any SQLDatabase
    private let wakes = Wakes()
    /// Carries wakes to other nodes, where there can be any.
    private let messenger: PostgresMessenger?

    /// Opens a store whose schema is this server's own. On PostgreSQL the role has to be one that row-level security binds.
    package init(_ address: StoreAddress, _ surroundings: StoreSurroundings, connections: Int = 8) async throws {
        (self.address, self.surroundings) = (address, surroundings)
        database = try Self.database(address, surroundings, connections: connections)
        switch address {
        case .sqlite: messenger = nil
        case .postgres(let text): messenger = PostgresMessenger(text, wakes)
        }
        let now = surroundings.now()
        do {
            try await database.transact(.reading, .server) { connection in
                if connection.dialect == .postgres, let reason = try UnsafeRole.found(connection) {
                    throw TenantStoreError.unsafeRole(reason)
                }
                try Migrator(connection: connection, now: now).check()
            }
        } catch {
            // The reason that it cannot be used outweighs one that it cannot be closed.
            try? await database.close()
            throw error
        }
        await messenger?.listen()
    }

    /// Makes the schema, or brings it up to date; on PostgreSQL as the role that owns it, for the role that will serve.
    package static func migrate(
        _ address: StoreAddress, servedBy role: String? = nil, _ surroundings: StoreSurroundings
    ) async throws {
        let database = try database(address, surroundings, connections: 1)
        let now = surroundings.now()
        try await database.transact(.writing, .server) { connection in
            try Migrator(connection: connection, now: now).migrate(for: role)
        }
        try await database.close()
    }

    private static func database(
        _ address: StoreAddress, _ surroundings: StoreSurroundings, connections: Int
    ) throws -> any SQLDatabase {
        switch address {
        case .sqlite(let path): try SQLiteDatabase(path: path)
        case .postgres(let text): PostgresDatabase(text, connections: connections, uptime: surroundings.uptime)
        }
    }

    /// Whether the schema is older than this server's own, as after a copy from before was brought back. A younger one is
    /// no obstacle to a node that serves already: steps are made so that it can go on.
    package func isOutdated() async throws -> Bool {
        let now = surroundings.now()
        return try await again { [database] in
            try await database.transact(.reading, .server) { connection in
                try Migrator(connection: connection, now: now).version() < SchemaStep.newest
            }
        }
    }

    package func close() async throws {
        wakes.finish()
        await messenger?.close()
        try await database.close()
    }

    /// Tenants whose rows have just changed, on whatever node. It may miss one and may name one for nothing: who waits
    /// for something looks for itself now and then.
    package func changedTenants() -> AsyncStream<TenantID> { wakes.stream() }

    /// Reads one state of a tenant's rows.
    package func read<T: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await transact(.reading, tenant, body)
    }

    /// Changes a tenant's rows, all or nothing.
    @discardableResult
    package func write<T: Sendable>(
        _ tenant: TenantID, _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        try await transact(.writing, tenant, body)
    }

    private func transact<T: Sendable>(
        _ kind: TransactionKind, _ tenant: TenantID, _ body: @escaping @Sendable (TenantTransaction) throws -> T
    ) async throws -> T {
        let (result, hasChanged) = try await again { [database, surroundings] in
            try await database.transact(kind, .tenant(tenant)) { connection in
                let transaction = TenantTransaction(connection, tenant, surroundings)
                let result = try body(transaction)
                return (result, try transaction.settle())
            }
        }
        if hasChanged {
            wakes.tell(tenant)
            await messenger?.send(tenant)
        }
        return result
    }

    /// Reads the server's own tables: routes, nodes, what is due. No tenant's row is to be seen.
    package func readServer<T: Sendable>(
        _ body: @escaping @Sendable (ServerTransaction) throws -> T
    ) async throws -> T {
        try await transact(.reading, body)
    }

    /// Changes the server's own tables.
    @discardableResult
    package func writeServer<T: Sendable>(
        _ body: @escaping @Sendable (ServerTransaction) throws -> T
    ) async throws -> T {
        try await transact(.writing, body)
    }

    private func transact<T: Sendable>(
        _ kind: TransactionKind, _ body: @escaping @Sendable (ServerTransaction) throws -> T
    ) async throws -> T {
        try await again { [database, surroundings] in
            try await database.transact(kind, .server) { try body(ServerTransaction($0, surroundings)) }
        }
    }

    /// How often a transaction is tried that others get in the way of, and one whose connection breaks.
    private static let patience = (conflict: 10, gone: 3)

    /// Repeats what left nothing behind, after a moment that grows and that chance makes unlike others'.
    private func again<T: Sendable>(_ body: @Sendable () async throws -> T) async throws -> T {
        var attempt = 1
        while true {
            do {
                return try await body()
            } catch TenantStoreError.conflict where attempt < Self.patience.conflict {
                let pause = 1 << min(attempt, 6)
                try await Task.sleep(for: .milliseconds(pause + Int(surroundings.chance() % UInt64(pause))))
            } catch TenantStoreError.gone where attempt < Self.patience.gone {
                try await Task.sleep(for: .milliseconds(150 * attempt))
            }
            attempt += 1
        }
    }
}
