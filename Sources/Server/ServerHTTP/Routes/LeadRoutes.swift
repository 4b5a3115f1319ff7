internal import CRM
internal import CRMAPI
internal import Messaging
internal import ServerStore

/// `/api/leads`.
extension TenantRoutes {
    func listLeads(_ request: Request) async throws -> ServerAnswer {
        let query = try LeadsQuery(request.query)
        let user = try Self.caller(of: request).user
        let order = LeadFilterOrder(
            state: query.state, isUnread: query.isUnread, isWaiting: query.isWaiting, prefix: query.prefix)
        let after = query.page.cursor.map {
            LeadFilterOrder.Place(moment: Instant(milliseconds: $0.place), id: TenantLeadID($0.id))
        }
        let rows = try await read(request) { office in
            switch query.sort {
            case .recent: try office.leads.recent(order, for: user, after: after, limit: query.page.limit + 1)
            case .waiting: try office.leads.waiting(order, for: user, after: after, limit: query.page.limit + 1)
            }
        }
        let page = PagedRows(rows, query.page.limit)
        let next = page.last.map { last in
            Cursor(query.list, place: last.lead.place(in: query.sort).milliseconds, id: last.lead.id.value)
        }
        return ServerAnswer(PageBody(page.rows.map(LeadBody.init), next: next).text)
    }

    func readLead(_ id: TenantLeadID, _ request: Request) async throws -> ServerAnswer {
        let user = try Self.caller(of: request).user
        let body = LeadBody(try await read(request) { try $0.leads.find(id, for: user) })
        return ServerAnswer(body.text, headers: ["ETag": VersionTag(body.version).text])
    }

    func changeLead(_ id: TenantLeadID, _ request: Request) async throws -> ServerAnswer {
        let wishes = LeadWishes(try LeadBody.Change.read(request.body))
        let user = try Self.caller(of: request).user
        let versions = request.versions.map { Set($0.map { Int($0.version) }) }
        return try await change(request) { office in
            let granted = try office.leads.change(id, wishes, ifVersion: versions, for: user)
            let body = LeadBody.Changed(LeadBody(granted.row), lost: granted.lost.map(\.rawValue))
            return ServerAnswer(body.text, headers: ["ETag": VersionTag(body.lead.version).text])
        }
    }

    func listInteractions(_ id: TenantLeadID, _ request: Request) async throws -> ServerAnswer {
        let query = try PageQuery(request.query, of: .interactions)
        let rows = try await read(request) { office in
            try office.leads.interactions(
                of: id, before: query.cursor.map { (Instant(milliseconds: $0.place), $0.id) }, limit: query.limit + 1)
        }
        let page = PagedRows(rows, query.limit)
        let next = page.last.map { Cursor(.interactions, place: $0.at.milliseconds, id: $0.id) }
        return ServerAnswer(PageBody(page.rows.map(InteractionBody.init), next: next).text)
    }
}

extension TenantLead {
    /// The moment by which a list is sorted.
    fileprivate func place(in sort: LeadsQuery.Sort) -> Instant {
        switch sort {
        case .recent: lastContactAt ?? createdAt
        case .waiting: waitingSince ?? createdAt
        }
    }
}

extension LeadWishes {
    init(_ change: LeadBody.Change) {
        self.init()
        let (wanted, seen) = (change.wanted, change.seen)
        name = FieldWish(wanted.name, over: seen.name)
        state = FieldWish(firm: wanted.state, over: seen.state)
        timezone = FieldWish(wanted.timezone, over: seen.timezone)
        assignee = FieldWish(wanted.assignee, over: seen.assignee)
    }
}

extension FieldWish {
    /// What a request makes of a member that may be taken away; `nil` where it leaves it alone.
    init?<Member>(_ wanted: FieldChange<Member>, over seen: FieldChange<Member>) where Value == Member? {
        if wanted == .keep { return nil }
        self.init(wanted.applied(to: nil), over: seen == .keep ? nil : .some(seen.applied(to: nil)))
    }

    /// What a request makes of a member that is always there.
    init?(firm wanted: FieldChange<Value>, over seen: FieldChange<Value>) {
        guard case .set(let value) = wanted else { return nil }
        self.init(value, over: seen.applied(to: nil))
    }
}
