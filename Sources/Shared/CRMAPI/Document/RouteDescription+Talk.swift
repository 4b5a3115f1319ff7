extension Route {
    /// What the document says of leads, conversations, messages and their changes. Other routes are described elsewhere.
    var descriptionOfTalk: RouteDescription {
        switch self {
        case .listLeads:
            .talk("listLeads", "The tenant's leads", "LeadPage", parameters: LeadsQuery.parameters)
        case .readLead: .one("readLead", "One lead", "Lead")
        case .changeLead:
            RouteDescription(
                name: "changeLead", summary: "Changes of a lead what is as it was seen; tells what it is now",
                body: "LeadChange", answer: .schema("ChangedLead"), errors: [.notFound, .versionConflict],
                isVersioned: true)
        case .listInteractions:
            .talk(
                "listInteractions", "What happened with a lead, by whom; newest first", "InteractionPage",
                errors: [.notFound])
        case .listConversations:
            .talk(
                "listConversations", "Where something was said last comes first", "ConversationPage",
                parameters: ConversationsQuery.parameters)
        case .readConversation: .one("readConversation", "One conversation", "Conversation")
        case .changeConversation:
            RouteDescription(
                name: "changeConversation",
                summary: "Changes of a conversation what is as it was seen, and moves the caller's own mark",
                body: "ConversationChange", answer: .schema("ChangedConversation"),
                errors: [.notFound, .versionConflict], isVersioned: true)
        case .listTalk:
            .talk(
                "listConversationMessages", "The messages of a conversation, from either end", "MessagePage",
                parameters: TalkQuery.parameters, errors: [.notFound])
        case .listMessages:
            .talk(
                "listMessages", "All messages of the tenant, newest first", "MessagePage",
                limits: PageQuery.messageLimits)
        case .readMessage: .one("readMessage", "One message", "Message")
        case .listReports: .one("listMessageEvents", "What was reported of how far a message has come", "ReportPage")
        case .sendReply:
            .text(
                "replyToConversation", "Answers, unless something was said that the writer has not seen", "Reply",
                errors: [.conversationMoved, .optedOut, .noSender, .invalidPhoneNumber], status: 202)
        case .sendText:
            .text(
                "sendMessage", "Writes to a number; the lead and the conversation are found or made", "Opening",
                errors: [.optedOut, .noSender, .invalidPhoneNumber], status: 202)
        case .previewText:
            RouteDescription(
                name: "previewMessage", summary: "What a text would be if it were sent now", body: "PreviewOrder",
                answer: .schema("Preview"), errors: [.notFound])
        case .cancelText: .text("cancelMessage", "Takes a text back that has not left", errors: [.wrongState])
        case .resendText:
            .text(
                "resendMessage", "Sends a text anew that failed or did not leave; the same new one when asked again",
                errors: [.wrongState, .optedOut, .noSender, .invalidPhoneNumber], status: 202)
        case .refreshText:
            .text("refreshMessage", "Asks Twilio what became of a text", errors: [.twilioRefused, .twilioUnreachable])
        case .releaseText:
            .text(
                "releaseMessage", "Lets a text go that was kept back", "Release", isBodyNeeded: false,
                errors: [.wrongState, .conversationMoved, .optedOut, .noSender, .invalidPhoneNumber])
        case .listOptOuts: .talk("listOptOuts", "Whom the tenant must not write to", "OptOutPage")
        case .changes:
            RouteDescription(
                name: "changes", summary: "What changed since a cursor; may wait for something to",
                answer: .schema("Changes"), errors: [.invalidCursor, .cursorExpired],
                parameters: ChangesQuery.parameters)
        case .listChannels, .createChannel, .readChannel, .changeChannel, .deleteChannel, .testChannel,
            .activateChannel, .pointWebhooks, .rotateToken, .listUsers, .createUser, .readUser, .changeUser,
            .listTokens, .createToken, .revokeToken, .me, .audit, .readMedia, .search, .listEvents, .readEvent,
            .replayEvent,
            .health, .readiness, .metrics, .document:
            description
        }
    }
}

extension RouteDescription {
    /// Something that is done to a text, or with one, and tells it.
    fileprivate static func text(
        _ name: String, _ summary: String, _ body: String? = nil, isBodyNeeded: Bool = true,
        errors: [APIErrorCode], status: Int = 200
    ) -> RouteDescription {
        RouteDescription(
            name: name, summary: summary, body: body, isBodyNeeded: isBodyNeeded, status: status,
            answer: .schema("Message"), errors: [.notFound] + errors)
    }

    fileprivate static func one(_ name: String, _ summary: String, _ schema: String) -> RouteDescription {
        RouteDescription(name: name, summary: summary, answer: .schema(schema), errors: [.notFound])
    }

    fileprivate static func talk(
        _ name: String, _ summary: String, _ schema: String, limits: ClosedRange<Int> = PageQuery.limits,
        parameters: [BodySchema.Member] = [], errors: [APIErrorCode] = []
    ) -> RouteDescription {
        RouteDescription(
            name: name, summary: summary, answer: .schema(schema), errors: [.invalidCursor] + errors, isPaged: true,
            pageLimits: limits, parameters: parameters)
    }
}
