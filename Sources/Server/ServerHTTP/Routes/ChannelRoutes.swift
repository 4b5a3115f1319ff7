internal import CRM
internal import CRMAPI
internal import Messaging
internal import Secrets
internal import ServerStore

/// `/api/channels`. What asks Twilio does so before its transaction; the answer that a repeated request gets is kept in it.
extension TenantRoutes {
    func listChannels(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .channels)
        let shown = try await channels.list(
            in: try Self.caller(of: request).tenant, after: query.cursor.map { ChannelID($0.id) },
            limit: query.limit + 1)
        let page = PagedRows(shown, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map(ChannelBody.init), next: page.last.map { Cursor(.channels, id: $0.id.value) }).text)
    }

    /// The seed's answer: what was sent is told back, this once.
    func createChannel(_ request: Request) async throws -> ServerAnswer {
        let new = try ChannelBody.New.read(request.body)
        let caller = try Self.caller(of: request)
        let told: @Sendable (ShownChannel) -> ServerAnswer = { shown in
            var body = ChannelBody(shown)
            let masked = body.masked
            body.credentials = new.credentials
            return ServerAnswer(
                status: 201, body.echoed, headers: ["ETag": VersionTag(Int64(shown.version)).text],
                replayBody: masked)
        }
        let order = NewChannelOrder(
            user: caller.user, name: new.name, isActive: new.status != .inactive,
            credentials: try PlainCredentials(new.credentials), settings: ChannelSettings(new.settings))
        return told(
            try await channels.create(
                order, in: caller.tenant, by: caller.person.actor, recording: Self.keeping(request, told)))
    }

    func readChannel(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        Self.told(try await channels.find(id, in: try Self.caller(of: request).tenant))
    }

    func changeChannel(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let change = try ChannelBody.Change.read(request.body)
        let caller = try Self.caller(of: request)
        let version = try await version(of: id, among: request.versions, in: caller.tenant)
        return Self.told(
            try await channels.change(
                id, change.settings, ifVersion: version, in: caller.tenant, by: caller.person.actor,
                recording: Self.keeping(request, Self.told)))
    }

    func deleteChannel(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let caller = try Self.caller(of: request)
        try await channels.delete(id, in: caller.tenant, by: caller.person.actor)
        return ServerAnswer(status: 204)
    }

    func testChannel(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let findings = try await channels.test(id, in: try Self.caller(of: request).tenant)
        return try await kept(ServerAnswer(FindingsBody(findings.map(FindingsBody.Finding.init)).text), request)
    }

    func activateChannel(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let caller = try Self.caller(of: request)
        return Self.told(
            try await channels.activate(
                id, in: caller.tenant, by: caller.person.actor, recording: Self.keeping(request, Self.told)))
    }

    func pointWebhooks(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let order = try ChannelBody.WebhookOrder.read(request.body)
        let caller = try Self.caller(of: request)
        let plan = try await channels.pointWebhooks(
            id, isConfirmed: order.isConfirmed, in: caller.tenant, by: caller.person.actor)
        let changes = plan.changes.map { WebhookPlanBody.Change($0.setting, present: $0.present, wanted: $0.wanted) }
        return try await kept(ServerAnswer(WebhookPlanBody(changes, isApplied: plan.isApplied).text), request)
    }

    func rotateToken(_ id: ChannelID, _ request: Request) async throws -> ServerAnswer {
        let rotation = try ChannelBody.Rotation.read(request.body)
        let caller = try Self.caller(of: request)
        return Self.told(
            try await channels.rotateToken(
                id, to: SecretBytes(Array(rotation.authToken.utf8)), grace: rotation.grace, in: caller.tenant,
                by: caller.person.actor, recording: Self.keeping(request, Self.told)))
    }

    private static func told(_ shown: ShownChannel) -> ServerAnswer {
        ServerAnswer(ChannelBody(shown).masked, headers: ["ETag": VersionTag(Int64(shown.version)).text])
    }

    /// Keeps the answer within the transaction of the effect, where the request may come again.
    private static func keeping(
        _ request: Request, _ told: @escaping @Sendable (ShownChannel) -> ServerAnswer
    ) -> Channels.Recording {
        { transaction, shown in
            guard let held = request.claim else { return }
            try transaction.idempotency.finish(held.claim, told(shown).stored)
        }
    }

    /// Keeps the answer to what has changed no row, and would only be asked again.
    private func kept(_ answer: ServerAnswer, _ request: Request) async throws -> ServerAnswer {
        guard request.claim != nil else { return answer }
        return try await change(request) { _ in answer }
    }

    /// The version that a change has to meet, where the caller has named some.
    private func version(
        of id: ChannelID, among versions: Set<VersionTag>?, in tenant: TenantID
    ) async throws -> Int? {
        guard let versions else { return nil }
        let found = try await channels.find(id, in: tenant).version
        guard versions.contains(VersionTag(Int64(found))) else { throw ChannelError.stale }
        return found
    }
}
