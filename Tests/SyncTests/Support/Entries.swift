@testable import LocalStore
import Messaging
import TestSupport

/// The moment from which the tests count.
let start = HandClock.start

/// What the decision to send the row is called.
private func name(_ id: Int64) -> IntentID {
    var dice = Dice(seed: UInt64(bitPattern: id))
    return IntentID(&dice)
}

/// An outbox row as the plans see it.
func entry(
    _ id: Int64, to: PhoneNumber = People.ana, _ state: SendState, due: Duration? = nil, queued: Duration = .zero,
    attempted: Duration? = nil, looks: Int = 0
) -> OutboxEntry {
    OutboxEntry(
        id: MessageID(rawValue: id), intent: name(id), lead: LeadID(rawValue: 1), to: to, sender: People.desk,
        body: "text \(id)",
        mediaURLs: [], state: state, queuedAt: start + queued, dueAt: due.map { start + $0 }, sendAt: nil,
        attemptedAt: attempted.map { start + $0 }, attempts: attempted == nil ? 0 : 1, looks: looks, nextLookAt: nil,
        seenUpTo: nil, source: AccountSource(text: "test"))
}
