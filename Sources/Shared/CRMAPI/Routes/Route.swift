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

    init(_ method: HTTPRequest.Method, _ path: RoutePath, _ access: Access) {
        (self.method, self.path, self.access) = (method, path, access)
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
        { _ in .health }, { _ in .readiness }, { _ in .metrics }, { _ in .document },
    ]
}
