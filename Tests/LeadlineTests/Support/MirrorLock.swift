import GRDB
import LocalStore

/// Another program that keeps a mirror busy, as a backup or a stopped process does: nobody else can write to it until it
/// lets go.
final class MirrorLock: Sendable {
    private let database: DatabaseQueue

    init(_ path: String) throws {
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(10)
        database = try DatabaseQueue(path: path, configuration: configuration)
        try database.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    }

    func release() throws { try database.inDatabase { try $0.execute(sql: "ROLLBACK") } }
}
