package import Messaging

/// What a new channel begins with. Its secrets are sealed before they come here.
package struct NewChannel: Hashable, Sendable {
    package var user: UserID
    package var type = "twilio_sms"
    package var name: String
    package var credentials: ChannelCredentials
    package var messagingServiceSID: String?
    package var mps: Int?
    package var timezone: String?
    package var quietHours: String?
    package var assistant: String?

    package init(user: UserID, name: String, credentials: ChannelCredentials) {
        (self.user, self.name, self.credentials) = (user, name, credentials)
    }
}

/// What of a channel is to be otherwise. A change that is not named leaves its column alone.
package enum ChannelChange: Hashable, Sendable {
    case name(String)
    case status(ChannelRecord.Status)
    /// New or newly sealed credentials.
    case credentials(ChannelCredentials)
    /// The sealed token that signs for a while longer, or none any more.
    case previousToken(String?, until: Instant?)
    /// That the token is known to nobody else, or since when it is.
    case exposed(Instant?)
    case proof(ChannelRecord.Proof)
    case messagingService(String?)
    case mps(Int?)
    case timezone(String?)
    case quietHours(String?)
    case assistant(String?)
    case webhookSeen
    /// That a text came of which no webhook told.
    case webhookMissed
    case deleted

    /// Whether the gate for webhooks has to learn of it.
    var concernsGate: Bool {
        switch self {
        case .credentials, .previousToken: true
        case .name, .status, .exposed, .proof, .messagingService, .mps, .timezone, .quietHours, .assistant,
            .webhookSeen, .webhookMissed, .deleted:
            false
        }
    }
}

/// The channels of the tenant.
package struct ChannelQueries {
    let transaction: TenantTransaction
    private var connection: any SQLConnection { transaction.connection }

    /// Adds a channel, sealed, inactive and unproved. `id` is given where the seal is bound to it.
    package func create(_ channel: NewChannel, id: ChannelID) throws -> ChannelRecord {
        let record: ChannelRecord? = try connection.first(
            """
            INSERT INTO channels (tenant_id, id, user_id, type, name, status, credentials, sealed_at,
                messaging_service_sid, mps, timezone, quiet_hours, assistant, created_at, version, change_seq)
            VALUES ($1, $2, $3, $4, $5, 'inactive', $6, $7, $8, $9, $10, $11, $12, $7, 1, 0)
            RETURNING \(ChannelRecord.columns)
            """, transaction.tenant, id, channel.user, channel.type, channel.name, channel.credentials.json,
            transaction.now, channel.messagingServiceSID, channel.mps, channel.timezone, channel.quietHours,
            channel.assistant)
        guard let record else { throw TenantStoreError.ourFault(detail: "a channel that was not made") }
        transaction.change(.channel(id))
        return record
    }

    /// A channel, deleted ones included: they go on receiving.
    package func find(_ id: ChannelID) throws -> ChannelRecord? {
        try connection.first(
            "SELECT \(ChannelRecord.columns) FROM channels WHERE tenant_id = $1 AND id = $2", transaction.tenant, id)
    }

    /// In the order in which they were made, from behind `after`, without deleted ones.
    package func list(after: ChannelID? = nil, limit: Int) throws -> [ChannelRecord] {
        try connection.all(
            """
            SELECT \(ChannelRecord.columns) FROM channels
            WHERE tenant_id = $1 AND deleted_at IS NULL AND id > $2 ORDER BY id LIMIT $3
            """, transaction.tenant, after ?? ChannelID(.least), limit)
    }

    /// Channels whose credentials came by SQL and lie open.
    package func unsealed() throws -> [ChannelRecord] {
        try connection.all(
            """
            SELECT \(ChannelRecord.columns) FROM channels WHERE tenant_id = $1 AND sealed_at IS NULL ORDER BY id
            """, transaction.tenant)
    }

    /// Channels with something sealed, deleted ones included: they go on verifying what they receive.
    package func sealed() throws -> [ChannelRecord] {
        try connection.all(
            """
            SELECT \(ChannelRecord.columns) FROM channels
            WHERE tenant_id = $1 AND (sealed_at IS NOT NULL OR previous_token IS NOT NULL) ORDER BY id
            """, transaction.tenant)
    }

    /// Changes a channel; `nil` where there is none of that id, or `version` is not its own.
    package func change(
        _ id: ChannelID, _ changes: [ChannelChange], ifVersion version: Int? = nil
    ) throws -> ChannelRecord? {
        let found: Int? = try connection.value(
            """
            UPDATE channels SET version = version + 1
            WHERE tenant_id = $1 AND id = $2 AND version = coalesce($3, version) RETURNING version
            """, transaction.tenant, id, version)
        guard found != nil else { return nil }
        for change in changes { try apply(change, to: id) }
        if changes.contains(where: \.concernsGate) { try transaction.changeGate() }
        transaction.change(.channel(id))
        return try find(id)
    }

    private func apply(_ change: ChannelChange, to id: ChannelID) throws {
        switch change {
        case .name(let name): try set(id, "name = $3", name)
        case .status(let status): try set(id, "status = $3", status)
        case .credentials(let credentials):
            try set(id, "credentials = $3, sealed_at = $4", credentials.json, transaction.now)
        case .previousToken(let token, let moment):
            try set(id, "previous_token = $3, previous_until = $4", token, moment)
        case .exposed(let moment): try set(id, "exposed_at = $3", moment)
        case .proof(let proof): try set(id, "proof = $3, proved_at = $4", proof, transaction.now)
        case .messagingService(let sid): try set(id, "messaging_service_sid = $3", sid)
        case .mps(let mps): try set(id, "mps = $3", mps)
        case .timezone(let zone): try set(id, "timezone = $3", zone)
        case .quietHours(let hours): try set(id, "quiet_hours = $3", hours)
        case .assistant(let assistant): try set(id, "assistant = $3", assistant)
        case .webhookSeen: try set(id, "webhook_seen_at = $3", transaction.now)
        case .webhookMissed: try set(id, "webhook_seen_at = $3", Instant?.none)
        case .deleted: try set(id, "deleted_at = coalesce(deleted_at, $3)", transaction.now)
        }
    }

    private func set(_ id: ChannelID, _ columns: String, _ values: any SQLColumn...) throws {
        let parameters: [SQLValue] = [transaction.tenant.sqlValue, id.sqlValue] + values.map(\.sqlValue)
        try connection.run("UPDATE channels SET \(columns) WHERE tenant_id = $1 AND id = $2", parameters) { _ in }
    }
}
