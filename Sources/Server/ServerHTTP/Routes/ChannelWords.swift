internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerStore

extension ChannelBody {
    /// The channel as people may see it: what came from the store is masked already.
    init(_ shown: ShownChannel) {
        self.init(
            id: shown.id, userID: shown.user, name: shown.name, status: Status(shown.status),
            credentials: Credentials(
                accountSID: shown.accountSID, authToken: shown.authToken,
                phoneNumber: shown.phoneNumber, apiKeySID: shown.apiKeySID, apiKeySecret: shown.apiKeySecret,
                messagingServiceSID: shown.messagingServiceSID),
            settings: Settings(
                mps: shown.settings.mps, timezone: shown.settings.timezone,
                quietHours: QuietHours(text: shown.settings.quietHours)),
            activation: shown.isPending ? .pending : nil, createdAt: shown.createdAt, version: Int64(shown.version))
    }
}

extension ChannelBody.Status {
    init(_ status: ChannelRecord.Status) {
        self =
            switch status {
            case .active: .active
            case .inactive: .inactive
            case .connected: .connected
            }
    }
}

extension ChannelBody.Change {
    /// What is to be otherwise; `connected` is what the server finds out, and reads as active.
    var settings: [ChannelSetting] {
        var settings: [ChannelSetting] = []
        if let name { settings.append(.name(name)) }
        if mps != .keep { settings.append(.mps(mps.value)) }
        if timezone != .keep { settings.append(.timezone(timezone.value)) }
        if quietHours != .keep { settings.append(.quietHours(quietHours.value?.text)) }
        if let status { settings.append(.isActive(status != .inactive)) }
        return settings
    }
}

extension FieldChange {
    /// What there is to be, if anything.
    fileprivate var value: Value? { if case .set(let value) = self { value } else { nil } }
}

extension ChannelSettings {
    init(_ settings: ChannelBody.Settings) {
        self.init(mps: settings.mps, timezone: settings.timezone, quietHours: settings.quietHours?.text)
    }
}

extension PlainCredentials {
    init(_ credentials: ChannelBody.Credentials) throws {
        guard let number = PhoneNumber(e164: credentials.phoneNumber) else { throw APIErrorBody(.invalidPhoneNumber) }
        self.init(
            accountSID: credentials.accountSID, authToken: SecretBytes(Array(credentials.authToken.utf8)),
            phoneNumber: number, apiKeySID: credentials.apiKeySID,
            apiKeySecret: credentials.apiKeySecret.map { SecretBytes(Array($0.utf8)) },
            messagingServiceSID: credentials.messagingServiceSID)
    }
}

extension FindingsBody.Finding {
    init(_ finding: ChannelFinding) {
        let severity: FindingsBody.Severity =
            switch finding.severity {
            case .good: .good
            case .soft: .soft
            case .hard: .hard
            }
        self.init(finding.code, severity, finding.detail, remedy: finding.remedy)
    }
}

extension APIErrorBody {
    /// What the caller is told of a channel that cannot be as was asked; `nil` for what the operator has to mend.
    init?(refusal error: ChannelError) {
        switch error {
        case .unreachable(let detail): self.init(.twilioUnreachable, detail, retryAfter: 5)
        case .stale: self.init(.versionConflict)
        case .notFound: self.init(.notFound)
        case .notOwned(let detail): self.init(.channelNotOwned, detail)
        case .credentialsRefused(let detail): self.init(.twilioRefused, detail)
        case .incomplete(let detail): self.init(.credentialsNotConfigured, detail)
        case .notReady: self.init(.channelNotReady, error.description)
        case .noPublicAddress: self.init(.channelNotReady, error.description)
        case .sameToken: self.init(.invalidRequest, errors: [FieldFault("/authToken", "is the one in use")])
        case .sealed: return nil
        }
    }
}
