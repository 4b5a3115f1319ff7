package import Messaging

/// A request of Twilio's that was rightly signed, as it came. Its effects follow from it, once.
package struct WebhookEvent: Hashable, Sendable {
    package enum Kind: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case inbound, status
        /// A call, a conversation, a studio's or a debugger's: kept, and without effect.
        case other
    }

    package enum Verdict: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case routed
        /// Rightly signed, for a number that no channel names yet.
        case unrouted
    }

    package enum Outcome: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case applied
        /// What it tells was known.
        case known
        /// It tells nothing that concerns us.
        case idle
        /// It could not be applied however often it was tried; a person can have it tried again.
        case failed
    }

    package let tenant: TenantID
    package let id: WebhookEventID
    package let kind: Kind
    package let verdict: Verdict
    package let accountSID: String
    package let channel: ChannelID?
    /// Which of our numbers, or which service, it says it is about.
    package let ourAddress: String
    /// Path and query as they were asked for.
    package let target: [UInt8]
    package let body: [UInt8]
    package let receivedAt: Instant
    package let attempts: Int
    package let appliedAt: Instant?
    package let outcome: Outcome?

    package init(
        tenant: TenantID, id: WebhookEventID, kind: Kind, accountSID: String, channel: ChannelID?, ourAddress: String,
        target: [UInt8], body: [UInt8], receivedAt: Instant
    ) {
        (self.tenant, self.id, self.kind, self.accountSID) = (tenant, id, kind, accountSID)
        (self.channel, self.ourAddress, self.target, self.body) = (channel, ourAddress, target, body)
        self.receivedAt = receivedAt
        verdict = channel == nil ? .unrouted : .routed
        (attempts, appliedAt, outcome) = (0, nil, nil)
    }
}

extension WebhookEvent: SQLRecord {
    static let columns = """
        tenant_id, id, kind, verdict, account_sid, channel_id, our_address, target, body, received_at, attempts, applied_at,
        outcome
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        kind = try row.next()
        verdict = try row.next()
        accountSID = try row.next()
        channel = try row.next()
        ourAddress = try row.next()
        target = try row.next()
        body = try row.next()
        receivedAt = try row.next()
        attempts = try row.next()
        appliedAt = try row.next()
        outcome = try row.next()
    }
}

/// A request that was not believed, or that nobody could say whose it is. It has no effect and belongs to no tenant.
package struct QuarantinedRequest: Hashable, Sendable {
    package enum Reason: String, Hashable, CaseIterable, Sendable, SQLColumn {
        /// No secret of the account fits.
        case signature
        case unknownAccount = "unknown_account"
        /// A parameter that decides whose it is stands there twice.
        case ambiguous
    }

    package let id: UniqueID
    package let reason: Reason
    package let accountSID: String
    package let target: [UInt8]
    package let body: [UInt8]
    package let signature: String
    package let receivedAt: Instant

    package init(
        id: UniqueID, reason: Reason, accountSID: String, target: [UInt8], body: [UInt8], signature: String,
        receivedAt: Instant
    ) {
        (self.id, self.reason, self.accountSID, self.target) = (id, reason, accountSID, target)
        (self.body, self.signature, self.receivedAt) = (body, signature, receivedAt)
    }
}

extension QuarantinedRequest: SQLRecord {
    static let columns = "id, reason, account_sid, target, body, signature, received_at"

    init(_ row: inout SQLRow) throws {
        id = try row.next()
        reason = try row.next()
        accountSID = try row.next()
        target = try row.next()
        body = try row.next()
        signature = try row.next()
        receivedAt = try row.next()
    }
}
