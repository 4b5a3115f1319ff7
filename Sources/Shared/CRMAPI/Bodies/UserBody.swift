package import Messaging

/// Somebody who works for the tenant.
package struct UserBody: Hashable, Sendable {
    package enum Status: String, CaseIterable, Sendable {
        case active
        /// Their tokens are refused and their pending sends stop.
        case suspended
    }

    package var id: UserID
    package var name: String
    package var status: Status
    package var createdAt: Instant
    package var version: Int64

    package init(id: UserID, name: String, status: Status, createdAt: Instant, version: Int64) {
        (self.id, self.name, self.status) = (id, name, status)
        (self.createdAt, self.version) = (createdAt, version)
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("name", name)
        line.set("status", status.rawValue)
        line.set("created_at", createdAt)
        line.set("version", version)
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("name", .text(limit: 100)), .init("status", .words(of: Status.self)),
        .init("created_at", .moment), .init("version", .integer(0...Int.max)),
    ])

    /// What `POST /api/users` takes. Names are unique on a server, since people are called by them.
    package struct New: Hashable, Sendable {
        package var name: String

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> New {
            try BodyFields.read(bytes) { New(name: $0.needed("name", $0.name("name"), else: "")) }
        }

        static let schema = BodySchema.object([.init("name", .text(limit: 100))])
    }

    /// What `PATCH /api/users/{id}` takes.
    package struct Change: Hashable, Sendable {
        package var name: String?
        package var status: Status?

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Change {
            try BodyFields.read(bytes) { Change(name: $0.name("name"), status: $0.word("status")) }
        }

        static let schema = BodySchema.object([
            .optional("name", .text(limit: 100)), .optional("status", .words(of: Status.self)),
        ])
    }
}

/// Who the caller is, as `GET /api/me` tells.
package struct CallerBody: Hashable, Sendable {
    package var user: UserBody
    package var tenantID: TenantID
    package var tenantName: String
    package var tokenID: TokenID
    package var tokenLabel: String
    package var scopes: Set<Scope>
    /// Which server this is; `nil` where an older one does not tell.
    package var server: Server?

    /// A server, and the epoch of its database.
    package struct Server: Hashable, Sendable {
        package var id: ServerID
        package var epoch: ServerEpoch

        package init(id: ServerID, epoch: ServerEpoch) { (self.id, self.epoch) = (id, epoch) }
    }

    package init(
        user: UserBody, tenantID: TenantID, tenantName: String, tokenID: TokenID, tokenLabel: String,
        scopes: Set<Scope>
    ) {
        (self.user, self.tenantID, self.tenantName) = (user, tenantID, tenantName)
        (self.tokenID, self.tokenLabel, self.scopes) = (tokenID, tokenLabel, scopes)
    }

    package var text: String {
        var tenant = JSONLine()
        tenant.set("id", tenantID.description)
        tenant.set("name", tenantName)
        var token = JSONLine()
        token.set("id", tokenID.description)
        token.set("label", tokenLabel)
        token.set("scopes", scopes.sorted().map(\.rawValue))
        var line = JSONLine()
        line.set("user", user.line)
        line.set("tenant", tenant)
        line.set("token", token)
        if let server {
            var place = JSONLine()
            place.set("id", server.id.description)
            place.set("epoch", server.epoch.description)
            line.set("server", place)
        }
        return line.text
    }

    static let schema = BodySchema.object([
        .init("user", .reference("User")),
        .init("tenant", .object([.init("id", .uuid), .init("name", .text(limit: nil))])),
        .init(
            "token",
            .object([
                .init("id", .uuid), .init("label", .text(limit: nil)), .init("scopes", .list(.words(of: Scope.self))),
            ])),
        .optional("server", .object([.init("id", .uuid), .init("epoch", .uuid)])),
    ])
}
