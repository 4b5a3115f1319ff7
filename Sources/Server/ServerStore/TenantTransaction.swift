package import Messaging

/// One transaction on the rows of one tenant. It ends with the function that it was given to, and goes nowhere else.
package final class TenantTransaction {
    package let tenant: TenantID
    /// The moment of the transaction.
    package let now: Instant
    let connection: any SQLConnection
    private let surroundings: StoreSurroundings
    private var changed: [ChangedEntity] = []
    /// Whether something has its place already.
    private var hasSettled = false

    init(_ connection: any SQLConnection, _ tenant: TenantID, _ surroundings: StoreSurroundings) {
        (self.connection, self.tenant, self.surroundings) = (connection, tenant, surroundings)
        now = surroundings.now()
    }

    package func newID<ID: EntityID>(as type: ID.Type = ID.self) -> ID { surroundings.newID(at: now) }

    func newClaim() -> UniqueID { surroundings.newUniqueID(at: now) }

    /// Runs a part of the transaction that may fail by itself: what it wrote is taken back, the rest stays.
    package func attempt<T>(_ body: () throws -> T) throws -> T {
        let before = changed
        try connection.script("SAVEPOINT attempt")
        do {
            let result = try body()
            try connection.script("RELEASE attempt")
            return result
        } catch {
            changed = before
            try connection.script("ROLLBACK TO attempt; RELEASE attempt")
            throw error
        }
    }

    /// Notes that an entity is not what it was, so that the feed tells of it.
    func change(_ entity: ChangedEntity) {
        if !changed.contains(entity) { changed.append(entity) }
    }

    /// Gives what has changed so far its place at once, for somebody who tells it within this transaction. From here on other
    /// writers of the tenant wait, so little may follow.
    package func settleNow() throws { try settle() }

    /// Gives what changed its place in the tenant's sequence; whether anything did.
    ///
    /// This is the last that a transaction does: from here on other writers of the tenant wait. So the one with the lower
    /// number has always committed first, and no reader of the feed can pass a number that is yet to come. Messages come
    /// first: where one has just arrived, its conversation is told of with that arrival in it.
    @discardableResult
    func settle() throws -> Bool {
        guard !changed.isEmpty else { return hasSettled }
        let last: Int64? = try connection.value(
            "UPDATE change_sequences SET last = last + $2 WHERE tenant_id = $1 RETURNING last", tenant, changed.count)
        guard let last else { throw TenantStoreError.ourFault(detail: "a tenant without a sequence") }
        for (index, entity) in (changed.filter(\.isMessage) + changed.filter { !$0.isMessage }).enumerated() {
            try entity.stamp(last - Int64(changed.count - index - 1), tenant, connection)
        }
        (changed, hasSettled) = ([], true)
        return true
    }
}

extension TenantTransaction {
    package var tenants: TenantQueries { TenantQueries(transaction: self) }
    package var users: UserQueries { UserQueries(transaction: self) }
    package var tokens: TokenQueries { TokenQueries(transaction: self) }
    package var channels: ChannelQueries { ChannelQueries(transaction: self) }
    package var senders: SenderQueries { SenderQueries(transaction: self) }
    package var jobs: JobQueries { JobQueries(transaction: self) }
    package var audit: AuditQueries { AuditQueries(transaction: self) }
    package var idempotency: IdempotencyQueries { IdempotencyQueries(transaction: self) }
    package var feed: FeedQueries { FeedQueries(transaction: self) }
    package var leads: LeadQueries { LeadQueries(transaction: self) }
    package var conversations: ConversationQueries { ConversationQueries(transaction: self) }
    package var readMarks: ReadMarkQueries { ReadMarkQueries(transaction: self) }
    package var messages: MessageQueries { MessageQueries(transaction: self) }
    package var outgoing: OutgoingQueries { OutgoingQueries(transaction: self) }
    package var interactions: InteractionQueries { InteractionQueries(transaction: self) }
    package var optOuts: OptOutQueries { OptOutQueries(transaction: self) }
    package var media: MediaQueries { MediaQueries(transaction: self) }
    package var polls: PollQueries { PollQueries(transaction: self) }
    package var events: WebhookEventQueries { WebhookEventQueries(transaction: self) }
}
