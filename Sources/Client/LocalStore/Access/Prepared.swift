internal import GRDB
internal import GRDBSQLite
internal import Messaging

/// A compiled statement, bound and read by hand through SQLite's own functions.
///
/// GRDB compiles and keeps it; going round GRDB's rows saves most of the time of a small read. A statement is used by
/// one loop at a time and is reset before each use. Columns are counted from 0, parameters from 1.
struct Prepared {
    private let owner: Statement
    private let handle: OpaquePointer

    init(_ statement: Statement) {
        owner = statement
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
    }

    // MARK: Parameters

    func bind(_ index: Int32, _ value: Int64) { sqlite3_bind_int64(handle, index, value) }

    func bind(_ index: Int32, _ value: Int) { sqlite3_bind_int64(handle, index, Int64(value)) }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(handle, index, value) } else { sqlite3_bind_null(handle, index) }
    }

    func bind(_ index: Int32, _ value: Instant?) { bind(index, value?.milliseconds) }

    func bind(_ index: Int32, _ text: String?) {
        guard var text else {
            sqlite3_bind_null(handle, index)
            return
        }
        _ = text.withUTF8 { bytes in
            // An empty buffer has no address, and SQLite would take that for NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, nil) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                sqlite3_bind_text(handle, index, $0, Int32(clamping: bytes.count), Self.copied)
            }
        }
    }

    func bind(_ index: Int32, _ bytes: [UInt8]) { bytes.withUnsafeBytes { bind(index, $0) } }

    private func bind(_ index: Int32, _ bytes: UnsafeRawBufferPointer) {
        sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(clamping: bytes.count), Self.copied)
    }

    func bind(_ index: Int32, _ value: SIDKey?) {
        switch value {
        case .packed(let sid): sid.bytes { bind(index, $0) }
        case .text(let text): bind(index, text)
        case nil: sqlite3_bind_null(handle, index)
        }
    }

    // MARK: Running

    /// Goes to the next row; `false` after the last one, when the statement is ready for its next use.
    func step() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let connection = sqlite3_db_handle(handle)
            let code = ResultCode(rawValue: sqlite3_extended_errcode(connection))
            let message = String(cString: sqlite3_errmsg(connection))
            sqlite3_reset(handle)
            throw DatabaseError(resultCode: code, message: message)
        }
    }

    /// Runs a statement of which no row is wanted.
    func run() throws {
        if try step() { sqlite3_reset(handle) }
    }

    /// Ends a loop that was left before its last row.
    func reset() { sqlite3_reset(handle) }

    // MARK: Columns

    func int(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func optionalInt(_ column: Int32) -> Int64? { isNull(column) ? nil : int(column) }

    func instant(_ column: Int32) -> Instant? { optionalInt(column).map(Instant.init(milliseconds:)) }

    func text(_ column: Int32) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// At most `limit` bytes of a text, cut where a character's bytes end.
    func text(_ column: Int32, atMost limit: Int) -> String {
        guard let start = sqlite3_column_text(handle, column) else { return "" }
        var count = Int(sqlite3_column_bytes(handle, column))
        if count > limit {
            count = limit
            while count > 0, start[count] & 0xC0 == 0x80 { count -= 1 }
        }
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    /// The bytes of a column, valid until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func sidKey(_ column: Int32) -> SIDKey? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: nil
        case SQLITE_BLOB: PackedSID(stored: bytes(column)).map(SIDKey.packed)
        default: .text(text(column))
        }
    }

    func externalID(_ column: Int32) -> String? {
        switch sidKey(column) {
        case .packed(let sid): sid.text
        case .text(let text): text
        case nil: nil
        }
    }

    /// Tells SQLite to copy what it is given.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension Database {
    func prepared(_ sql: String) throws -> Prepared { Prepared(try cachedStatement(sql: sql)) }
}
