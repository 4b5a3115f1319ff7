package import Messaging

/// What changed in the tenant, in the order in which it was committed.
package struct FeedQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// The last number that was given.
    package func last() throws -> Int64 {
        try connection.value("SELECT last FROM change_sequences WHERE tenant_id = $1", transaction.tenant) ?? 0
    }

    /// Users whose last change came after `number`, in the order of their changes.
    package func users(after number: Int64, limit: Int) throws -> [Change<UserRecord>] {
        try connection.all(
            """
            SELECT change_seq, \(UserRecord.columns) FROM users WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    /// Channels whose last change came after `number`, in the order of their changes.
    package func channels(after number: Int64, limit: Int) throws -> [Change<ChannelRecord>] {
        try connection.all(
            """
            SELECT change_seq, \(ChannelRecord.columns) FROM channels WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    /// Leads, conversations, messages and opt-outs, each in the same way.
    package func leads(after number: Int64, limit: Int) throws -> [Change<TenantLead>] {
        try connection.all(
            """
            SELECT change_seq, \(TenantLead.columns) FROM leads WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    package func conversations(after number: Int64, limit: Int) throws -> [Change<TenantConversation>] {
        try connection.all(
            """
            SELECT change_seq, \(TenantConversation.columns) FROM conversations WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    package func messages(after number: Int64, limit: Int) throws -> [Change<TenantMessage>] {
        try connection.all(
            """
            SELECT change_seq, \(TenantMessage.columns) FROM messages WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    package func optOuts(after number: Int64, limit: Int) throws -> [Change<OptOut>] {
        try connection.all(
            """
            SELECT change_seq, \(OptOut.columns) FROM opt_outs WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    /// The marks of all users: whoever tells them looks whose they are.
    package func readMarks(after number: Int64, limit: Int) throws -> [Change<UserReadMark>] {
        try connection.all(
            """
            SELECT change_seq, \(UserReadMark.columns) FROM read_marks WHERE tenant_id = $1 AND change_seq > $2
            ORDER BY change_seq LIMIT $3
            """, transaction.tenant, number, limit)
    }

    /// The marks of one user, whom alone they are told.
    package func readMarks(of user: UserID, after number: Int64, limit: Int) throws -> [Change<UserReadMark>] {
        try connection.all(
            """
            SELECT change_seq, \(UserReadMark.columns) FROM read_marks
            WHERE tenant_id = $1 AND user_id = $2 AND change_seq > $3 ORDER BY change_seq LIMIT $4
            """, transaction.tenant, user, number, limit)
    }
}

/// A row, with the place of its last change in the tenant's sequence.
package struct Change<Record: Hashable & Sendable>: Hashable, Sendable {
    package let number: Int64
    package let record: Record
}

extension Change: SQLRecord where Record: SQLRecord {
    static var columns: String { "change_seq, \(Record.columns)" }

    init(_ row: inout SQLRow) throws {
        number = try row.next()
        record = try Record(&row)
    }
}
