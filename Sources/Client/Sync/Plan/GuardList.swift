package import LocalStore
package import Messaging

/// Leads whose conversation is read again because a reply to them is being held.
package struct GuardList: Hashable, Sendable {
    private var wanted: [LeadID] = []
    private var noticed: Set<MessageID> = []
    /// Those of them whose undo window is over.
    private var ended: Set<MessageID> = []

    package init() {}

    /// The leads to look at, the first one first.
    package var leads: [LeadID] { wanted }

    package mutating func want(_ lead: LeadID) {
        if !wanted.contains(lead) { wanted.append(lead) }
    }

    /// Takes up the replies of `open` that are in their undo window and were not noticed before, and those whose window
    /// is over by `now`: what was said in its last seconds counts as well. Forgets the leads to whom none is held any
    /// more: a look that never succeeds ends with the reply it was for.
    package mutating func notice(_ open: [OutboxEntry], now: Instant) {
        let held = open.filter { $0.state == .held && $0.dueAt != nil }
        let over = held.filter { $0.dueAt ?? now <= now }
        for entry in held where !noticed.contains(entry.id) { want(entry.lead) }
        for entry in over where !ended.contains(entry.id) { want(entry.lead) }
        ended = Set(over.map(\.id))
        let leads = Set(held.map(\.lead))
        wanted.removeAll { !leads.contains($0) }
        noticed = Set(held.map(\.id))
    }

    package mutating func done(_ lead: LeadID) { wanted.removeAll { $0 == lead } }
}
