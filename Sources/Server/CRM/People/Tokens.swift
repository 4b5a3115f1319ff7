package import Messaging
package import Secrets
package import ServerStore

/// What the people of a tenant sign in with. A token is told once, when it is made; what stays is its hash.
package struct Tokens {
    /// What a token is to be like.
    package struct Order: Hashable, Sendable {
        package var user: UserID
        package var scopes: Set<TokenScope>
        /// Which device or script it is for.
        package var label: String
        /// The account of the server's machine that alone may use it, through a Unix socket.
        package var unixAccount: String?
        package var expiresAt: Instant?

        package init(
            user: UserID, scopes: Set<TokenScope>, label: String, unixAccount: String? = nil, expiresAt: Instant? = nil
        ) {
            (self.user, self.scopes, self.label) = (user, scopes, label)
            (self.unixAccount, self.expiresAt) = (unixAccount, expiresAt)
        }
    }

    let office: Office
    private var rows: TokenQueries { office.transaction.tokens }

    /// Makes a token. `secret` was made before the transaction, which may be run again.
    package func create(_ order: Order, _ secret: SecretToken) throws -> TokenRecord {
        if let end = order.expiresAt, end <= office.transaction.now { throw CRMError.expiryInThePast }
        let user = try office.users.find(order.user)
        let id = try rows.create(
            for: user.id, hash: secret.hash.bytes, scopes: order.scopes, deviceLabel: order.label,
            unixAccount: order.unixAccount, expiresAt: order.expiresAt)
        try office.audit.note(.tokenCreated, id.value)
        return try find(id)
    }

    package func find(_ id: TokenID) throws -> TokenRecord {
        guard let token = try rows.find(id) else { throw CRMError.unknown(.token) }
        return token
    }

    /// The tenant's tokens, or those of one user; revoked ones too, so that people see what there was.
    package func list(of user: UserID? = nil, after: TokenID? = nil, limit: Int) throws -> [TokenRecord] {
        try rows.list(of: user, after: after, limit: limit)
    }

    /// Makes a token void for good. One that is void already stays so.
    package func revoke(_ id: TokenID) throws {
        guard try find(id).revokedAt == nil else { return }
        try rows.revoke(id)
        try office.audit.note(.tokenRevoked, id.value)
    }
}
