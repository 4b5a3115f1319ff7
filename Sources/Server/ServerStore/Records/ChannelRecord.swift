package import Messaging

/// A channel: a Twilio account with a number or a messaging service, under the seed's columns.
package struct ChannelRecord: Hashable, Sendable {
    /// The words of the API.
    package enum Status: String, Hashable, CaseIterable, Sendable, SQLColumn {
        case active, inactive
        /// Active, and a webhook of it was seen to arrive.
        case connected
    }

    /// Whether Twilio was seen to say that the account owns the number.
    package enum Proof: String, Hashable, CaseIterable, Sendable, SQLColumn {
        /// Nobody has asked yet.
        case unchecked
        /// Twilio could not be asked; it will be.
        case pending
        case owned
        /// Another account's, or another tenant's.
        case refused
    }

    package let tenant: TenantID
    package let id: ChannelID
    package let user: UserID
    package let type: String
    package let name: String
    package let status: Status
    package let credentials: ChannelCredentials
    package let proof: Proof
    package let provedAt: Instant?
    /// Since when the credentials lie sealed; `nil` for a row that came by SQL and was not looked at yet.
    package let sealedAt: Instant?
    /// Since when the token counts as known to others: it came by SQL, so the database's log may hold it.
    package let exposedAt: Instant?
    /// The sealed token before the last rotation, which signs webhooks for a while longer.
    package let previousToken: String?
    package let previousUntil: Instant?
    package let messagingServiceSID: String?
    /// Messages a second.
    package let mps: Int?
    package let timezone: String?
    /// JSON, as the API has them.
    package let quietHours: String?
    package let assistant: String?
    package let webhookSeenAt: Instant?
    package let createdAt: Instant
    package let deletedAt: Instant?
    package let version: Int
}

extension ChannelRecord: SQLRecord {
    static let columns = """
        tenant_id, id, user_id, type, name, status, credentials, proof, proved_at, sealed_at, exposed_at, previous_token,
        previous_until, messaging_service_sid, mps, timezone, quiet_hours, assistant, webhook_seen_at, created_at,
        deleted_at, version
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        user = try row.next()
        type = try row.next()
        name = try row.next()
        status = try row.next()
        credentials = ChannelCredentials(json: try row.next())
        proof = try row.next()
        provedAt = try row.next()
        sealedAt = try row.next()
        exposedAt = try row.next()
        previousToken = try row.next()
        previousUntil = try row.next()
        messagingServiceSID = try row.next()
        mps = try row.next()
        timezone = try row.next()
        quietHours = try row.next()
        assistant = try row.next()
        webhookSeenAt = try row.next()
        createdAt = try row.next()
        deletedAt = try row.next()
        version = try row.next()
    }
}
