package import CRMAPI
package import Messaging

/// What the log tells of one request: nothing that it held, no query, no address, no name.
package struct RequestEntry: Hashable, Sendable {
    package var requestID: String
    package var method: String
    /// The template of the path; `nil` for what is no route of ours.
    package var route: String?
    package var caller: SignedInCaller?
    package var status = 0
    package var code: APIErrorCode?
    package var span = Duration.zero

    package init(requestID: String, method: String) {
        (self.requestID, self.method) = (requestID, Self.known.contains(method) ? method : "OTHER")
    }

    /// One line for `moment`.
    package func line(at moment: Instant) -> String {
        var line = JSONLine()
        line.set("at", moment)
        line.set("request_id", requestID)
        line.set("method", method)
        line.set("route", route)
        line.set("status", status)
        if let code { line.set("code", code.rawValue) }
        line.set("ms", span.inMilliseconds)
        if let caller {
            line.set("tenant", caller.tenant.description)
            line.set("user", caller.user.description)
            line.set("token", caller.token.description)
        }
        return line.text
    }

    /// A stranger's method is as long and as strange as they like.
    private static let known: Set<String> = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
}
