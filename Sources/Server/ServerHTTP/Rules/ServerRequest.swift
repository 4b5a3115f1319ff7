package import CRMAPI
package import HTTPTypes
package import Messaging

/// Who is behind a token that is valid at this moment.
package struct SignedInCaller: Hashable, Sendable {
    package var tenant: TenantID
    package var user: UserID
    package var token: TokenID
    package var scopes: Set<Scope>
    /// The account of this machine that asks, for the audit.
    package var unixAccount: String?

    package init(tenant: TenantID, user: UserID, token: TokenID, scopes: Set<Scope>, unixAccount: String? = nil) {
        (self.tenant, self.user, self.token) = (tenant, user, token)
        (self.scopes, self.unixAccount) = (scopes, unixAccount)
    }
}

/// A request as it came off the wire, read to its end.
package struct ReceivedRequest: Sendable {
    package var method: HTTPRequest.Method
    /// Path and query, byte for byte.
    package var target: String
    package var headers: HTTPFields
    package var body: ReceivedBody
    /// The account of this machine that asks, by its number, where the socket proves one.
    package var account: UInt32?

    package init(
        method: HTTPRequest.Method, target: String, headers: HTTPFields, body: ReceivedBody, account: UInt32? = nil
    ) {
        (self.method, self.target, self.headers) = (method, target, headers)
        (self.body, self.account) = (body, account)
    }

    var path: Substring { target.prefix { $0 != "?" } }
    var query: QueryText { QueryText(target.dropFirst(path.count + 1)) }
}

/// What came behind the head.
package enum ReceivedBody: Hashable, Sendable {
    case whole([UInt8])
    case tooLarge
    /// The sender stopped before it was complete.
    case cutOff
}

/// A request that has passed the rules of its route, and is to be answered.
///
/// `Claim` is what holds an idempotency key until the effect is written, in the same transaction.
package struct ServerRequest<Claim: Sendable>: Sendable {
    package var route: Route
    /// `nil` on routes that are open.
    package var caller: SignedInCaller?
    package var query: QueryText
    package var body: [UInt8]
    /// The versions that may be changed; `nil` for whatever there is.
    package var versions: Set<VersionTag>?
    package var claim: Claim?
    package var requestID: String
    /// Which part of a file is asked for.
    package var range = RangeWish()
}

/// What goes back.
package struct ServerAnswer: Hashable, Sendable {
    package var status: Int
    package var contentType: String?
    package var headers: [String: String]
    package var body: String
    /// What a replay says, where that is not the same: a replay shows no secret.
    package var replayBody: String?
    /// What goes back in place of a body.
    package var file: FilePart?

    package init(
        status: Int = 200, _ body: String = "", contentType: String? = "application/json",
        headers: [String: String] = [:], replayBody: String? = nil
    ) {
        (self.status, self.body, self.headers, self.replayBody) = (status, body, headers, replayBody)
        self.contentType = body.isEmpty ? nil : contentType
    }

    init(_ error: APIErrorBody) {
        self.init(status: error.status, error.text, contentType: APIErrorBody.contentType)
        if let seconds = error.retryAfter { headers["Retry-After"] = String(seconds) }
        if error.code == .unauthenticated { headers["WWW-Authenticate"] = "Bearer" }
    }
}
