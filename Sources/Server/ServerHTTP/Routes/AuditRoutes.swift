internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/audit`.
extension TenantRoutes {
    func listAudit(_ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .audit)
        let rows = try await read(request) { office in
            try office.audit.list(before: query.cursor.map { AuditID($0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        return ServerAnswer(
            PageBody(page.rows.map(AuditBody.init), next: page.last.map { Cursor(.audit, id: $0.id.value) }).text)
    }
}

extension AuditBody {
    init(_ line: AuditRecord) {
        self.init(
            id: line.id, moment: line.at, userID: line.actor.user, unixAccount: line.actor.unixAccount,
            action: line.action, target: line.subjectKind, targetID: line.subject)
    }
}

/// One page out of rows of which one more than fits was asked for.
struct PagedRows<Row> {
    let rows: [Row]
    /// The last row, where others come behind it.
    let last: Row?

    init(_ found: [Row], _ limit: Int) {
        rows = Array(found.prefix(limit))
        last = found.count > limit ? rows.last : nil
    }
}
