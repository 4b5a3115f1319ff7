package import Messaging

extension MessageBody {
    /// A picture, film or document of a message.
    package struct Media: Hashable, Sendable {
        package enum State: String, CaseIterable, Sendable {
            /// Twilio has it; the server is still to fetch it.
            case wanted
            case fetched
            /// Twilio has it no more, or refuses to give it.
            case gone
        }

        package var id: TenantMediaID
        /// What the sender says it is, until it was fetched and looked at.
        package var contentType: String
        package var state: State
        package var size: Int?

        package init(id: TenantMediaID, contentType: String, state: State, size: Int?) {
            (self.id, self.contentType, self.state, self.size) = (id, contentType, state, size)
        }

        init(_ fields: inout BodyFields) {
            let state = fields.said("state")
            self.init(
                id: fields.id("id"), contentType: fields.word(of: "content_type"),
                state: fields.needed("state", state.map { State(rawValue: $0) ?? .wanted }, else: .wanted),
                size: fields.integer("size", in: 0...Int.max))
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("id", id.description)
            line.set("content_type", contentType)
            line.set("state", state.rawValue)
            line.set("size", size)
            return line
        }

        static let schema = BodySchema.object([
            .init("id", .uuid), .init("content_type", .text(limit: nil)), .init("state", .words(of: State.self)),
            .init("size", .nullable(.integer(0...Int.max))),
        ])
    }

    /// What keeps a text from leaving until a person has decided.
    package enum KeptBack: String, CaseIterable, Sendable {
        /// Somebody else said something before it could leave.
        case conversationMoved = "conversation_moved"
        /// It has waited so long that its writer may think otherwise by now.
        case waitedTooLong = "waited_too_long"
        /// Its recipient has opted out.
        case optedOut = "opted_out"
        /// No channel that works can send it, or no longer as its writer wanted.
        case noSender = "no_sender"
        /// Whoever wrote it may not come in any more.
        case writerSuspended = "writer_suspended"
        case other
    }

    /// One report of how far a message has come, as it was noted.
    package struct Report: AnswerBody {
        package var id: MessageEventID
        /// When it came.
        package var at: Instant
        /// `callback`, or `resource` where Twilio was asked.
        package var source: String
        package var status: DeliveryState
        package var errorCode: Int?
        package var errorText: String?

        package init(
            id: MessageEventID, at: Instant, source: String, status: DeliveryState, errorCode: Int?, errorText: String?
        ) {
            (self.id, self.at, self.source, self.status) = (id, at, source, status)
            (self.errorCode, self.errorText) = (errorCode, errorText)
        }

        package init(_ fields: inout BodyFields) {
            self.init(
                id: fields.id("id"), at: fields.time("at"), source: fields.word(of: "source"),
                status: DeliveryState(word: fields.word(of: "status")),
                errorCode: fields.integer("error_code", in: 0...Int.max), errorText: fields.said("error_text"))
        }

        package var line: JSONLine {
            var line = JSONLine()
            line.set("id", id.description)
            line.set("at", at)
            line.set("source", source)
            line.set("status", status.word)
            line.set("error_code", errorCode)
            line.set("error_text", errorText)
            return line
        }

        static let schema = BodySchema.object([
            .init("id", .uuid), .init("at", .moment), .init("source", .text(limit: nil)),
            .init("status", .text(limit: nil)), .init("error_code", .nullable(.integer(0...Int.max))),
            .init("error_text", .nullable(.text(limit: nil))),
        ])
    }
}
