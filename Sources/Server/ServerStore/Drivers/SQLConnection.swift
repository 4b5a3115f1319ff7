/// Which of the two databases is spoken to. Queries are the same for both; only locks and schemas differ.
package enum SQLDialect: Hashable, Sendable {
    case sqlite
    case postgres

    /// Closes a subquery that picks rows to work on: what another transaction has just picked is passed over. On SQLite
    /// there is no other one while somebody writes.
    var skippingLocked: String {
        switch self {
        case .sqlite: ""
        case .postgres: " FOR UPDATE SKIP LOCKED"
        }
    }
}

/// A connection inside of a transaction: the one seam between queries and the databases.
///
/// It belongs to the transaction that was given it and goes nowhere else. Statements are kept compiled by their text, so
/// texts are constants and everything that varies is a parameter.
package protocol SQLConnection: AnyObject {
    var dialect: SQLDialect { get }

    /// Runs one statement, in which `$1`, `$2` … stand for `parameters`, and hands over its rows. The result is how many
    /// rows were changed or, where the statement returns rows, how many there were.
    @discardableResult
    func run(_ sql: String, _ parameters: [SQLValue], _ take: (SQLRow) throws -> Void) throws -> Int

    /// Runs several statements without parameters: steps of the schema, savepoints.
    func script(_ sql: String) throws
}

extension SQLConnection {
    /// How many rows a statement changed.
    @discardableResult
    func change(_ sql: String, _ parameters: any SQLColumn...) throws -> Int {
        try run(sql, parameters.map(\.sqlValue)) { _ in }
    }

    /// Waits for other transactions that hold the same name, and holds it to the end of this one. On SQLite there is no
    /// other one while somebody writes.
    func hold(_ name: String) throws {
        switch dialect {
        case .sqlite: break
        case .postgres: let _: String? = try value("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))::text", name)
        }
    }

    /// All rows, as records.
    func all<R: SQLRecord>(_ sql: String, _ parameters: any SQLColumn...) throws -> [R] {
        try all(sql, values: parameters.map(\.sqlValue))
    }

    func all<R: SQLRecord>(_ sql: String, values: [SQLValue]) throws -> [R] {
        var records: [R] = []
        try run(sql, values) { row in
            var row = row
            records.append(try R(&row))
        }
        return records
    }

    /// The first row, as a record.
    func first<R: SQLRecord>(_ sql: String, _ parameters: any SQLColumn...) throws -> R? {
        var record: R?
        try run(sql, parameters.map(\.sqlValue)) { row in
            var row = row
            if record == nil { record = try R(&row) }
        }
        return record
    }

    /// The first column of the first row.
    func value<V: SQLColumn>(_ sql: String, _ parameters: any SQLColumn...) throws -> V? {
        var value: V?
        try run(sql, parameters.map(\.sqlValue)) { row in
            var row = row
            if value == nil { value = try row.next() }
        }
        return value
    }
}

/// One row of an answer, read from the left to the right.
package struct SQLRow {
    private let values: [SQLValue]
    private var place = 0

    init(_ values: [SQLValue]) { self.values = values }

    /// The next column.
    mutating func next<V: SQLColumn>(as type: V.Type = V.self) throws -> V {
        precondition(place < values.count, "A record reads more columns than its query asks for.")
        defer { place += 1 }
        guard let value = V(sqlValue: values[place]) else {
            throw TenantStoreError.ourFault(detail: "column \(place) holds no \(V.self)")
        }
        return value
    }
}

/// A row of one table as a value.
protocol SQLRecord: Sendable {
    /// The columns in the order in which `init` reads them.
    static var columns: String { get }
    init(_ row: inout SQLRow) throws
}

extension SQLRecord {
    /// The same columns of a table that goes by another name in its query.
    static func columns(of table: String) -> String {
        columns.split(separator: ",").map { column in "\(table)." + column.drop { $0 == " " || $0 == "\n" } }
            .joined(separator: ", ")
    }
}

/// A place where transactions are run, with all the connections that it takes.
protocol SQLDatabase: Sendable {
    var dialect: SQLDialect { get }

    /// Runs `body` in one transaction, which is taken back when it throws. A tenant, where one is named, is the only one
    /// whose rows the database shows, as far as the database can see to that by itself.
    func transact<T: Sendable>(
        _ kind: TransactionKind, _ tenant: TenantScope, _ body: @escaping @Sendable (any SQLConnection) throws -> T
    ) async throws -> T

    /// Lets go of all connections, after the transactions that are running.
    func close() async throws
}

/// What a transaction may do.
enum TransactionKind: Hashable, Sendable {
    /// Sees one state of the database.
    case reading
    /// Sees what is committed, statement by statement; on SQLite nobody else writes meanwhile.
    case writing
}
