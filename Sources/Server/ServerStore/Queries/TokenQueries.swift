package import Messaging

/// The tokens of the tenant. Which tenant a token belongs to is a question for `ServerTransaction.routes`.
package struct TokenQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Keeps a new token by its hash.
    @discardableResult
    package func create(
        for user: UserID, hash: [UInt8], scopes: Set<TokenScope>, deviceLabel: String, unixAccount: String? = nil,
        expiresAt: Instant? = nil
    ) throws -> TokenID {
        let id = transaction.newID(as: TokenID.self)
        try connection.change(
            """
            INSERT INTO tokens (tenant_id, id, user_id, hash, scopes, device_label, unix_account, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, transaction.tenant, id, user, hash, scopes.text, deviceLabel, unixAccount, transaction.now, expiresAt)
        try connection.change(
            "INSERT INTO token_route (hash, tenant_id, token_id) VALUES ($1, $2, $3)", hash, transaction.tenant, id)
        return id
    }

    package func find(_ id: TokenID) throws -> TokenRecord? {
        try connection.first(
            "SELECT \(TokenRecord.columns) FROM tokens WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    /// The token with that hash, valid or not.
    package func find(hash: [UInt8]) throws -> TokenRecord? {
        try connection.first(
            """
            SELECT \(TokenRecord.columns) FROM tokens WHERE tenant_id = $1
            AND id = (SELECT token_id FROM token_route WHERE hash = $2 AND tenant_id = $1)
            """, transaction.tenant, hash)
    }

    package func list(of user: UserID? = nil, after: TokenID? = nil, limit: Int) throws -> [TokenRecord] {
        try connection.all(
            """
            SELECT \(TokenRecord.columns) FROM tokens
            WHERE tenant_id = $1 AND user_id = coalesce($2, user_id) AND id > $3 ORDER BY id LIMIT $4
            """, transaction.tenant, user, after ?? TokenID(.least), limit)
    }

    /// Makes a token void for good; whether there was one.
    @discardableResult
    package func revoke(_ id: TokenID) throws -> Bool {
        try connection.change(
            """
            UPDATE tokens SET revoked_at = coalesce(revoked_at, $3) WHERE tenant_id = $1 AND id = $2
            """, transaction.tenant, id, transaction.now) == 1
    }

    /// Notes that a token was used. Callers do so now and then, not at every request.
    package func touch(_ id: TokenID) throws {
        try connection.change(
            "UPDATE tokens SET last_used_at = $3 WHERE tenant_id = $1 AND id = $2", transaction.tenant, id,
            transaction.now)
    }
}
