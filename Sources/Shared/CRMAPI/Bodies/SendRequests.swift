package import Messaging

extension MessageBody {
    /// What a text to be sent holds, whomever it goes to.
    package struct Content: Hashable, Sendable {
        package var body: String
        /// The name that its sender gives it. Sent again under that name it is the same text, and leaves once.
        package var clientRef: String?
        /// When it is to leave, by the server's clock; `nil` for at once.
        package var sendAt: Instant?

        package init(body: String, clientRef: String? = nil, sendAt: Instant? = nil) {
            (self.body, self.clientRef, self.sendAt) = (body, clientRef, sendAt)
        }

        init(_ fields: inout BodyFields) {
            let body = fields.text("body", limit: .max)
            let attachments = fields.texts("media_ids") ?? []
            self.init(body: body ?? "", clientRef: fields.name("client_ref"), sendAt: fields.moment("send_at"))
            if !attachments.isEmpty { fields.fault("media_ids", "names media, which cannot be sent yet") }
            if fields.text("template_id") != nil {
                fields.fault("template_id", "names a template, and there are none yet")
            }
            let units = MessageLimits.units(of: self.body)
            if body == nil || VisibleText.isBlank(self.body) {
                _ = fields.needed("body", String?.none, else: "")
            } else if units > MessageLimits.units {
                fields.fault("body", "is \(units) characters long; \(MessageLimits.units) are taken")
            }
        }

        func write(to line: inout JSONLine) {
            line.set("body", body)
            if let clientRef { line.set("client_ref", clientRef) }
            if let sendAt { line.set("send_at", sendAt) }
        }

        static let members: [BodySchema.Member] = [
            .init("body", .text(limit: MessageLimits.units)), .optional("media_ids", .list(.uuid)),
            .optional("client_ref", .text(limit: 100)), .optional("send_at", .nullable(.moment)),
        ]
    }

    /// What `POST /api/conversations/{id}/messages` takes.
    package struct Reply: Hashable, Sendable {
        package var content: Content
        /// The channel to send by; `nil` for the conversation's own.
        package var channel: ChannelID?
        /// The newest arrival that its writer has seen. Whatever others said since keeps the text back.
        package var seenUpTo: Int64?

        package init(_ content: Content, channel: ChannelID? = nil, seenUpTo: Int64? = nil) {
            (self.content, self.channel, self.seenUpTo) = (content, channel, seenUpTo)
        }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Reply {
            try BodyFields.read(bytes) { fields in
                Reply(
                    Content(&fields), channel: fields.identifier("channel_id"), seenUpTo: fields.ordinal("seen_up_to"))
            }
        }

        package var text: String {
            var line = JSONLine()
            content.write(to: &line)
            if let channel { line.set("channel_id", channel.description) }
            if let seenUpTo { line.set("seen_up_to", seenUpTo) }
            return line.text
        }

        static let schema = BodySchema.object(
            Content.members + [
                .optional("template_id", .nullable(.uuid)), .optional("channel_id", .nullable(.uuid)),
                .optional("seen_up_to", .nullable(.integer(0...Int.max))),
            ])
    }

    /// What `POST /api/messages` takes: a text to a number, to which a conversation is found or made.
    package struct Opening: Hashable, Sendable {
        package var content: Content
        package var to: String
        /// A number of ours; `nil` for the one on which the lead was last in contact, else our first.
        package var from: String?

        package init(_ content: Content, to: String, from: String? = nil) {
            (self.content, self.to, self.from) = (content, to, from)
        }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Opening {
            try BodyFields.read(bytes) { fields in
                Opening(
                    Content(&fields), to: fields.needed("to", fields.name("to"), else: ""), from: fields.name("from"))
            }
        }

        package var text: String {
            var line = JSONLine()
            content.write(to: &line)
            line.set("to", to)
            if let from { line.set("from", from) }
            return line.text
        }

        static let schema = BodySchema.object(
            Content.members + [.init("to", .text(limit: 100)), .optional("from", .nullable(.text(limit: 100)))])
    }

    /// What `POST /api/messages/{id}/release` takes, if anything: how much its writer has seen by now.
    package struct Release: Hashable, Sendable {
        package var seenUpTo: Int64?

        package init(seenUpTo: Int64? = nil) { self.seenUpTo = seenUpTo }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Release {
            if bytes.isEmpty { return Release() }
            return try BodyFields.read(bytes) { Release(seenUpTo: $0.ordinal("seen_up_to")) }
        }

        package var text: String {
            var line = JSONLine()
            if let seenUpTo { line.set("seen_up_to", seenUpTo) }
            return line.text
        }

        static let schema = BodySchema.object([.optional("seen_up_to", .nullable(.integer(0...Int.max)))])
    }
}
