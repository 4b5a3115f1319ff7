package import Messaging

/// One token, as answers show it. The token itself stands in the answer that made it, and nowhere else.
package struct TokenBody: Hashable, Sendable {
    package var id: TokenID
    package var userID: UserID
    /// Which device or script it is for.
    package var label: String
    package var scopes: Set<Scope>
    /// The account of this machine that alone may use it, through the socket.
    package var unixAccount: String?
    package var createdAt: Instant
    package var expiresAt: Instant?
    package var revokedAt: Instant?

    package init(
        id: TokenID, userID: UserID, label: String, scopes: Set<Scope>, unixAccount: String? = nil,
        createdAt: Instant, expiresAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        (self.id, self.userID, self.label, self.scopes) = (id, userID, label, scopes)
        (self.unixAccount, self.createdAt) = (unixAccount, createdAt)
        (self.expiresAt, self.revokedAt) = (expiresAt, revokedAt)
    }

    package var text: String { line.text }

    /// The answer that tells the token, once.
    package func text(token: String) -> String {
        var line = line
        line.set("token", token)
        return line.text
    }

    var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("user_id", userID.description)
        line.set("label", label)
        line.set("scopes", scopes.sorted().map(\.rawValue))
        line.set("unix_account", unixAccount)
        line.set("created_at", createdAt)
        line.set("expires_at", expiresAt)
        line.set("revoked_at", revokedAt)
        return line
    }

    static let schema = BodySchema.object(members)
    static let toldSchema = BodySchema.object(members + [.optional("token", .text(limit: nil))])
    private static let members: [BodySchema.Member] = [
        .init("id", .uuid), .init("user_id", .uuid), .init("label", .text(limit: 100)),
        .init("scopes", .list(.words(of: Scope.self))), .init("unix_account", .nullable(.text(limit: 100))),
        .init("created_at", .moment), .init("expires_at", .nullable(.moment)),
        .init("revoked_at", .nullable(.moment)),
    ]

    /// What `POST /api/tokens` takes.
    package struct New: Hashable, Sendable {
        package var userID: UserID
        package var label: String
        package var scopes: Set<Scope>
        package var unixAccount: String?
        package var expiresAt: Instant?

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> New {
            try BodyFields.read(bytes) { fields in
                let scopes: Set<Scope>? = fields.words("scopes")
                if scopes?.isEmpty ?? false { fields.fault("scopes", "names no scope") }
                return New(
                    userID: fields.needed("user_id", fields.identifier("user_id"), else: UserID(Route.zero)),
                    label: fields.needed("label", fields.name("label"), else: ""),
                    scopes: fields.needed("scopes", scopes, else: []),
                    unixAccount: fields.name("unix_account"), expiresAt: fields.moment("expires_at"))
            }
        }

        static let schema = BodySchema.object([
            .init("user_id", .uuid), .init("label", .text(limit: 100)),
            .init("scopes", .list(.words(of: Scope.self))), .optional("unix_account", .nullable(.text(limit: 100))),
            .optional("expires_at", .nullable(.moment)),
        ])
    }
}
