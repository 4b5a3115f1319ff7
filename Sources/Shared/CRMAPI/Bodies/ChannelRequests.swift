extension ChannelBody {
    /// What `POST /api/channels` takes.
    package struct New: Hashable, Sendable {
        package var name: String
        package var status: Status
        package var credentials: Credentials
        package var settings: Settings

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> New {
            try BodyFields.read(bytes) { fields in
                let type = fields.text("type")
                if let type, type != ChannelBody.type { fields.fault("type", "is none of \(ChannelBody.type)") }
                _ = fields.needed("type", type, else: "")
                return New(
                    name: fields.needed("name", fields.name("name"), else: ""),
                    status: fields.word("status") ?? .active,
                    credentials: fields.needed(
                        "credentials", fields.within("credentials") { Credentials(&$0) }, else: .standIn),
                    settings: Settings(
                        mps: fields.integer("mps", in: Settings.rates), timezone: fields.text("timezone", limit: 64),
                        quietHours: fields.within("quiet_hours") { QuietHours(&$0) }))
            }
        }

        static let schema = BodySchema.object([
            .init("type", .words([ChannelBody.type])), .init("name", .text(limit: 100)),
            .optional("status", .words(of: Status.self)), .init("credentials", Credentials.schema),
            .optional("mps", .integer(Settings.rates)), .optional("timezone", .text(limit: 64)),
            .optional("quiet_hours", QuietHours.schema),
        ])
    }

    /// What `PATCH /api/channels/{id}` takes. Credentials change by `rotate-token` alone.
    package struct Change: Hashable, Sendable {
        package var name: String?
        package var status: Status?
        package var mps: FieldChange<Int>
        package var timezone: FieldChange<String>
        package var quietHours: FieldChange<QuietHours>

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Change {
            try BodyFields.read(bytes) { fields in
                if fields.has("credentials") { fields.fault("credentials", "change by rotate-token alone") }
                return Change(
                    name: fields.name("name"), status: fields.word("status"),
                    mps: fields.change("mps") { $0.integer($1, in: Settings.rates) },
                    timezone: fields.change("timezone") { $0.text($1, limit: 64) },
                    quietHours: fields.change("quiet_hours") { $0.within($1) { QuietHours(&$0) } })
            }
        }

        static let schema = BodySchema.object([
            .optional("name", .text(limit: 100)), .optional("status", .words(of: Status.self)),
            .optional("mps", .nullable(.integer(Settings.rates))),
            .optional("timezone", .nullable(.text(limit: 64))),
            .optional("quiet_hours", .nullable(QuietHours.schema)),
        ])
    }

    /// What `POST …/rotate-token` takes: the new token, and how long the old one still verifies webhooks.
    package struct Rotation: Hashable, Sendable {
        package var authToken: String
        package var grace: Duration

        static let graces = 0...604_800

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Rotation {
            try BodyFields.read(bytes) { fields in
                Rotation(
                    authToken: fields.needed("authToken", fields.secret("authToken"), else: ""),
                    grace: .seconds(fields.integer("grace_seconds", in: graces) ?? 86_400))
            }
        }

        static let schema = BodySchema.object([
            .init("authToken", .text(limit: 200)), .optional("grace_seconds", .integer(graces)),
        ])
    }

    /// What `POST …/webhooks` takes: whether what stands at Twilio may be overwritten.
    package struct WebhookOrder: Hashable, Sendable {
        package var isConfirmed: Bool

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> WebhookOrder {
            if bytes.isEmpty { return WebhookOrder(isConfirmed: false) }
            return try BodyFields.read(bytes) { WebhookOrder(isConfirmed: $0.flag("confirm") ?? false) }
        }

        static let schema = BodySchema.object([.optional("confirm", .flag)])
    }
}

extension ChannelBody.Rotation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a new token, with \(grace) of grace for the old one" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["grace": grace]) }
}
