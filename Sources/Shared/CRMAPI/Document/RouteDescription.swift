/// What the document says of a route beside its form.
struct RouteDescription: Sendable {
    /// What an answer holds.
    enum Content: Sendable {
        case schema(String)
        case plain(String)
        case nothing
    }

    /// The name by which generated clients call it.
    let name: String
    let summary: String
    var body: String?
    var isBodyNeeded = true
    var status = 200
    var answer: Content
    /// What it refuses beside what every route may refuse.
    var errors: [APIErrorCode] = []
    /// Whether it answers in pages.
    var isPaged = false
    var pageLimits = PageQuery.limits
    /// What else its query may hold.
    var parameters: [BodySchema.Member] = []
    /// Whether `If-Match` is heeded.
    var isVersioned = false
    /// Whether a part may be asked for by `Range`.
    var isPartial = false
}

extension Route {
    var description: RouteDescription {
        switch self {
        case .listChannels: .page("listChannels", "The tenant's channels", "ChannelPage")
        case .createChannel:
            RouteDescription(
                name: "createChannel", summary: "Adds a channel; an active one has to be owned by its account",
                body: "NewChannel", status: 201, answer: .schema("Channel"),
                errors: [.channelNotOwned, .invalidPhoneNumber, .twilioRefused])
        case .readChannel:
            RouteDescription(
                name: "readChannel", summary: "One channel, its secrets masked", answer: .schema("Channel"),
                errors: [.notFound])
        case .changeChannel:
            RouteDescription(
                name: "changeChannel", summary: "Changes a channel's name, status or settings", body: "ChannelChange",
                answer: .schema("Channel"), errors: [.notFound, .versionConflict, .channelNotOwned], isVersioned: true)
        case .deleteChannel:
            RouteDescription(
                name: "deleteChannel", summary: "Takes a channel away; it receives until the number is another's",
                status: 204, answer: .nothing, errors: [.notFound])
        case .testChannel:
            RouteDescription(
                name: "testChannel", summary: "Finds out what keeps a channel from working",
                answer: .schema("Findings"), errors: [.notFound])
        case .activateChannel:
            RouteDescription(
                name: "activateChannel", summary: "Activates a channel without hard findings",
                answer: .schema("Channel"), errors: Self.twilio + [.channelNotOwned, .channelNotReady])
        case .pointWebhooks:
            RouteDescription(
                name: "pointWebhooks", summary: "Points the number's webhooks here; asks before it overwrites",
                body: "WebhookOrder", isBodyNeeded: false, answer: .schema("WebhookPlan"), errors: Self.twilio)
        case .rotateToken:
            RouteDescription(
                name: "rotateToken", summary: "Takes a new auth token; the old one verifies for a while",
                body: "TokenRotation", answer: .schema("Channel"), errors: Self.twilio)
        case .listUsers: .page("listUsers", "The tenant's users", "UserPage")
        case .createUser:
            RouteDescription(
                name: "createUser", summary: "Adds a user", body: "NewUser", status: 201, answer: .schema("User"),
                errors: [.nameTaken])
        case .readUser:
            RouteDescription(name: "readUser", summary: "One user", answer: .schema("User"), errors: [.notFound])
        case .changeUser:
            RouteDescription(
                name: "changeUser", summary: "Renames, suspends or readmits a user", body: "UserChange",
                answer: .schema("User"), errors: [.notFound, .nameTaken, .versionConflict], isVersioned: true)
        case .listTokens: .page("listTokens", "The tenant's tokens, without what opens", "TokenPage")
        case .createToken:
            RouteDescription(
                name: "createToken", summary: "Makes a token; this answer alone tells it", body: "NewToken",
                status: 201, answer: .schema("NewlyMadeToken"), errors: [.notFound])
        case .revokeToken:
            RouteDescription(
                name: "revokeToken", summary: "Ends a token at once", status: 204, answer: .nothing,
                errors: [.notFound])
        case .me: RouteDescription(name: "me", summary: "Who the caller is, and may do", answer: .schema("Caller"))
        case .audit: .page("audit", "What was done, newest first", "AuditPage")
        case .readMedia:
            RouteDescription(
                name: "readMedia", summary: "A picture, film or document of a message, or a part of it",
                answer: .plain("*/*"), errors: [.notFound], isPartial: true)
        case .search:
            RouteDescription(
                name: "search", summary: "Messages in which all words stand, newest first",
                answer: .schema("MessagePage"), errors: [.invalidCursor], isPaged: true,
                parameters: SearchQuery.parameters)
        case .listEvents: .page("listEvents", "What Twilio has called with, newest first", "EventPage")
        case .readEvent:
            RouteDescription(
                name: "readEvent", summary: "One request of Twilio's as it came", answer: .schema("Event"),
                errors: [.notFound])
        case .replayEvent:
            RouteDescription(
                name: "replayEvent", summary: "Applies a request that failed; one that was applied changes nothing",
                answer: .schema("Event"), errors: [.notFound])
        case .listLeads, .readLead, .changeLead, .listInteractions, .listConversations, .readConversation,
            .changeConversation, .listTalk, .listMessages, .readMessage, .listReports, .listOptOuts, .changes,
            .sendReply, .sendText, .previewText, .cancelText, .resendText, .refreshText, .releaseText:
            descriptionOfTalk
        case .health:
            RouteDescription(name: "health", summary: "Whether the process lives", answer: .schema("Health"))
        case .readiness:
            RouteDescription(
                name: "readiness", summary: "Whether requests can be served", answer: .schema("Health"),
                errors: [.unavailable])
        case .metrics:
            RouteDescription(
                name: "metrics", summary: "Counts and gauges for Prometheus",
                answer: .plain("text/plain; version=0.0.4"))
        case .document:
            RouteDescription(name: "document", summary: "This document", answer: .plain("application/json"))
        }
    }

    /// What Twilio may answer where it is asked.
    private static let twilio: [APIErrorCode] = [.notFound, .twilioRefused, .twilioUnreachable]
}

extension RouteDescription {
    fileprivate static func page(_ name: String, _ summary: String, _ schema: String) -> RouteDescription {
        RouteDescription(
            name: name, summary: summary, answer: .schema(schema), errors: [.invalidCursor], isPaged: true)
    }
}
