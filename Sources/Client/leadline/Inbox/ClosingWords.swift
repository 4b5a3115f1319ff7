import LocalStore
import Messaging

/// What is said of texts when the inbox has closed: a person who does not know it would send them again.
enum ClosingWords {
    static func complaint(of entries: [OutboxEntry]) -> Complaint? {
        // One that stands as being sent has an outcome that could not be written down.
        let unknown = entries.count { $0.state == .unknown || $0.state == .sending }
        return complaint(waiting: entries.count { $0.leavesByItself && $0.state != .sending }, unknown: unknown)
    }

    /// `nil` where nothing waits or is unknown. What may have left matters more than what has not.
    static func complaint(waiting: Int, unknown: Int) -> Complaint? {
        let stays = waiting == 1 ? "One message has not left; it waits" : "\(waiting) messages have not left; they wait"
        let leaves = "What waits leaves with the next `leadline sync`, or soon after the inbox is opened again."
        let finds = "The next `leadline sync`, or the inbox, finds out. Do not send it again before."
        switch (waiting, unknown) {
        case (0, 0): return nil
        case (_, 0): return Complaint(.tryLater, "\(stays) in the outbox.", advice: leaves)
        case (0, _):
            let what = unknown == 1 ? "a message" : "\(unknown) messages"
            return Complaint(.outcomeUnknown, "Nobody knows yet whether \(what) left.", advice: finds)
        case (_, _):
            let what = unknown == 1 ? "One more is unknown: it" : "\(unknown) more are unknown: they"
            return Complaint(
                .outcomeUnknown, "\(stays) in the outbox. \(what) may have left.", advice: finds, leaves)
        }
    }
}
