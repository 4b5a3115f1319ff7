package import Messaging

/// The users of the tenant.
package struct UserQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Adds a user. Throws `constraint(.userName)` where somebody on this server has the name.
    @discardableResult
    package func create(name: String) throws -> UserID {
        let id = transaction.newID(as: UserID.self)
        try connection.change(
            """
            INSERT INTO users (tenant_id, id, name, created_at, version, change_seq) VALUES ($1, $2, $3, $4, 1, 0)
            """, transaction.tenant, id, name, transaction.now)
        try connection.change(
            "INSERT INTO user_route (user_id, name, tenant_id) VALUES ($1, $2, $3)", id, name, transaction.tenant)
        transaction.change(.user(id))
        return id
    }

    package func find(_ id: UserID) throws -> UserRecord? {
        try connection.first(
            "SELECT \(UserRecord.columns) FROM users WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    /// In the order in which they were made, from behind `after`.
    package func list(after: UserID? = nil, limit: Int) throws -> [UserRecord] {
        try connection.all(
            """
            SELECT \(UserRecord.columns) FROM users WHERE tenant_id = $1 AND id > $2 ORDER BY id LIMIT $3
            """, transaction.tenant, after ?? UserID(.least), limit)
    }

    /// Calls a user otherwise; `nil` where there is none of that id, or `version` is not its own. Throws
    /// `constraint(.userName)` where somebody on this server has the name.
    package func rename(_ id: UserID, to name: String, ifVersion version: Int? = nil) throws -> UserRecord? {
        let user: UserRecord? = try connection.first(
            """
            UPDATE users SET name = $3, version = version + 1
            WHERE tenant_id = $1 AND id = $2 AND version = coalesce($4, version) RETURNING \(UserRecord.columns)
            """, transaction.tenant, id, name, version)
        guard user != nil else { return nil }
        try connection.change("UPDATE user_route SET name = $2 WHERE user_id = $1", id, name)
        transaction.change(.user(id))
        return user
    }

    /// Suspends a user, or lets it go on; `nil` where there is none of that id, or `version` is not its own.
    package func suspend(_ id: UserID, since moment: Instant?, ifVersion version: Int? = nil) throws -> UserRecord? {
        let user: UserRecord? = try connection.first(
            """
            UPDATE users SET suspended_at = $3, version = version + 1
            WHERE tenant_id = $1 AND id = $2 AND version = coalesce($4, version) RETURNING \(UserRecord.columns)
            """, transaction.tenant, id, moment, version)
        if user != nil { transaction.change(.user(id)) }
        return user
    }
}
