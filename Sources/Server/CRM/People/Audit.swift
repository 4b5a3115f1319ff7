package import Messaging
package import ServerStore

/// What was done in a tenant, by whom. Lines are added in the transaction of what they tell of.
package struct Audit {
    /// What can be told, by a noun and a verb.
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
        case leadRenamed = "lead.renamed"
        case leadOpened = "lead.opened"
        case leadSnoozed = "lead.snoozed"
        case leadClosed = "lead.closed"
        case leadZoned = "lead.timezone_set"
        case leadAssigned = "lead.assigned"
        case conversationOpened = "conversation.opened"
        case conversationSnoozed = "conversation.snoozed"
        case conversationClosed = "conversation.closed"
        case conversationAssigned = "conversation.assigned"
        case eventReplayed = "event.replayed"
        case messageCanceled = "message.canceled"
        case messageReleased = "message.released"
        case messageResent = "message.resent"

        /// What it was done to.
        var subjectKind: String { String(rawValue.prefix { $0 != "." }) }

        static func lead(_ state: LeadState) -> Deed {
            switch state {
            case .open: .leadOpened
            case .snoozed: .leadSnoozed
            case .closed: .leadClosed
            }
        }

        static func conversation(_ state: LeadState) -> Deed {
            switch state {
            case .open: .conversationOpened
            case .snoozed: .conversationSnoozed
            case .closed: .conversationClosed
            }
        }
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
