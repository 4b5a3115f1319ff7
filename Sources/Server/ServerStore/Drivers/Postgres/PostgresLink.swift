internal import CPostgres
internal import Glibc

/// One connection to PostgreSQL, blocking: whoever owns it calls it from a thread that may wait.
///
/// Statements are prepared at their first use and kept by their text for as long as the connection stands.
final class PostgresLink: SQLConnection {
    let connection: OpaquePointer
    private var prepared: [String: String] = [:]

    /// Connects. What `address` does not say is filled in: patience with a network that is silent, and the encoding.
    init(_ address: String) throws {
        let settings = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "15000"), ("keepalives_idle", "15"),
            ("fallback_application_name", "leadline-server"), ("dbname", address), ("client_encoding", "UTF8"),
        ]
        var keywords: [UnsafePointer<CChar>?] = []
        var values: [UnsafePointer<CChar>?] = []
        for (keyword, value) in settings {
            keywords.append(UnsafePointer(strdup(keyword)))
            values.append(UnsafePointer(strdup(value)))
        }
        defer { for text in keywords + values { free(UnsafeMutablePointer(mutating: text)) } }
        guard let connection = PQconnectdbParams(keywords + [nil], values + [nil], 1) else {
            throw TenantStoreError.gone(detail: "no memory for a connection")
        }
        self.connection = connection
        // What the database merely remarks would otherwise go to standard error.
        PQsetNoticeReceiver(connection, { _, _ in }, nil)
        guard PQstatus(connection) == CONNECTION_OK else { throw connectingFailed() }
    }

    deinit { PQfinish(connection) }

    var dialect: SQLDialect { .postgres }

    /// Whether the connection is of no use any more.
    var isBroken: Bool { PQstatus(connection) != CONNECTION_OK }

    @discardableResult
    func run(_ sql: String, _ parameters: [SQLValue], _ take: (SQLRow) throws -> Void) throws -> Int {
        let name = try statement(sql)
        let answer = try checked(
            PostgresParameters(parameters).withPointers { values, lengths, formats in
                PQexecPrepared(connection, name, Int32(parameters.count), values, lengths, formats, 0)
            })
        return try answer.read(take)
    }

    func script(_ sql: String) throws { _ = try command(sql) }

    /// Runs a text without parameters and says what was done, such as `COMMIT`.
    func command(_ sql: String) throws -> String {
        let answer = try checked(PQexec(connection, sql))
        return answer.tag
    }

    private func statement(_ sql: String) throws -> String {
        if let name = prepared[sql] { return name }
        let name = "s\(prepared.count)"
        _ = try checked(PQprepare(connection, name, sql, 0, nil))
        prepared[sql] = name
        return name
    }

    private func checked(_ result: OpaquePointer?) throws -> PostgresAnswer {
        guard let result else { throw TenantStoreError.gone(detail: "no answer") }
        let answer = PostgresAnswer(result)
        if answer.isGood { return answer }
        throw TenantStoreError(sqlState: answer.sqlState, constraint: answer.constraint, isBroken: isBroken)
    }

    /// Why there is no connection. libpq quotes the address in its own words, and where that is misspelt a part of the
    /// password with it, so only what it is known to say is kept.
    private func connectingFailed() -> TenantStoreError {
        let words = String(cString: PQerrorMessage(connection))
        return .gone(detail: Self.reasons.first { words.contains($0) } ?? "no connection")
    }

    private static let reasons = [
        "Connection refused", "timeout expired", "starting up", "shutting down", "too many clients",
        "password authentication failed", "no pg_hba.conf entry", "could not translate host name",
        "No such file or directory", "Permission denied", "does not exist", "server closed the connection",
    ]
}
