internal import GRDB

extension TenantStoreError {
    init(_ error: DatabaseError) { self.init(sqlite: error.extendedResultCode, error.message ?? "") }

    /// Sorts what SQLite reports. Its messages name tables and columns, those of our own triggers what they refuse; no
    /// more of them than that is kept.
    init(sqlite code: ResultCode, _ message: String) {
        switch code.primaryResultCode {
        case .SQLITE_CONSTRAINT: self = .constraint(Self.constraint(code, message))
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(detail: "SQLite \(code.rawValue)")
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = .readOnly(detail: "SQLite \(code.rawValue)")
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged(detail: "SQLite \(code.rawValue)")
        case .SQLITE_IOERR where Self.outOfRoom.contains(code): self = .full
        case .SQLITE_IOERR: self = .gone(detail: "SQLite \(code.rawValue)")
        default: self = .ourFault(detail: "SQLite \(code.rawValue)")
        }
    }

    /// What SQLite says where a file cannot grow; only some systems tell it that the disk is full.
    private static let outOfRoom: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
        .SQLITE_IOERR_SHMSIZE,
    ]

    private static func constraint(_ code: ResultCode, _ message: String) -> StoreConstraint {
        switch code {
        case .SQLITE_CONSTRAINT_FOREIGNKEY, .SQLITE_CONSTRAINT_TRIGGER: .reference
        // "UNIQUE constraint failed: users.name"
        default: StoreConstraint(named: message.split(separator: " ").last.map(String.init) ?? "")
        }
    }
}
