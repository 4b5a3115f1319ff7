internal import Messaging

/// Brings a database to the newest schema, one process at a time, and tells which schema it has.
struct Migrator {
    let connection: any SQLConnection
    let now: Instant

    /// The number of the newest step that was made; 0 where there is no schema yet.
    func version() throws -> Int {
        let tables: Int? =
            switch connection.dialect {
            case .sqlite:
                try connection.value("SELECT count(*) FROM sqlite_master WHERE name = 'schema_steps'")
            case .postgres:
                try connection.value("SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_steps')")
            }
        guard tables == 1 else { return 0 }
        return try connection.value("SELECT coalesce(max(number), 0) FROM schema_steps") ?? 0
    }

    /// Refuses a schema that this server does not know.
    func check() throws {
        let found = try version()
        if found > SchemaStep.newest { throw TenantStoreError.newerVersion(found: found, known: SchemaStep.newest) }
        if found < SchemaStep.newest { throw TenantStoreError.olderVersion(found: found, known: SchemaStep.newest) }
    }

    /// Makes the steps that are missing, all in the transaction that is open, and lets `role` work with the tables.
    func migrate(for role: String?) throws {
        // On SQLite the transaction itself keeps others out.
        if connection.dialect == .postgres {
            // Steps may take long, and so may another process that is at them.
            try connection.script("SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0")
            let _: String? = try connection.value("SELECT pg_advisory_xact_lock(\(Self.lock))::text")
        }
        let found = try version()
        guard found <= SchemaStep.newest else {
            throw TenantStoreError.newerVersion(found: found, known: SchemaStep.newest)
        }
        if found == 0 {
            let type = connection.dialect == .sqlite ? ColumnTypes.sqlite : .postgres
            try connection.script(
                """
                CREATE TABLE schema_steps (
                    number \(type.number) NOT NULL PRIMARY KEY, name \(type.text) NOT NULL, made_at \(type.number) NOT NULL
                \(type.end)
                """)
        }
        for (index, step) in SchemaStep.all.enumerated().dropFirst(found) {
            try connection.script(step.text(connection.dialect))
            try connection.change(
                "INSERT INTO schema_steps (number, name, made_at) VALUES ($1, $2, $3)", index + 1, step.name, now)
        }
        if let role, connection.dialect == .postgres { try admit(role) }
    }

    /// Any number that no other program is likely to lock.
    private static let lock = 5_411_370_221

    /// The server's role reads and writes rows, changes no schema and no past: the audit is only added to.
    private func admit(_ role: String) throws {
        let quoted = "\"" + role.replacing("\"", with: "\"\"") + "\""
        try connection.script(
            """
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO \(quoted);
            REVOKE INSERT, UPDATE, DELETE ON schema_steps FROM \(quoted);
            REVOKE UPDATE ON audit FROM \(quoted);
            """)
    }
}
