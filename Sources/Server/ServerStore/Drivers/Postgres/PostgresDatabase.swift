internal import Messaging

/// PostgreSQL through a few connections, each of which is lent to one transaction at a time, first come, first served.
actor PostgresDatabase: SQLDatabase {
    private let connections: [PostgresConnection]
    private var idle: [PostgresConnection]
    private var waiting: [CheckedContinuation<PostgresConnection, Never>] = []

    init(_ address: String, connections count: Int, uptime: @escaping @Sendable () -> Uptime) {
        connections = (0..<max(1, count)).map { PostgresConnection(address, number: $0, uptime: uptime) }
        idle = connections.reversed()
    }

    nonisolated var dialect: SQLDialect { .postgres }

    nonisolated func transact<T: Sendable>(
        _ kind: TransactionKind, _ tenant: TenantScope, _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        let connection = await lend()
        do {
            let result = try await connection.transact(kind, tenant, body)
            await giveBack(connection)
            return result
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    func close() async {
        for connection in connections { await connection.close() }
    }

    private func lend() async -> PostgresConnection {
        if let connection = idle.popLast() { return connection }
        return await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack(_ connection: PostgresConnection) {
        if waiting.isEmpty {
            idle.append(connection)
        } else {
            waiting.removeFirst().resume(returning: connection)
        }
    }
}
