package import Messaging

/// All that one lead and one of our numbers have said to each other, as answers show it.
///
/// `unread` and `readUpTo` are the caller's own and `nil` in the change feed, which tells of marks by themselves. A text
/// counts as unread whose arrival is behind both the mark and `lastOutbound`.
package struct ConversationBody: AnswerBody {
    package var id: TenantConversationID
    package var leadID: TenantLeadID
    /// The channel that it answers by.
    package var channelID: ChannelID
    package var channel: String
    package var remoteJID: String
    package var ourNumber: String
    package var state: LeadState
    package var snoozedUntil: Instant?
    package var assignee: UserID?
    package var labels: [String]
    package var unread: Int?
    package var readUpTo: Int64?
    /// The arrival of its newest message: what a reply has seen. 0 before there is one.
    package var lastArrival: Int64
    /// The arrival of the newest that we sent.
    package var lastOutbound: Int64
    package var lastMessageAt: Instant?
    package var createdAt: Instant
    package var version: Int64

    package init(
        id: TenantConversationID, leadID: TenantLeadID, channelID: ChannelID, channel: String, remoteJID: String,
        ourNumber: String, state: LeadState, lastArrival: Int64, lastOutbound: Int64, createdAt: Instant, version: Int64
    ) {
        (self.id, self.leadID, self.channelID, self.channel) = (id, leadID, channelID, channel)
        (self.remoteJID, self.ourNumber, self.state) = (remoteJID, ourNumber, state)
        (self.lastArrival, self.lastOutbound) = (lastArrival, lastOutbound)
        (self.createdAt, self.version, labels) = (createdAt, version, [])
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            id: fields.id("id"), leadID: fields.id("lead_id"), channelID: fields.id("channel_id"),
            channel: fields.word(of: "channel"), remoteJID: fields.word(of: "remote_jid"),
            ourNumber: fields.word(of: "our_number"), state: fields.leadState("state"),
            lastArrival: Int64(fields.count("last_arrival")), lastOutbound: Int64(fields.count("last_outbound")),
            createdAt: fields.time("created_at"), version: Int64(fields.count("version")))
        snoozedUntil = fields.moment("snoozed_until")
        assignee = fields.identifier("assignee")
        labels = fields.texts("labels") ?? []
        unread = fields.integer("unread", in: 0...Int.max)
        readUpTo = fields.ordinal("read_up_to")
        lastMessageAt = fields.moment("last_message_at")
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("lead_id", leadID.description)
        line.set("channel_id", channelID.description)
        line.set("channel", channel)
        line.set("remote_jid", remoteJID)
        line.set("our_number", ourNumber)
        line.set("state", state.rawValue)
        line.set("snoozed_until", snoozedUntil)
        line.set("assignee", assignee?.description)
        line.set("labels", labels)
        line.set("unread", unread)
        line.set("read_up_to", readUpTo)
        line.set("last_arrival", lastArrival)
        line.set("last_outbound", lastOutbound)
        line.set("last_message_at", lastMessageAt)
        line.set("created_at", createdAt)
        line.set("version", version)
        return line
    }

    static let members: [BodySchema.Member] = [
        .init("id", .uuid), .init("lead_id", .uuid), .init("channel_id", .uuid), .init("channel", .text(limit: nil)),
        .init("remote_jid", .text(limit: nil)), .init("our_number", .text(limit: nil)),
        .init("state", .words(of: LeadState.self)), .init("snoozed_until", .nullable(.moment)),
        .init("assignee", .nullable(.uuid)), .init("labels", .list(.text(limit: nil))),
        .init("unread", .nullable(.integer(0...Int.max))), .init("read_up_to", .nullable(.integer(0...Int.max))),
        .init("last_arrival", .integer(0...Int.max)), .init("last_outbound", .integer(0...Int.max)),
        .init("last_message_at", .nullable(.moment)), .init("created_at", .moment),
        .init("version", .integer(0...Int.max)),
    ]

    static let schema = BodySchema.object(members)
}

/// Up to where the caller has read a conversation; nobody else is told of it.
package struct ReadMarkBody: AnswerBody {
    package var conversationID: TenantConversationID
    /// The arrival of the last message that was read.
    package var readUpTo: Int64
    package var version: Int64

    package init(conversationID: TenantConversationID, readUpTo: Int64, version: Int64) {
        (self.conversationID, self.readUpTo, self.version) = (conversationID, readUpTo, version)
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            conversationID: fields.id("conversation_id"), readUpTo: Int64(fields.count("read_up_to")),
            version: Int64(fields.count("version")))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("conversation_id", conversationID.description)
        line.set("read_up_to", readUpTo)
        line.set("version", version)
        return line
    }

    static let schema = BodySchema.object([
        .init("conversation_id", .uuid), .init("read_up_to", .integer(0...Int.max)),
        .init("version", .integer(0...Int.max)),
    ])
}
