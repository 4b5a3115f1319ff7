internal import GRDB
internal import GRDBSQLite

/// SQLite within one access of GRDB, which compiles and keeps the statements. They are bound and read by SQLite's own
/// functions: its `$1` is a name and not a place, so each parameter is asked for its name.
final class SQLiteConnection: SQLConnection {
    private let database: Database

    init(_ database: Database) { self.database = database }

    var dialect: SQLDialect { .sqlite }

    @discardableResult
    func run(_ sql: String, _ parameters: [SQLValue], _ take: (SQLRow) throws -> Void) throws -> Int {
        let statement = try Self.folding { try database.cachedStatement(sql: sql) }
        let handle = statement.sqliteStatement
        sqlite3_reset(handle)
        defer { sqlite3_reset(handle) }
        for place in 1...max(1, sqlite3_bind_parameter_count(handle)) {
            guard let name = sqlite3_bind_parameter_name(handle, place) else { continue }
            guard let number = Int(String(cString: name).dropFirst()), number <= parameters.count else {
                throw TenantStoreError.ourFault(detail: "a parameter without a value")
            }
            Self.bind(handle, place, parameters[number - 1])
        }
        let before = sqlite3_total_changes(database.sqliteConnection)
        var count = 0
        while try step(handle) {
            count += 1
            try take(Self.row(handle))
        }
        // What triggers change counts in the total, so the statement's own count is asked for, where it changed anything.
        if sqlite3_column_count(handle) > 0 { return count }
        return sqlite3_total_changes(database.sqliteConnection) == before ? 0 : database.changesCount
    }

    func script(_ sql: String) throws {
        try Self.folding { try database.execute(sql: sql) }
    }

    private func step(_ handle: OpaquePointer) throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            let code = ResultCode(rawValue: sqlite3_extended_errcode(database.sqliteConnection))
            throw TenantStoreError(sqlite: code, String(cString: sqlite3_errmsg(database.sqliteConnection)))
        }
    }

    private static func bind(_ handle: OpaquePointer, _ place: Int32, _ value: SQLValue) {
        switch value {
        case .null: sqlite3_bind_null(handle, place)
        case .integer(let number): sqlite3_bind_int64(handle, place, number)
        case .text(var text):
            _ = text.withUTF8 { bytes in
                // An empty buffer has no address, and SQLite would take that for NULL.
                guard let start = bytes.baseAddress else { return sqlite3_bind_text(handle, place, "", 0, nil) }
                return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text(handle, place, $0, Int32(clamping: bytes.count), copied)
                }
            }
        case .bytes(let bytes):
            _ = bytes.withUnsafeBytes { buffer in
                guard let start = buffer.baseAddress else { return sqlite3_bind_zeroblob(handle, place, 0) }
                return sqlite3_bind_blob(handle, place, start, Int32(clamping: buffer.count), copied)
            }
        }
    }

    private static func row(_ handle: OpaquePointer) -> SQLRow {
        SQLRow(
            (0..<sqlite3_column_count(handle)).map { column in
                let length = { Int(sqlite3_column_bytes(handle, column)) }
                switch sqlite3_column_type(handle, column) {
                case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
                case SQLITE_TEXT:
                    guard let start = sqlite3_column_text(handle, column) else { return .text("") }
                    return .text(String(decoding: UnsafeBufferPointer(start: start, count: length()), as: UTF8.self))
                case SQLITE_BLOB:
                    let start = sqlite3_column_blob(handle, column)
                    return .bytes(Array(UnsafeRawBufferPointer(start: start, count: length())))
                // The schema has no fractions, so what is left is NULL.
                default: return .null
                }
            })
    }

    private static func folding<T>(_ body: () throws -> T) throws -> T {
        do { return try body() } catch let error as DatabaseError { throw TenantStoreError(error) }
    }

    /// Tells SQLite to copy what it is given: the constant of its C header, which does not come through as one.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
