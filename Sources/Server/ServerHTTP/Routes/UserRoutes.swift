internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/users` and `/api/me`.
extension TenantRoutes {
    func listUsers(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .users)
        let rows = try await read(request) { office in
            try office.users.list(after: query.cursor.map { UserID($0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map(UserBody.init), next: page.last.map { Cursor(.users, id: $0.id.value) }).text)
    }

    func createUser(_ request: Request) async throws -> ServerAnswer {
        let new = try UserBody.New.read(request.body)
        return try await change(request) { office in Self.told(try office.users.add(new.name), status: 201) }
    }

    func readUser(_ id: UserID, _ request: Request) async throws -> ServerAnswer {
        Self.told(try await read(request) { try $0.users.find(id) })
    }

    func changeUser(_ id: UserID, _ request: Request) async throws -> ServerAnswer {
        let change = try UserBody.Change.read(request.body)
        let versions = request.versions.map { Set($0.map { Int($0.version) }) }
        return try await self.change(request) { office in
            var user = try office.users.rename(id, to: change.name, ifVersion: versions)
            // What the first change made of the version is its own doing.
            let own = change.name == nil ? versions : [user.version]
            if let status = change.status {
                user = try office.users.suspend(id, status == .suspended, ifVersion: own)
            }
            return Self.told(user)
        }
    }

    func tellCaller(_ request: Request) async throws -> ServerAnswer {
        let caller = try Self.caller(of: request)
        let (tenant, user, token) = try await read(request) { office in
            (try office.record(), try office.users.find(caller.user), try office.tokens.find(caller.token))
        }
        var body = CallerBody(
            user: UserBody(user), tenantID: tenant.id, tenantName: tenant.name, tokenID: token.id,
            tokenLabel: token.deviceLabel, scopes: caller.scopes)
        let instance = try await feed.instance()
        body.server = CallerBody.Server(id: ServerID(instance.id), epoch: ServerEpoch(instance.epoch))
        return ServerAnswer(body.text)
    }

    private static func told(_ user: UserRecord, status: Int = 200) -> ServerAnswer {
        ServerAnswer(
            status: status, UserBody(user).text, headers: ["ETag": VersionTag(Int64(user.version)).text])
    }
}

extension UserBody {
    init(_ user: UserRecord) {
        self.init(
            id: user.id, name: user.name, status: user.suspendedAt == nil ? .active : .suspended,
            createdAt: user.createdAt, version: Int64(user.version))
    }
}
