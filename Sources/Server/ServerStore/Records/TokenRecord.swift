package import Messaging

/// What a user may do with a token. Each stands for itself; none contains another.
package enum TokenScope: String, Hashable, CaseIterable, Sendable {
    case read, send, manage, admin
}

/// A token: what somebody signs in with from one device. The token itself is nowhere, only its hash.
package struct TokenRecord: Hashable, Sendable {
    package let tenant: TenantID
    package let id: TokenID
    package let user: UserID
    package let hash: [UInt8]
    package let scopes: Set<TokenScope>
    package let deviceLabel: String
    /// The account of the machine that alone may use it, proved by the socket.
    package let unixAccount: String?
    package let createdAt: Instant
    package let expiresAt: Instant?
    package let lastUsedAt: Instant?
    package let revokedAt: Instant?

    /// Whether it opens anything at `now`.
    package func isValid(at now: Instant) -> Bool { revokedAt == nil && expiresAt.map { now < $0 } ?? true }
}

extension TokenRecord: SQLRecord {
    static let columns = """
        tenant_id, id, user_id, hash, scopes, device_label, unix_account, created_at, expires_at, last_used_at, revoked_at
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        user = try row.next()
        hash = try row.next()
        let words: String = try row.next()
        // A scope that a later server knows opens nothing here.
        scopes = Set(words.split(separator: " ").compactMap { TokenScope(rawValue: String($0)) })
        deviceLabel = try row.next()
        unixAccount = try row.next()
        createdAt = try row.next()
        expiresAt = try row.next()
        lastUsedAt = try row.next()
        revokedAt = try row.next()
    }
}

extension Set<TokenScope> {
    /// In the order of the list, so that equal sets are written alike.
    var text: String { TokenScope.allCases.filter(contains).map(\.rawValue).joined(separator: " ") }
}
