package import Messaging

/// A request of Twilio's as it was kept, with what became of it.
package struct EventBody: AnswerBody {
    package var id: WebhookEventID
    /// `inbound`, `status`, or `other` for what has no effect.
    package var kind: String
    /// `routed`, or `unrouted` while no channel names its number.
    package var verdict: String
    package var accountSID: String
    package var channelID: ChannelID?
    package var ourAddress: String
    /// Path and query as they were asked for.
    package var target: String
    /// The form as it came; lists leave it out.
    package var body: String?
    package var receivedAt: Instant
    package var attempts: Int
    package var appliedAt: Instant?
    /// `applied`, `known`, `idle`, `failed`, or `nil` while it waits.
    package var outcome: String?

    package init(
        id: WebhookEventID, kind: String, verdict: String, accountSID: String, ourAddress: String, target: String,
        receivedAt: Instant, attempts: Int
    ) {
        (self.id, self.kind, self.verdict, self.accountSID) = (id, kind, verdict, accountSID)
        (self.ourAddress, self.target, self.receivedAt, self.attempts) = (ourAddress, target, receivedAt, attempts)
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            id: fields.id("id"), kind: fields.word(of: "kind"), verdict: fields.word(of: "verdict"),
            accountSID: fields.word(of: "account_sid"), ourAddress: fields.word(of: "our_address"),
            target: fields.word(of: "target"), receivedAt: fields.time("received_at"),
            attempts: fields.count("attempts"))
        channelID = fields.identifier("channel_id")
        body = fields.said("body")
        (appliedAt, outcome) = (fields.moment("applied_at"), fields.said("outcome"))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("kind", kind)
        line.set("verdict", verdict)
        line.set("account_sid", accountSID)
        line.set("channel_id", channelID?.description)
        line.set("our_address", ourAddress)
        line.set("target", target)
        if let body { line.set("body", body) }
        line.set("received_at", receivedAt)
        line.set("attempts", attempts)
        line.set("applied_at", appliedAt)
        line.set("outcome", outcome)
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("kind", .words(["inbound", "status", "other"])),
        .init("verdict", .words(["routed", "unrouted"])), .init("account_sid", .text(limit: nil)),
        .init("channel_id", .nullable(.uuid)), .init("our_address", .text(limit: nil)),
        .init("target", .text(limit: nil)), .optional("body", .text(limit: nil)), .init("received_at", .moment),
        .init("attempts", .integer(0...Int.max)), .init("applied_at", .nullable(.moment)),
        .init("outcome", .nullable(.words(["applied", "known", "idle", "failed"]))),
    ])
}
