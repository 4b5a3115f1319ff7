import LocalStore
import Messaging

/// The texts that leave by themselves and have not left.
///
/// Whoever sends first and syncs afterwards must not take the end of a pass for the end of the matter.
struct WaitingTexts: Equatable {
    let count: Int
    /// When the first of them may leave; `nil` where that is no matter of time.
    let until: Instant?

    init(in outbox: [OutboxEntry], now: Instant) {
        let leaving = outbox.filter(\.leavesByItself)
        count = leaving.count
        until = leaving.compactMap(\.dueAt).filter { $0 > now }.min()
    }

    /// `nil` where nothing waits.
    func complaint(zone: (Instant) -> Zone) -> Complaint? {
        guard count > 0 else { return nil }
        let subject = counted(count, "text") + (count == 1 ? " waits" : " wait") + " in the outbox"
        guard let until else {
            return Complaint(
                .tryLater, "\(subject).", advice: "Do not send again: what waits leaves with a later `leadline sync`.")
        }
        let moment = PlainRows(zone: zone(until)).second(until)
        return Complaint(
            .tryLater, "\(subject) until \(moment).",
            advice:
                "Do not send again: what waits leaves with a `leadline sync` after that, or while the inbox is open.")
    }
}
