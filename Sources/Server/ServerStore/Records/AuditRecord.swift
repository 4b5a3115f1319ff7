package import Messaging

/// Who did something: a user with a token, over which account of the machine; nobody where the server did it by itself.
package struct AuditActor: Hashable, Sendable {
    package var user: UserID?
    package var token: TokenID?
    package var unixAccount: String?

    package init(user: UserID? = nil, token: TokenID? = nil, unixAccount: String? = nil) {
        (self.user, self.token, self.unixAccount) = (user, token, unixAccount)
    }
}

/// One line of the audit: who did what to what, and when.
package struct AuditRecord: Hashable, Sendable {
    package let id: AuditID
    package let at: Instant
    package let actor: AuditActor
    /// A noun and a verb, such as `channel.created`.
    package let action: String
    package let subjectKind: String?
    package let subject: UniqueID?
    /// JSON without contents of messages and without secrets.
    package let detail: String?
}

extension AuditRecord: SQLRecord {
    static let columns = "id, at, user_id, token_id, unix_account, action, subject_kind, subject_id, detail"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        at = try row.next()
        actor = AuditActor(user: try row.next(), token: try row.next(), unixAccount: try row.next())
        action = try row.next()
        subjectKind = try row.next()
        subject = try row.next()
        detail = try row.next()
    }
}
