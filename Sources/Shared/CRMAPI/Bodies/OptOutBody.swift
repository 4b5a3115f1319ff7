package import Messaging

/// Whether one of our senders must not write to an address.
package struct OptOutBody: AnswerBody {
    package var id: OptOutID
    /// The address, until it is erased.
    package var phone: String?
    /// Our number, or the messaging service that is blocked as a whole.
    package var sender: String
    /// Who can lift it: `lead`, by its START, or `person`, on our side.
    package var origin: String
    /// Any open one blocks.
    package var isOpen: Bool
    package var openedAt: Instant?
    package var closedAt: Instant?
    package var createdAt: Instant
    package var version: Int64

    package init(
        id: OptOutID, phone: String?, sender: String, origin: String, isOpen: Bool, openedAt: Instant?,
        closedAt: Instant?, createdAt: Instant, version: Int64
    ) {
        (self.id, self.phone, self.sender, self.origin, self.isOpen) = (id, phone, sender, origin, isOpen)
        (self.openedAt, self.closedAt, self.createdAt, self.version) = (openedAt, closedAt, createdAt, version)
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            id: fields.id("id"), phone: fields.said("phone"), sender: fields.word(of: "sender"),
            origin: fields.word(of: "origin"), isOpen: fields.truth("is_open"), openedAt: fields.moment("opened_at"),
            closedAt: fields.moment("closed_at"), createdAt: fields.time("created_at"),
            version: Int64(fields.count("version")))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("phone", phone)
        line.set("sender", sender)
        line.set("origin", origin)
        line.set("is_open", isOpen)
        line.set("opened_at", openedAt)
        line.set("closed_at", closedAt)
        line.set("created_at", createdAt)
        line.set("version", version)
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("phone", .nullable(.text(limit: nil))), .init("sender", .text(limit: nil)),
        .init("origin", .text(limit: nil)), .init("is_open", .flag), .init("opened_at", .nullable(.moment)),
        .init("closed_at", .nullable(.moment)), .init("created_at", .moment), .init("version", .integer(0...Int.max)),
    ])
}

/// Something that happened with a lead, and by whom.
package struct InteractionBody: AnswerBody {
    /// `received`, `sent`, `opted_out`, `opted_in`, or what the audit calls it.
    package var kind: String
    package var at: Instant
    package var userID: UserID?
    package var messageID: TenantMessageID?
    /// The keyword of a text, or the source of an opt-out.
    package var detail: String?

    package init(kind: String, at: Instant, userID: UserID?, messageID: TenantMessageID?, detail: String?) {
        (self.kind, self.at, self.userID, self.messageID, self.detail) = (kind, at, userID, messageID, detail)
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            kind: fields.word(of: "kind"), at: fields.time("at"), userID: fields.identifier("user_id"),
            messageID: fields.identifier("message_id"), detail: fields.said("detail"))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("kind", kind)
        line.set("at", at)
        line.set("user_id", userID?.description)
        line.set("message_id", messageID?.description)
        line.set("detail", detail)
        return line
    }

    static let schema = BodySchema.object([
        .init("kind", .text(limit: nil)), .init("at", .moment), .init("user_id", .nullable(.uuid)),
        .init("message_id", .nullable(.uuid)), .init("detail", .nullable(.text(limit: nil))),
    ])
}
