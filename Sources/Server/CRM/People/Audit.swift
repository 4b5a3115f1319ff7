package import Messaging
package import ServerStore

/// What was done in a tenant, by whom. Lines are added in the transaction of what they tell of.
package struct Audit {
    /// What can be told of people and tokens, by a noun and a verb.
    enum Deed: String, CaseIterable {
        case tenantCreated = "tenant.created"
        case tenantSuspended = "tenant.suspended"
        case tenantReadmitted = "tenant.readmitted"
        case userCreated = "user.created"
        case userRenamed = "user.renamed"
        case userSuspended = "user.suspended"
        case userReadmitted = "user.readmitted"
        case tokenCreated = "token.created"
        case tokenRevoked = "token.revoked"

        /// What it was done to.
        var subjectKind: String { String(rawValue.prefix { $0 != "." }) }
    }

    let office: Office

    func note(_ deed: Deed, _ subject: UniqueID) throws {
        try office.transaction.audit.append(
            deed.rawValue, by: office.actor, subjectKind: deed.subjectKind, subject: subject)
    }

    /// Newest first, from before `before`.
    package func list(before: AuditID? = nil, limit: Int) throws -> [AuditRecord] {
        try office.transaction.audit.list(before: before, limit: limit)
    }
}
