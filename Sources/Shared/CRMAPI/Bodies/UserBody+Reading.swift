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

extension CallerBody {
    package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> CallerBody {
        try BodyFields.read(bytes) { fields in
            let user = fields.within("user") { UserBody(&$0) }
            let tenant = fields.within("tenant") { (id: $0.id("id") as TenantID, name: $0.word(of: "name")) }
            let token = fields.within("token") { token in
                (
                    id: token.id("id") as TokenID, label: token.word(of: "label"),
                    scopes: Set((token.texts("scopes") ?? []).compactMap { Scope(rawValue: $0) })
                )
            }
            let server = fields.within("server") { Server(id: $0.id("id"), epoch: $0.id("epoch")) }
            var caller = CallerBody(
                user: fields.needed("user", user, else: .standIn),
                tenantID: fields.needed("tenant", tenant?.id, else: TenantID(.least)), tenantName: tenant?.name ?? "",
                tokenID: fields.needed("token", token?.id, else: TokenID(.least)), tokenLabel: token?.label ?? "",
                scopes: token?.scopes ?? [])
            caller.server = server
            return caller
        }
    }
}

extension UserBody {
    /// Stands for a user that was not told; it never gets out.
    fileprivate static let standIn = UserBody(
        id: UserID(.least), name: "", status: .suspended, createdAt: Instant(milliseconds: 0), version: 0)
}
