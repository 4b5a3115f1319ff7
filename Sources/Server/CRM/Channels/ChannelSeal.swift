package import Messaging
package import Secrets
package import ServerStore

/// The secrets of one channel: sealed for their tenant, channel and column, so that they open nowhere else, whoever may
/// have moved rows about.
package struct ChannelSeal: Sendable {
    /// The columns, by their names in the seal.
    private enum Column: String {
        case authToken, apiKeySecret, previousToken
    }

    private let tenant: TenantID
    private let channel: ChannelID
    private let ring: KeyRing

    package init(_ channel: ChannelID, of tenant: TenantID, _ ring: KeyRing) {
        (self.channel, self.tenant, self.ring) = (channel, tenant, ring)
    }

    package init(_ record: ChannelRecord, _ ring: KeyRing) { self.init(record.id, of: record.tenant, ring) }

    /// What lies in the row of a channel with these credentials.
    package func sealed(_ plain: PlainCredentials) -> ChannelCredentials {
        ChannelCredentials(
            accountSid: plain.accountSID, authToken: seal(plain.authToken, .authToken),
            phoneNumber: plain.phoneNumber.e164, apiKeySid: plain.apiKeySID,
            apiKeySecret: plain.apiKeySecret.map { seal($0, .apiKeySecret) })
    }

    /// The same for credentials that came by SQL and lie open, whatever else is the matter with them.
    package func sealed(open credentials: ChannelCredentials) -> ChannelCredentials {
        var credentials = credentials
        credentials.authToken = credentials.authToken.map { seal(SecretBytes($0.utf8), .authToken) }
        credentials.apiKeySecret = credentials.apiKeySecret.map { seal(SecretBytes($0.utf8), .apiKeySecret) }
        return credentials
    }

    package func sealed(token: SecretBytes) -> String { seal(token, .authToken) }

    package func sealed(previous token: SecretBytes) -> String { seal(token, .previousToken) }

    /// The auth token in a row of the channel; `nil` where there is none.
    package func token(_ record: ChannelRecord) throws(SealError) -> SecretBytes? {
        try open(record.credentials.authToken, .authToken, record)
    }

    package func apiKeySecret(_ record: ChannelRecord) throws(SealError) -> SecretBytes? {
        try open(record.credentials.apiKeySecret, .apiKeySecret, record)
    }

    /// The token before the last rotation, for as long as it still signs.
    package func previousToken(_ record: ChannelRecord, at now: Instant) throws(SealError) -> SecretBytes? {
        guard let until = record.previousUntil, now < until, let text = record.previousToken else { return nil }
        return try ring.open(text, at: place(.previousToken))
    }

    /// What of a row has to be written anew so that the first key of the ring seals all of it; empty where it does.
    package func renewed(_ record: ChannelRecord) throws(SealError) -> [ChannelChange] {
        var changes: [ChannelChange] = []
        var credentials = record.credentials
        if record.sealedAt != nil {
            if let token = try renewed(credentials.authToken, .authToken) { credentials.authToken = token }
            if let secret = try renewed(credentials.apiKeySecret, .apiKeySecret) { credentials.apiKeySecret = secret }
        }
        if credentials != record.credentials { changes.append(.credentials(credentials)) }
        if let token = try renewed(record.previousToken, .previousToken) {
            changes.append(.previousToken(token, until: record.previousUntil))
        }
        return changes
    }

    private func seal(_ secret: SecretBytes, _ column: Column) -> String { ring.seal(secret, for: place(column)) }

    private func open(
        _ text: String?, _ column: Column, _ record: ChannelRecord
    ) throws(SealError) -> SecretBytes? {
        guard let text else { return nil }
        // Until somebody has looked at a row that came by SQL, its secrets are what they are.
        guard record.sealedAt != nil else { return SecretBytes(text.utf8) }
        return try ring.open(text, at: place(column))
    }

    private func renewed(_ text: String?, _ column: Column) throws(SealError) -> String? {
        guard let text else { return nil }
        return try ring.renewed(text, at: place(column))
    }

    private func place(_ column: Column) -> SealedPlace {
        SealedPlace(
            tenant: Array(tenant.description.utf8), row: Array(channel.description.utf8), column: column.rawValue)
    }
}
