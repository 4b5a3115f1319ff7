internal import Foundation
internal import GRDB
internal import Glibc

/// One SQLite file: a writer, readers beside it, and a commit that lies on the disk before it is told of.
final class SQLiteDatabase: SQLDatabase {
    private let pool: DatabasePool

    /// How long a transaction waits for one of another process, in seconds.
    private static let patience = 5

    /// Opens the file, or makes it, with rights for its owner alone.
    init(path: String) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw TenantStoreError.readOnly(detail: "\(path): \(String(cString: strerror(errno)))")
        }
        Glibc.close(descriptor)
        var configuration = Configuration()
        configuration.busyMode = .timeout(TimeInterval(Self.patience))
        configuration.maximumReaderCount = 4
        configuration.label = "store"
        do {
            pool = try DatabasePool(path: path, configuration: configuration)
            // Sharing a file by a write-ahead log lowers this, so it is raised afterwards.
            try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        } catch let error as DatabaseError {
            throw TenantStoreError(error)
        }
    }

    var dialect: SQLDialect { .sqlite }

    func transact<T: Sendable>(
        _ kind: TransactionKind, _ tenant: TenantScope, _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T {
        do {
            switch kind {
            case .reading: return try await pool.read { try body(SQLiteConnection($0)) }
            case .writing: return try await pool.write { try body(SQLiteConnection($0)) }
            }
        } catch let error as DatabaseError {
            throw TenantStoreError(error)
        }
    }

    func close() throws {
        // Folded in, the file alone is everything: people copy that. Where another process holds it up, that one will.
        try? pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
        do { try pool.close() } catch let error as DatabaseError { throw TenantStoreError(error) }
    }
}
