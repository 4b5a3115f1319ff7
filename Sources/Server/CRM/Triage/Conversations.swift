package import Messaging
package import ServerStore

/// What people want of a conversation to be so.
package struct ConversationWishes: Hashable, Sendable {
    package var state: FieldWish<LeadState>?
    package var snoozedUntil: FieldWish<Instant?>?
    package var assignee: FieldWish<UserID?>?
    /// The user's own mark: the arrival of the last message that was read.
    package var readUpTo: FieldWish<Int64>?

    package init() {}

    /// Whether anything is wanted that others see as well.
    var isShared: Bool { state != nil || snoozedUntil != nil || assignee != nil }
}

/// The conversations of a tenant, as one user sees them.
package struct Conversations {
    let office: Office
    private var rows: ConversationQueries { office.transaction.conversations }

    package func find(_ id: TenantConversationID, for user: UserID) throws -> ConversationOverview {
        guard let found = try rows.overview(id, for: user) else { throw CRMError.unknown(.conversation) }
        return found
    }

    /// Where something was said last comes first.
    package func heads(
        for user: UserID, state: LeadState?, of lead: TenantLeadID?, after: (arrival: Int64, id: TenantConversationID)?,
        limit: Int
    ) throws -> [ConversationOverview] {
        try rows.heads(for: user, state: state, of: lead, after: after, limit: limit)
    }

    /// Grants what was not decided otherwise in the meantime, as long as the version is one of `versions`; `nil` stands for
    /// any.
    package func change(
        _ id: TenantConversationID, _ wishes: ConversationWishes, ifVersion versions: Set<Int>? = nil, for user: UserID
    ) throws -> Granted<ConversationOverview> {
        // A mark is its user's own: nobody has to wait for it.
        let found = wishes.isShared || versions != nil ? try rows.hold(id) : try rows.find(id)
        guard let talk = found else { throw CRMError.unknown(.conversation) }
        if let versions, !versions.contains(talk.version) { throw CRMError.changedMeanwhile }
        var judge = WishJudge()
        try triage(talk, wishes, &judge)
        if let mark = wishes.readUpTo { try move(mark, in: talk, of: user, &judge) }
        return Granted(row: try find(id, for: user), lost: judge.lost)
    }

    private func triage(_ talk: TenantConversation, _ wishes: ConversationWishes, _ judge: inout WishJudge) throws {
        let state = judge.outcome(.state, talk.state, wishes.state)
        let until = snooze(talk, state, wishes, &judge)
        let assignee = judge.outcome(.assignee, talk.assignee, wishes.assignee)
        var deeds: [Audit.Deed] = []
        let isSnoozedAnew = state == .snoozed && until != talk.snoozedUntil
        if state != talk.state || isSnoozedAnew { deeds.append(.conversation(state)) }
        if assignee != talk.assignee {
            try office.users.check(assignee: assignee)
            deeds.append(.conversationAssigned)
        }
        guard !deeds.isEmpty || until != talk.snoozedUntil else { return }
        try rows.triage(talk.id, state: state, snoozedUntil: until, assignee: assignee)
        for deed in deeds { try office.audit.note(deed, talk.id.value) }
    }

    /// Until when it is put away: what only means something while it is. Without a moment it is until the lead writes again.
    private func snooze(
        _ talk: TenantConversation, _ state: LeadState, _ wishes: ConversationWishes, _ judge: inout WishJudge
    ) -> Instant? {
        guard let wish = wishes.snoozedUntil else { return state == .snoozed ? talk.snoozedUntil : nil }
        // Where the state is another's word, so is what goes with it.
        if judge.lost.contains(.state) || (state != .snoozed && wish.value != nil) {
            judge.lose(.snoozedUntil)
            return talk.snoozedUntil
        }
        let until = judge.outcome(.snoozedUntil, talk.snoozedUntil, wish)
        return state == .snoozed ? until : nil
    }

    /// Moves the user's mark, at most to the newest message that there is: what is still to come is unread.
    private func move(
        _ wish: FieldWish<Int64>, in talk: TenantConversation, of user: UserID, _ judge: inout WishJudge
    ) throws {
        let marks = office.transaction.readMarks
        let present = try marks.find(of: user, in: talk.id)?.readUpTo ?? 0
        let wanted = min(wish.value, talk.lastArrival)
        if wanted > present {
            try marks.move(to: wanted, of: user, in: talk.id)
        } else if wanted < present, let seen = wish.seen {
            guard seen == present else { return judge.lose(.readUpTo) }
            try marks.move(to: wanted, of: user, in: talk.id, mayGoBack: true)
        }
    }
}
