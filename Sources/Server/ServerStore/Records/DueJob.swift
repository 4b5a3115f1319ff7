package import Messaging

/// Work that waits for its time: which, for whom, about what. What else it needs stands in the tenant's own rows.
package struct DueJob: Hashable, Sendable {
    package let id: JobID
    package let tenant: TenantID
    package let kind: String
    /// The row that it is about.
    package let subject: UniqueID?
    /// When it is due; while somebody works on it, when that is given up.
    package let dueAt: Instant
    /// Counts how often it was taken. Only who holds the last number may finish it.
    package let fence: Int
    /// How often it has failed.
    package let attempts: Int
    /// Since when it is not tried any more and waits for a person.
    package let buriedAt: Instant?
}

extension DueJob: SQLRecord {
    static let columns = "id, tenant_id, kind, subject, due_at, fence, attempts, buried_at"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        tenant = try row.next()
        kind = try row.next()
        subject = try row.next()
        dueAt = try row.next()
        fence = try row.next()
        attempts = try row.next()
        buriedAt = try row.next()
    }
}
