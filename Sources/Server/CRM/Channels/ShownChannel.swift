package import Messaging
internal import Secrets
package import ServerStore

/// How a channel sends, where that is not left to us.
package struct ChannelSettings: Hashable, Sendable {
    /// Segments a second.
    package var mps: Int?
    package var timezone: String?
    /// JSON, as the API has them.
    package var quietHours: String?
    package var assistant: String?

    package init(mps: Int? = nil, timezone: String? = nil, quietHours: String? = nil, assistant: String? = nil) {
        (self.mps, self.timezone, self.quietHours, self.assistant) = (mps, timezone, quietHours, assistant)
    }
}

/// A channel as people may see it: of its secrets the last characters.
package struct ShownChannel: Hashable, Sendable {
    package let id: ChannelID
    package let user: UserID
    package let name: String
    package let status: ChannelRecord.Status
    /// Rows that came by SQL may hold anything here, or nothing.
    package let accountSID: String
    package let phoneNumber: String
    package let authToken: String
    package let apiKeySID: String?
    package let apiKeySecret: String?
    package let messagingServiceSID: String?
    package let settings: ChannelSettings
    /// Whether it is to be active as soon as Twilio can be asked.
    package let isPending: Bool
    /// Whether the token counts as known to others, because it came by SQL.
    package let isExposed: Bool
    package let createdAt: Instant
    package let version: Int

    init(_ record: ChannelRecord, _ ring: KeyRing) {
        (id, user, name, status) = (record.id, record.user, record.name, record.status)
        let seal = ChannelSeal(record, ring)
        accountSID = record.credentials.accountSid ?? ""
        phoneNumber = record.credentials.phoneNumber ?? ""
        authToken = Self.shown { () throws(SealError) in try seal.token(record) }
        apiKeySID = record.credentials.apiKeySid
        apiKeySecret =
            record.credentials.apiKeySecret == nil
            ? nil : Self.shown { () throws(SealError) in try seal.apiKeySecret(record) }
        messagingServiceSID = record.messagingServiceSID
        settings = ChannelSettings(
            mps: record.mps, timezone: record.timezone, quietHours: record.quietHours, assistant: record.assistant)
        isPending = record.proof == .pending
        isExposed = record.exposedAt != nil
        (createdAt, version) = (record.createdAt, record.version)
    }

    /// The last four characters of a secret, none of a short one, and none of one that cannot be opened.
    private static func shown(_ open: () throws(SealError) -> SecretBytes?) -> String {
        // What cannot be opened is shown as what is too short: there is a secret, and nothing of it is seen.
        guard let text = (try? open())?.text, text.count >= 12 else { return "…" }
        return "…" + text.suffix(4)
    }
}
