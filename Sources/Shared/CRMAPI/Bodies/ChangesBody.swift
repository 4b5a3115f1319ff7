package import Messaging

/// One answer of the change feed: what changed, in the order in which it was committed, and where to go on.
package struct ChangesBody: AnswerBody {
    package var items: [Item]
    /// What the next request asks since; no part of it means anything to its bearer.
    package var next: String
    /// Whether there is more already, so that waiting is no use.
    package var hasMore: Bool

    package init(_ items: [Item], next: String, hasMore: Bool) {
        (self.items, self.next, self.hasMore) = (items, next, hasMore)
    }

    package init(_ fields: inout BodyFields) {
        items = fields.needed("items", fields.list("items") { Item(&$0) }, else: [])
        next = fields.word(of: "next")
        hasMore = fields.truth("more")
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("items", items.map(\.line))
        line.set("next", next)
        line.set("more", hasMore)
        return line
    }

    static let schema = BodySchema.object([
        .init("items", .list(.reference("Change"))), .init("next", .text(limit: nil)), .init("more", .flag),
    ])
}

extension ChangesBody {
    /// One entity as it is since its last change. It is told at least once: an older version than one that is known says
    /// nothing.
    package struct Item: Hashable, Sendable {
        /// The place of the change in the tenant's sequence.
        package var seq: Int64
        package var id: UniqueID
        package var version: Int64
        package var entity: Entity

        package init(seq: Int64, id: UniqueID, version: Int64, _ entity: Entity) {
            (self.seq, self.id, self.version, self.entity) = (seq, id, version, entity)
        }

        init(_ fields: inout BodyFields) {
            seq = Int64(fields.count("seq"))
            id = fields.needed("id", fields.said("id").flatMap { UniqueID($0) }, else: .least)
            version = Int64(fields.count("version"))
            entity = Entity(&fields)
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("seq", seq)
            line.set("entity", entity.word)
            line.set("id", id.description)
            line.set("op", entity.data == nil ? "delete" : "upsert")
            line.set("version", version)
            line.set("data", entity.data)
            return line
        }

        static let schema = BodySchema.object([
            .init("seq", .integer(0...Int.max)),
            .init(
                "entity", .words(["user", "channel", "lead", "conversation", "message", "opt_out", "read_mark"])),
            .init("id", .uuid), .init("op", .words(["upsert", "delete"])), .init("version", .integer(0...Int.max)),
            .init(
                "data",
                .nullable(
                    .choice(
                        ["User", "Channel", "Lead", "Conversation", "Message", "OptOut", "ReadMark"].map {
                            .reference($0)
                        }))),
        ])
    }

    /// What changed, whole.
    package enum Entity: Hashable, Sendable {
        case user(UserBody)
        case channel(ChannelBody)
        case lead(LeadBody)
        case conversation(ConversationBody)
        case message(MessageBody)
        case optOut(OptOutBody)
        /// Of the caller alone; its id is the conversation's.
        case readMark(ReadMarkBody)
        /// It is there no more: what kind it was.
        case gone(String)
        /// A kind that this program does not know; it is passed over.
        case unknown(String)
    }
}

extension ChangesBody.Entity {
    init(_ fields: inout BodyFields) {
        let word = fields.word(of: "entity")
        guard fields.word(of: "op") != "delete" else {
            self = .gone(word)
            return
        }
        let found: Self? =
            switch word {
            case "user": fields.within("data") { .user(UserBody(&$0)) }
            case "channel": fields.within("data") { .channel(ChannelBody(answered: &$0)) }
            case "lead": fields.within("data") { .lead(LeadBody(&$0)) }
            case "conversation": fields.within("data") { .conversation(ConversationBody(&$0)) }
            case "message": fields.within("data") { .message(MessageBody(&$0)) }
            case "opt_out": fields.within("data") { .optOut(OptOutBody(&$0)) }
            case "read_mark": fields.within("data") { .readMark(ReadMarkBody(&$0)) }
            default: .unknown(word)
            }
        self = fields.needed("data", found, else: .unknown(word))
    }

    package var word: String {
        switch self {
        case .user: "user"
        case .channel: "channel"
        case .lead: "lead"
        case .conversation: "conversation"
        case .message: "message"
        case .optOut: "opt_out"
        case .readMark: "read_mark"
        case .gone(let word), .unknown(let word): word
        }
    }

    var data: JSONLine? {
        switch self {
        case .user(let user): user.line
        case .channel(let channel): channel.maskedLine
        case .lead(let lead): lead.line
        case .conversation(let conversation): conversation.line
        case .message(let message): message.line
        case .optOut(let optOut): optOut.line
        case .readMark(let mark): mark.line
        case .gone, .unknown: nil
        }
    }
}
