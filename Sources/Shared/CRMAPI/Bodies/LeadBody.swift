package import Messaging

/// A lead, as answers show it.
///
/// What depends on who asks, or is gathered from other rows, is `nil` in the change feed, which tells the same to all:
/// there it follows from the messages, marks and opt-outs that are told beside it.
package struct LeadBody: AnswerBody {
    package var id: TenantLeadID
    /// What a person called it; `nil` where nobody has.
    package var name: String?
    /// The address as the carrier names it; of a group, all members' addresses.
    package var phone: String
    package var isGroup: Bool
    package var channel: String
    package var state: LeadState
    package var lastContactAt: Instant?
    package var lastMessage: LastMessage?
    /// How many texts of its the caller has not read, and nobody has answered.
    package var unread: Int?
    package var waitingSince: Instant?
    package var assignee: UserID?
    package var labels: [String]
    package var isOptedOut: Bool?
    package var timezone: String?
    package var createdAt: Instant
    package var version: Int64

    package init(
        id: TenantLeadID, phone: String, isGroup: Bool = false, channel: String, state: LeadState, createdAt: Instant,
        version: Int64
    ) {
        (self.id, self.phone, self.isGroup, self.channel) = (id, phone, isGroup, channel)
        (self.state, self.createdAt, self.version, labels) = (state, createdAt, version, [])
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            id: fields.id("id"), phone: fields.word(of: "phone"), isGroup: fields.truth("is_group"),
            channel: fields.word(of: "channel"), state: fields.leadState("state"), createdAt: fields.time("created_at"),
            version: Int64(fields.count("version")))
        name = fields.said("name")
        lastContactAt = fields.moment("last_contact_at")
        lastMessage = fields.within("last_message") { LastMessage(&$0) }
        unread = fields.integer("unread", in: 0...Int.max)
        waitingSince = fields.moment("waiting_since")
        assignee = fields.identifier("assignee")
        labels = fields.texts("labels") ?? []
        isOptedOut = fields.flag("opted_out")
        timezone = fields.said("timezone")
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("name", name)
        line.set("phone", phone)
        line.set("is_group", isGroup)
        line.set("channel", channel)
        // What people call the channel; the only kind there is.
        line.set("label", "SMS")
        line.set("state", state.rawValue)
        line.set("last_contact_at", lastContactAt)
        line.set("last_message", lastMessage?.line)
        line.set("unread", unread)
        line.set("waiting_since", waitingSince)
        line.set("assignee", assignee?.description)
        line.set("labels", labels)
        line.set("opted_out", isOptedOut)
        line.set("timezone", timezone)
        line.set("created_at", createdAt)
        line.set("version", version)
        return line
    }

    static let members: [BodySchema.Member] = [
        .init("id", .uuid), .init("name", .nullable(.text(limit: 100))), .init("phone", .text(limit: nil)),
        .init("is_group", .flag), .init("channel", .text(limit: nil)), .init("label", .text(limit: nil)),
        .init("state", .words(of: LeadState.self)), .init("last_contact_at", .nullable(.moment)),
        .init("last_message", .nullable(LastMessage.schema)), .init("unread", .nullable(.integer(0...Int.max))),
        .init("waiting_since", .nullable(.moment)), .init("assignee", .nullable(.uuid)),
        .init("labels", .list(.text(limit: nil))), .init("opted_out", .nullable(.flag)),
        .init("timezone", .nullable(.text(limit: nil))), .init("created_at", .moment),
        .init("version", .integer(0...Int.max)),
    ]

    static let schema = BodySchema.object(members)
}

extension LeadBody {
    /// What was said last to or by a lead.
    package struct LastMessage: Hashable, Sendable {
        package var direction: Direction
        package var body: String
        package var status: DeliveryState?
        package var sendState: SendState?
        package var createdAt: Instant

        package init(
            direction: Direction, body: String, status: DeliveryState?, sendState: SendState?, createdAt: Instant
        ) {
            (self.direction, self.body, self.status) = (direction, body, status)
            (self.sendState, self.createdAt) = (sendState, createdAt)
        }

        init(_ fields: inout BodyFields) {
            self.init(
                direction: fields.direction("direction"), body: fields.word(of: "body"),
                status: fields.said("status").map { DeliveryState(word: $0) },
                sendState: fields.sendState("send_state"),
                createdAt: fields.time("created_at"))
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("direction", direction.rawValue)
            line.set("body", body)
            line.set("status", status?.word)
            line.set("send_state", sendState?.rawValue)
            line.set("created_at", createdAt)
            return line
        }

        static let schema = BodySchema.object([
            .init("direction", .words(["inbound", "outbound"])), .init("body", .text(limit: nil)),
            .init("status", .nullable(.text(limit: nil))), .init("send_state", .nullable(.words(of: SendState.self))),
            .init("created_at", .moment),
        ])
    }
}
