package import HTTPTypes
package import Messaging

/// One thing that can be asked of the server. A case stands here once it works.
package enum Route: Hashable, Sendable {
    case listChannels, createChannel
    case readChannel(ChannelID), changeChannel(ChannelID), deleteChannel(ChannelID)
    case testChannel(ChannelID), activateChannel(ChannelID), pointWebhooks(ChannelID), rotateToken(ChannelID)

    case listUsers, createUser
    case readUser(UserID), changeUser(UserID)

    case listTokens, createToken
    case revokeToken(TokenID)

    case me
    case audit

    case listLeads
    case readLead(TenantLeadID), changeLead(TenantLeadID), listInteractions(TenantLeadID)
    case listConversations
    case readConversation(TenantConversationID), changeConversation(TenantConversationID)
    case listTalk(TenantConversationID)
    case listMessages
    case readMessage(TenantMessageID), listReports(TenantMessageID)
    case sendReply(TenantConversationID), sendText, previewText
    case cancelText(TenantMessageID), resendText(TenantMessageID)
    case refreshText(TenantMessageID), releaseText(TenantMessageID)
    case listOptOuts
    case changes
    case readMedia(TenantMediaID)
    case search
    case listEvents, readEvent(WebhookEventID), replayEvent(WebhookEventID)

    case health, readiness, metrics, document
}

/// How a route is asked for, and who may.
package struct RouteForm: Sendable {
    /// Who may ask.
    package enum Access: Hashable, Sendable {
        /// Everybody, without a token.
        case open
        /// Whoever has a valid token.
        case signedIn
        /// Whose token has the scope.
        case scope(Scope)
    }

    package let method: HTTPRequest.Method
    package let path: RoutePath
    package let access: Access

    /// Whether it is counted how often a caller asks. What a client's mirror lives on is not, from its first sync on.
    package let isMetered: Bool

    init(_ method: HTTPRequest.Method, _ path: RoutePath, _ access: Access, isMetered: Bool = true) {
        (self.method, self.path, self.access, self.isMetered) = (method, path, access, isMetered)
    }

    /// Whether an `Idempotency-Key` is taken: on everything that makes or changes something and is not the same when
    /// done twice.
    package var takesIdempotencyKey: Bool { method == .post || method == .patch }
}

extension Route {
    /// The one table of methods, paths and scopes.
    package var form: RouteForm {
        switch self {
        case .listChannels: RouteForm(.get, "/api/channels", .scope(.read))
        case .createChannel: RouteForm(.post, "/api/channels", .scope(.manage))
        case .readChannel(let id): RouteForm(.get, "/api/channels/\(id)", .scope(.read))
        case .changeChannel(let id): RouteForm(.patch, "/api/channels/\(id)", .scope(.manage))
        case .deleteChannel(let id): RouteForm(.delete, "/api/channels/\(id)", .scope(.manage))
        case .testChannel(let id): RouteForm(.post, "/api/channels/\(id)/test", .scope(.manage))
        case .activateChannel(let id): RouteForm(.post, "/api/channels/\(id)/activate", .scope(.manage))
        case .pointWebhooks(let id): RouteForm(.post, "/api/channels/\(id)/webhooks", .scope(.manage))
        case .rotateToken(let id): RouteForm(.post, "/api/channels/\(id)/rotate-token", .scope(.manage))

        case .listUsers: RouteForm(.get, "/api/users", .scope(.read))
        case .createUser: RouteForm(.post, "/api/users", .scope(.manage))
        case .readUser(let id): RouteForm(.get, "/api/users/\(id)", .scope(.read))
        case .changeUser(let id): RouteForm(.patch, "/api/users/\(id)", .scope(.manage))

        case .listTokens: RouteForm(.get, "/api/tokens", .scope(.admin))
        case .createToken: RouteForm(.post, "/api/tokens", .scope(.admin))
        case .revokeToken(let id): RouteForm(.delete, "/api/tokens/\(id)", .scope(.admin))

        case .me: RouteForm(.get, "/api/me", .signedIn)
        case .audit: RouteForm(.get, "/api/audit", .scope(.admin))

        case .listLeads: RouteForm(.get, "/api/leads", .scope(.read))
        case .readLead(let id): RouteForm(.get, "/api/leads/\(id)", .scope(.read))
        case .changeLead(let id): RouteForm(.patch, "/api/leads/\(id)", .scope(.send))
        case .listInteractions(let id): RouteForm(.get, "/api/leads/\(id)/interactions", .scope(.read))

        case .listConversations: RouteForm(.get, "/api/conversations", .scope(.read), isMetered: false)
        case .readConversation(let id): RouteForm(.get, "/api/conversations/\(id)", .scope(.read))
        case .changeConversation(let id): RouteForm(.patch, "/api/conversations/\(id)", .scope(.send))
        case .listTalk(let id): RouteForm(.get, "/api/conversations/\(id)/messages", .scope(.read))

        case .listMessages: RouteForm(.get, "/api/messages", .scope(.read), isMetered: false)
        case .readMessage(let id): RouteForm(.get, "/api/messages/\(id)", .scope(.read))
        case .listReports(let id): RouteForm(.get, "/api/messages/\(id)/events", .scope(.read))

        case .sendReply(let id): RouteForm(.post, "/api/conversations/\(id)/messages", .scope(.send))
        case .sendText: RouteForm(.post, "/api/messages", .scope(.send))
        case .previewText: RouteForm(.post, "/api/messages/preview", .scope(.send))
        case .cancelText(let id): RouteForm(.post, "/api/messages/\(id)/cancel", .scope(.send))
        case .resendText(let id): RouteForm(.post, "/api/messages/\(id)/resend", .scope(.send))
        case .refreshText(let id): RouteForm(.post, "/api/messages/\(id)/refresh", .scope(.send))
        case .releaseText(let id): RouteForm(.post, "/api/messages/\(id)/release", .scope(.send))

        case .listOptOuts: RouteForm(.get, "/api/opt-outs", .scope(.read))
        case .changes: RouteForm(.get, "/api/changes", .scope(.read), isMetered: false)

        case .readMedia(let id): RouteForm(.get, "/api/media/\(id)", .scope(.read))
        case .search: RouteForm(.get, "/api/search", .scope(.read))
        case .listEvents: RouteForm(.get, "/api/events", .scope(.manage))
        case .readEvent(let id): RouteForm(.get, "/api/events/\(id)", .scope(.manage))
        case .replayEvent(let id): RouteForm(.post, "/api/events/\(id)/replay", .scope(.manage))

        case .health: RouteForm(.get, "/healthz", .open)
        case .readiness: RouteForm(.get, "/readyz", .open)
        case .metrics: RouteForm(.get, "/metrics", .open)
        case .document: RouteForm(.get, "/openapi.json", .open)
        }
    }

    /// Every route, as what makes it of the name in its path.
    package static let all: [@Sendable (UniqueID) -> Route] = [
        { _ in .listChannels }, { _ in .createChannel },
        { .readChannel(ChannelID($0)) }, { .changeChannel(ChannelID($0)) }, { .deleteChannel(ChannelID($0)) },
        { .testChannel(ChannelID($0)) }, { .activateChannel(ChannelID($0)) }, { .pointWebhooks(ChannelID($0)) },
        { .rotateToken(ChannelID($0)) },
        { _ in .listUsers }, { _ in .createUser }, { .readUser(UserID($0)) }, { .changeUser(UserID($0)) },
        { _ in .listTokens }, { _ in .createToken }, { .revokeToken(TokenID($0)) },
        { _ in .me }, { _ in .audit },
        { _ in .listLeads }, { .readLead(TenantLeadID($0)) }, { .changeLead(TenantLeadID($0)) },
        { .listInteractions(TenantLeadID($0)) },
        { _ in .listConversations }, { .readConversation(TenantConversationID($0)) },
        { .changeConversation(TenantConversationID($0)) }, { .listTalk(TenantConversationID($0)) },
        { _ in .listMessages }, { .readMessage(TenantMessageID($0)) }, { .listReports(TenantMessageID($0)) },
        { .sendReply(TenantConversationID($0)) }, { _ in .sendText }, { _ in .previewText },
        { .cancelText(TenantMessageID($0)) }, { .resendText(TenantMessageID($0)) },
        { .refreshText(TenantMessageID($0)) }, { .releaseText(TenantMessageID($0)) },
        { _ in .listOptOuts }, { _ in .changes }, { .readMedia(TenantMediaID($0)) },
        { _ in .search }, { _ in .listEvents }, { .readEvent(WebhookEventID($0)) },
        { .replayEvent(WebhookEventID($0)) },
        { _ in .health }, { _ in .readiness }, { _ in .metrics }, { _ in .document },
    ]
}
