import Foundation
package import Messaging
package import ServerStore
package import TestSupport

/// The two databases that the store knows. Every suite about rows runs on both.
package enum StoreKind: String, CaseIterable, Sendable {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"
}

/// A store for one test: a database that nobody else has, gone afterwards.
package final class StorePlace: Sendable {
    package let kind: StoreKind
    package let store: TenantStore
    /// The clock that the store goes by.
    package let clock = HandClock()
    /// What a program takes: the role that serves, and the one that owns. On SQLite they are the same.
    package let address: StoreAddress
    package let ownerAddress: StoreAddress

    private let folder: TemporaryFolder?
    private let server: PostgresServer?
    private let database: String

    package init(_ kind: StoreKind) async throws {
        self.kind = kind
        switch kind {
        case .sqlite:
            let folder = try TemporaryFolder()
            (self.folder, server, database) = (folder, nil, folder.path + "/server.sqlite")
            address = .sqlite(path: database)
            ownerAddress = address
            try await TenantStore.migrate(address, StoreSurroundings(clock))
        case .postgres:
            let server = try await PostgresServer.shared.value
            _ = try await Self.template.value
            database = "t" + UUID().uuidString.lowercased().filter { $0 != "-" }
            try server.psql(
                "CREATE DATABASE \(database) TEMPLATE leadline_template OWNER \(PostgresServer.owner)", as: "postgres",
                in: "postgres")
            (folder, self.server) = (nil, server)
            address = .postgres(server.address(of: database, as: PostgresServer.server))
            ownerAddress = .postgres(server.address(of: database, as: PostgresServer.owner))
        }
        store = try await TenantStore(address, StoreSurroundings(clock), connections: 4)
    }

    /// Another node on the same rows.
    package func another() async throws -> TenantStore {
        try await TenantStore(address, StoreSurroundings(clock), connections: 4)
    }

    /// The address of the same rows for another role of PostgreSQL.
    package func address(as role: String) throws -> StoreAddress {
        guard let server else { throw ProgramFailure(words: "SQLite has no roles") }
        return .postgres(server.address(of: database, as: role))
    }

    /// Runs SQL past the store as the owner of the rows would: by psql, or by sqlite3.
    @discardableResult
    package func shell(_ sql: String, as role: String = PostgresServer.owner) throws -> String {
        if let server { return try server.psql(sql, as: role, in: database) }
        return try StartedProgram.run(["sqlite3", "-bail", "-cmd", ".timeout 5000", database, sql])
    }

    /// A tenant with a user of the same name.
    package func tenant(_ name: String, in store: TenantStore? = nil) async throws -> (tenant: TenantID, user: UserID) {
        let tenant: TenantID = self.store.surroundings.newID(at: clock.now)
        let user = try await (store ?? self.store).write(tenant) { transaction in
            try transaction.tenants.create(name: name)
            return try transaction.users.create(name: name)
        }
        return (tenant, user)
    }

    /// A database with the newest schema, of which all others are copies.
    private static let template = Task {
        let server = try await PostgresServer.shared.value
        try server.psql(
            "CREATE DATABASE leadline_template OWNER \(PostgresServer.owner)", as: "postgres", in: "postgres")
        try await TenantStore.migrate(
            .postgres(server.address(of: "leadline_template", as: PostgresServer.owner)),
            servedBy: PostgresServer.server,
            StoreSurroundings(HandClock()))
    }
}

extension StoreSurroundings {
    /// A clock that is set by hand, and true chance.
    package init(_ clock: HandClock) {
        self.init(now: { clock.now }, uptime: { clock.uptime }, chance: { .random(in: .min ... .max) })
    }
}
