package import Messaging
package import ServerStore

/// One tenant's affairs within one transaction, on behalf of somebody: what is changed here is changed together, and its
/// lines in the audit with it.
package struct Office {
    let transaction: TenantTransaction
    let actor: AuditActor

    package var tenant: TenantID { transaction.tenant }
    package var users: Users { Users(office: self) }
    package var tokens: Tokens { Tokens(office: self) }
    package var audit: Audit { Audit(office: self) }
    package var leads: Leads { Leads(office: self) }
    package var conversations: Conversations { Conversations(office: self) }
    package var events: EventLog { EventLog(office: self) }
    package var texts: Texts { Texts(office: self) }
    package var messages: Correspondence { Correspondence(office: self) }

    /// Whom the tenant must not write to, in the order in which that was first said.
    package func optOuts(after: OptOutID?, limit: Int) throws -> [OptOut] {
        try transaction.optOuts.list(after: after, limit: limit)
    }

    /// Keeps the answer to a request that may come again, so that it stands or falls with what was done.
    package func keep(_ answer: StoredAnswer, for claim: IdempotencyClaim) throws {
        try transaction.idempotency.finish(claim, answer)
    }

    /// The row of the tenant itself.
    package func record() throws -> TenantRecord {
        guard let record = try transaction.tenants.find() else { throw CRMError.unknown(.tenant) }
        return record
    }
}
