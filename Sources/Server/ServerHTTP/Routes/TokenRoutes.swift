internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerStore

/// `/api/tokens`.
extension TenantRoutes {
    func listTokens(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .tokens)
        let rows = try await read(request) { office in
            try office.tokens.list(after: query.cursor.map { TokenID($0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map(TokenBody.init), next: page.last.map { Cursor(.tokens, id: $0.id.value) }).text)
    }

    /// The token itself is told in the first answer; a replay tells of it as lists do.
    func createToken(_ request: Request) async throws -> ServerAnswer {
        let new = try TokenBody.New.read(request.body)
        let secret = SecretToken.fresh(.user)
        let order = Tokens.Order(
            user: new.userID, scopes: Set(new.scopes.map(TokenScope.init)), label: new.label,
            unixAccount: new.unixAccount, expiresAt: new.expiresAt)
        return try await change(request) { office in
            let body = TokenBody(try office.tokens.create(order, secret))
            return ServerAnswer(status: 201, body.text(token: secret.text), replayBody: body.text)
        }
    }

    func revokeToken(_ id: TokenID, _ request: Request) async throws -> ServerAnswer {
        try await change(request) { office in
            try office.tokens.revoke(id)
            return ServerAnswer(status: 204)
        }
    }
}

extension TokenBody {
    init(_ token: TokenRecord) {
        self.init(
            id: token.id, userID: token.user, label: token.deviceLabel, scopes: Set(token.scopes.map(Scope.init)),
            unixAccount: token.unixAccount, createdAt: token.createdAt, expiresAt: token.expiresAt,
            revokedAt: token.revokedAt)
    }
}

extension Scope {
    init(_ scope: TokenScope) {
        self =
            switch scope {
            case .read: .read
            case .send: .send
            case .manage: .manage
            case .admin: .admin
            }
    }
}

extension TokenScope {
    init(_ scope: Scope) {
        self =
            switch scope {
            case .read: .read
            case .send: .send
            case .manage: .manage
            case .admin: .admin
            }
    }
}
