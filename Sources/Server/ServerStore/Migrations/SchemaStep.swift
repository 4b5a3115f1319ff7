/// One step of the schema, in both dialects. A step that was released is never changed; the next one is added.
///
/// A change that would break the nodes that are still running is made in two steps of two releases: the first adds what is
/// new, the second takes away what nobody uses any more.
struct SchemaStep: Sendable {
    let name: String
    let sqlite: String
    let postgres: String

    static let all: [SchemaStep] = [
        tenants, channels, accounts, conversations, webhooks, lists, outbound, polls, mediaLinks, buriedJobs, search,
    ]

    static var newest: Int { all.count }

    func text(_ dialect: SQLDialect) -> String {
        switch dialect {
        case .sqlite: sqlite
        case .postgres: postgres
        }
    }
}

/// The types of columns, by which one text makes the tables of both databases.
struct ColumnTypes: Sendable {
    let id: String
    let text: String
    let number: String
    let bytes: String
    let json: String
    /// Closes a table.
    let end: String
    /// A moment, unless one is given: now. An id, unless one is given: a new one.
    let now: String
    let newID: String

    /// Texts are compared by their bytes, as PostgreSQL does under the collation "C".
    static let sqlite = ColumnTypes(
        id: "TEXT", text: "TEXT", number: "INTEGER", bytes: "BLOB", json: "TEXT", end: ") STRICT;",
        now: "(CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))",
        newID: """
            (lower(substr(printf('%012x', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)), 1, 8) || '-'
            || substr(printf('%012x', CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)), 9) || '-7'
            || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1)
            || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))))
            """)

    static let postgres = ColumnTypes(
        id: "uuid", text: "text COLLATE \"C\"", number: "bigint", bytes: "bytea", json: "jsonb", end: ");",
        now: "leadline_now()", newID: "leadline_new_id()")
}

extension SchemaStep {
    /// Shows the rows of a table to whom they belong, and to the role that owns the table.
    ///
    /// The policy binds that role as well, so that a table which is given to another one stays behind its wall; its own
    /// policy is what lets its psql see and write rows.
    static func walled(_ table: String, by column: String = "tenant_id") -> String {
        """
        ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;
        ALTER TABLE \(table) FORCE ROW LEVEL SECURITY;
        CREATE POLICY \(table)_of_tenant ON \(table) USING (\(column) = leadline_tenant())
            WITH CHECK (\(column) = leadline_tenant());
        CREATE POLICY \(table)_of_owner ON \(table) TO CURRENT_USER USING (true) WITH CHECK (true);

        """
    }
}
