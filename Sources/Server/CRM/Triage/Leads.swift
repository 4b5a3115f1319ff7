package import Messaging
package import ServerStore

/// What people want of a lead to be so.
package struct LeadWishes: Hashable, Sendable {
    package var name: FieldWish<String?>?
    package var state: FieldWish<LeadState>?
    package var timezone: FieldWish<String?>?
    package var assignee: FieldWish<UserID?>?

    package init() {}
}

/// The leads of a tenant, as one user sees them.
package struct Leads {
    let office: Office
    private var rows: LeadQueries { office.transaction.leads }

    package func find(_ id: TenantLeadID, for user: UserID) throws -> LeadOverview {
        guard let lead = try rows.overview(id, for: user) else { throw CRMError.unknown(.lead) }
        return lead
    }

    /// Whoever was in contact last comes first.
    package func recent(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place?, limit: Int
    ) throws -> [LeadOverview] {
        try rows.recent(order, for: user, after: after, limit: limit)
    }

    /// Those who wait for an answer; whoever has waited longest comes first.
    package func waiting(
        _ order: LeadFilterOrder, for user: UserID, after: LeadFilterOrder.Place?, limit: Int
    ) throws -> [LeadOverview] {
        try rows.waiting(order, for: user, after: after, limit: limit)
    }

    /// What happened with a lead, the newest first.
    package func interactions(
        of id: TenantLeadID, before: (at: Instant, id: UniqueID)?, limit: Int
    ) throws -> [Interaction] {
        guard try rows.find(id) != nil else { throw CRMError.unknown(.lead) }
        return try office.transaction.interactions.list(of: id, before: before, limit: limit)
    }

    /// Grants what was not decided otherwise in the meantime, as long as the version is one of `versions`; `nil` stands for
    /// any.
    package func change(
        _ id: TenantLeadID, _ wishes: LeadWishes, ifVersion versions: Set<Int>? = nil, for user: UserID
    ) throws -> Granted<LeadOverview> {
        guard let lead = try rows.hold(id) else { throw CRMError.unknown(.lead) }
        if let versions, !versions.contains(lead.version) { throw CRMError.changedMeanwhile }
        var judge = WishJudge()
        let name = judge.outcome(.name, lead.name, wishes.name)
        let state = judge.outcome(.state, lead.state, wishes.state)
        let timezone = judge.outcome(.timezone, lead.timezone, wishes.timezone)
        let assignee = judge.outcome(.assignee, lead.assignee, wishes.assignee)
        var deeds: [Audit.Deed] = []
        if name != lead.name { deeds.append(.leadRenamed) }
        if state != lead.state { deeds.append(.lead(state)) }
        if timezone != lead.timezone {
            guard timezone.map(ZoneNames.has) ?? true else { throw CRMError.unknownZone }
            deeds.append(.leadZoned)
        }
        if assignee != lead.assignee {
            try office.users.check(assignee: assignee)
            deeds.append(.leadAssigned)
        }
        if !deeds.isEmpty {
            try rows.triage(id, name: name, state: state, timezone: timezone, assignee: assignee)
            for deed in deeds { try office.audit.note(deed, id.value) }
        }
        return Granted(row: try find(id, for: user), lost: judge.lost)
    }
}

extension Users {
    /// Refuses to give work to somebody who is not there, or does not come in.
    func check(assignee: UserID?) throws {
        guard let assignee else { return }
        guard let user = try office.transaction.users.find(assignee), user.suspendedAt == nil else {
            throw CRMError.unknownAssignee
        }
    }
}
