package import Messaging

/// A tenant: who shares one inbox.
package struct TenantRecord: Hashable, Sendable {
    package let id: TenantID
    package let name: String
    package let createdAt: Instant
    /// Since when nobody of it may sign in or send. It still receives.
    package let suspendedAt: Instant?
}

extension TenantRecord: SQLRecord {
    static let columns = "id, name, created_at, suspended_at"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        name = try row.next()
        createdAt = try row.next()
        suspendedAt = try row.next()
    }
}

/// A person of a tenant. Names are unique on a server.
package struct UserRecord: Hashable, Sendable {
    package let tenant: TenantID
    package let id: UserID
    package let name: String
    package let createdAt: Instant
    /// Since when its tokens are void and what it wanted to send stays.
    package let suspendedAt: Instant?
    package let version: Int
}

extension UserRecord: SQLRecord {
    static let columns = "tenant_id, id, name, created_at, suspended_at, version"

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        name = try row.next()
        createdAt = try row.next()
        suspendedAt = try row.next()
        version = try row.next()
    }
}
