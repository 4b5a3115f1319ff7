internal import GRDB
internal import Messaging

/// How much a commit promises.
enum Durability {
    /// It survives a crash of the program. A power failure may undo it; it can be fetched again.
    case fetched
    /// It survives a power failure: what a person did, and what must not happen twice.
    case decided
}

extension InboxStore {
    /// Reads one state of the database.
    func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
        if place?.isLost ?? false { throw .moved }
        do { return try connection.use { try $0.read(body) } } catch { throw StoreError(error, at: path) }
    }

    /// Runs one transaction, keeps the counts, and tells the listeners.
    ///
    /// `isHistory` tells of a large page of old rows, of which more will follow.
    func write<T>(
        _ durability: Durability, now: Instant, isHistory: Bool? = nil, _ body: (Ledger) throws -> T
    ) throws(StoreError) -> T {
        if place?.isLost ?? false { throw .moved }
        do {
            connection.openAnew()
            let result = try connection.use { database in
                try database.writeWithoutTransaction { try transact($0, durability, now, isHistory, body) }
            }
            listeners.tell()
            guard let result else { throw StoreError.ourFault(detail: "a transaction without a result") }
            return result
        } catch {
            throw StoreError(error, at: path)
        }
    }

    private func transact<T>(
        _ db: Database, _ durability: Durability, _ now: Instant, _ isHistory: Bool?, _ body: (Ledger) throws -> T
    ) throws -> T? {
        if let isHistory { try memory.prepare(db, forHistory: isHistory) }
        // SQLite refuses to change this within a transaction.
        try db.prepared(durability == .decided ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL").run()
        var result: T?
        var learnt: Set<UInt64> = []
        try db.inTransaction(.immediate) {
            let ledger = try Ledger(db, store: self, now: now)
            result = try body(ledger)
            try ledger.settle()
            learnt = ledger.seenWords
            return .commit
        }
        words.add(learnt)
        return result
    }
}

extension StoreError {
    /// Sorts what SQLite and the system report of the file at `path` by what to do next.
    init(_ error: any Error, at path: String?) {
        switch error {
        case let error as StoreError: self = error
        case let error as DatabaseError: self.init(error.extendedResultCode, error.message ?? "", path ?? "")
        default: self = .ourFault(detail: String(describing: type(of: error)))
        }
    }

    /// What SQLite says where a file cannot grow; only some systems tell it that the disk is full.
    private static let outOfRoom: [ResultCode] = [
        .SQLITE_IOERR_WRITE, .SQLITE_IOERR_FSYNC, .SQLITE_IOERR_DIR_FSYNC, .SQLITE_IOERR_TRUNCATE,
        .SQLITE_IOERR_SHMSIZE,
    ]

    private init(_ code: ResultCode, _ message: String, _ path: String) {
        switch code.primaryResultCode {
        case .SQLITE_NOTADB, .SQLITE_CORRUPT: self = .damaged(detail: message)
        case .SQLITE_FULL: self = .full
        case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_CANTOPEN: self = StoreFile.readOnly(path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy
        case .SQLITE_IOERR where code == .SQLITE_IOERR_SHORT_READ: self = .damaged(detail: message)
        case .SQLITE_IOERR where code == .SQLITE_IOERR_SHMOPEN: self = StoreFile.readOnly(path)
        // A disk with a fault is made read-only by the system, under programs that write to it.
        case .SQLITE_IOERR where Self.outOfRoom.contains(code):
            self = StoreFile.isOnReadOnlyDisk(path) ? StoreFile.readOnly(path) : .full
        default: self = .ourFault(detail: "SQLite \(code.rawValue): \(message)")
        }
    }
}
