internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/messages`, `/api/search` and `/api/opt-outs`.
extension TenantRoutes {
    func listMessages(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .messages, limits: PageQuery.messageLimits)
        let rows = try await read(request) { office in
            try office.messages.newest(before: query.cursor?.place, limit: query.limit + 1)
        }
        return Self.told(PagedRows(rows, query.limit), of: .messages)
    }

    func search(_ request: Request) async throws -> ServerAnswer {
        let query = try SearchQuery(request.query)
        let found = try await read(request) { office in
            try office.messages.search(
                SearchWords(query.text), before: query.page.cursor?.place, limit: query.page.limit + 1)
        }
        let page = PagedRows(found, query.page.limit)
        let next = page.last.map { Cursor(.search, place: $0.place, id: $0.told.message.id.value) }
        return ServerAnswer(PageBody(page.rows.map { MessageBody($0.told) }, next: next).text)
    }

    func readMessage(_ id: TenantMessageID, _ request: Request) async throws -> ServerAnswer {
        let body = MessageBody(try await read(request) { try $0.messages.find(id) })
        return ServerAnswer(body.text, headers: ["ETag": VersionTag(body.version).text])
    }

    func listReports(_ id: TenantMessageID, _ request: Request) async throws -> ServerAnswer {
        let reports = try await read(request) { try $0.messages.reports(of: id) }
        return ServerAnswer(PageBody(reports.map(MessageBody.Report.init)).text)
    }

    func listOptOuts(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .optOuts)
        let rows = try await read(request) { office in
            try office.optOuts(after: query.cursor.map { OptOutID($0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map(OptOutBody.init), next: page.last.map { Cursor(.optOuts, id: $0.id.value) }).text)
    }
}
