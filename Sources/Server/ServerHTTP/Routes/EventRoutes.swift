internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/events`.
extension TenantRoutes {
    func listEvents(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .events)
        let rows = try await read(request) { office in
            try office.events.list(before: query.cursor.map { WebhookEventID($0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map { EventBody($0) }, next: page.last.map { Cursor(.events, id: $0.id.value) }).text)
    }

    func readEvent(_ id: WebhookEventID, _ request: Request) async throws -> ServerAnswer {
        ServerAnswer(EventBody(whole: try await read(request) { try $0.events.find(id) }).text)
    }

    func replayEvent(_ id: WebhookEventID, _ request: Request) async throws -> ServerAnswer {
        try await change(request) { ServerAnswer(EventBody(whole: try $0.events.replay(id)).text) }
    }
}

extension EventBody {
    fileprivate init(_ event: WebhookEvent) {
        self.init(
            id: event.id, kind: event.kind.rawValue, verdict: event.verdict.rawValue, accountSID: event.accountSID,
            ourAddress: event.ourAddress, target: String(decoding: event.target, as: UTF8.self),
            receivedAt: event.receivedAt, attempts: event.attempts)
        (channelID, appliedAt, outcome) = (event.channel, event.appliedAt, event.outcome?.rawValue)
    }

    fileprivate init(whole event: WebhookEvent) {
        self.init(event)
        body = String(decoding: event.body, as: UTF8.self)
    }
}
