internal import Messaging

extension UserBody: AnswerBody {
    package init(_ fields: inout BodyFields) {
        let status = fields.said("status")
        self.init(
            id: fields.id("id"), name: fields.word(of: "name"),
            status: fields.needed("status", status.map { Status(rawValue: $0) ?? .suspended }, else: .suspended),
            createdAt: fields.time("created_at"), version: Int64(fields.count("version")))
    }
}

extension ChannelBody {
    /// Reads a channel as the server shows it: with masked secrets, and whatever a row holds that came by SQL.
    package init(answered fields: inout BodyFields) {
        let status = fields.said("status")
        let credentials = fields.within("credentials") { Credentials(answered: &$0) }
        self.init(
            id: fields.id("id"), userID: fields.id("user_id"), name: fields.word(of: "name"),
            status: fields.needed("status", status.map { Status(rawValue: $0) ?? .inactive }, else: .inactive),
            credentials: fields.needed("credentials", credentials, else: .standIn),
            settings: Settings(
                mps: fields.integer("mps", in: 0...Int.max), timezone: fields.said("timezone"),
                quietHours: fields.within("quiet_hours") { QuietHours(&$0) }),
            activation: fields.said("activation").flatMap { Activation(rawValue: $0) },
            createdAt: fields.time("created_at"), version: Int64(fields.count("version")))
    }
}

extension ChannelBody.Credentials {
    init(answered fields: inout BodyFields) {
        self.init(
            accountSID: fields.word(of: "accountSid"), authToken: fields.word(of: "authToken"),
            phoneNumber: fields.word(of: "phoneNumber"), apiKeySID: fields.said("apiKeySid"),
            apiKeySecret: fields.said("apiKeySecret"), messagingServiceSID: fields.said("messagingServiceSid"))
    }
}
