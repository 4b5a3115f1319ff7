package import LocalStore
package import Messaging

/// What the outbox has to do next.
///
/// Messages to one number leave in the order they were written, one after the other. A message whose outcome is
/// unknown, or that waits for its next try or for a person's word, holds back the later ones to the same number and no
/// others.
package struct PushPlan: Hashable, Sendable {
    package let staleAfter: Duration

    package init(staleAfter: Duration) { self.staleAfter = staleAfter }

    /// What `open`, the open rows with the oldest first, ask for next: to release a row whose undo window ran out, to
    /// ask about one that is too old, to send one, or to rest until a moment. `nil` when nothing waits.
    ///
    /// To the leads `unseen` nothing that was held goes before their conversation was read again.
    package func next(_ open: [OutboxEntry], unseen: Set<LeadID> = [], now: Instant) -> Agenda.Turn? {
        var order = OutboxOrder()
        var wake: Instant?
        for entry in open {
            defer { order.add(entry) }
            if order.holdsBack(entry) { continue }
            switch entry.state {
            case .held:
                // Without a moment the row waits for a person.
                guard let due = entry.dueAt else { continue }
                if isStale(entry, now) { return .work(.holdForPerson(entry)) }
                if due > now {
                    wake = min(wake ?? due, due)
                } else if !unseen.contains(entry.lead) {
                    return .work(.endHold(entry))
                }
            case .pending:
                if let due = entry.dueAt, due > now, !isStale(entry, now) {
                    wake = min(wake ?? due, due)
                } else {
                    return .work(isStale(entry, now) ? .holdForPerson(entry) : .send(entry))
                }
            case .sending, .unknown, .scheduled, .submitted, .rejected, .absent, .canceled, .blocked: continue
            }
        }
        return wake.map(Agenda.Turn.rest(until:))
    }

    /// Whether the row was written so long ago that a person may think of it otherwise by now; one that seems to be
    /// written in the future met a clock that was set back, and nobody knows how old it is.
    package func isStale(_ entry: OutboxEntry, _ now: Instant) -> Bool {
        now - entry.queuedAt > staleAfter || entry.queuedAt - now > Self.clockSlip
    }

    private static let clockSlip = Duration.seconds(60)
}
