import LocalStore
package import Messaging

/// What a request is about, as far as it can fail alone.
package enum Target: Hashable, Sendable {
    /// A part of the source of news, by the name that the source has for it.
    case news(String)
    case history
    case conversation(LeadID)
    /// A text whose outcome is unknown.
    case search(MessageID)
    /// The state of one message.
    case message(MessageID)
    /// Texts to one number.
    case recipient(PhoneNumber)
    case media
    case listPrice
}

extension Agenda.Job {
    /// What the job's request is about. A look's depends on the part that it reads next.
    package func target(nextPart: String) -> Target? {
        switch self {
        case .endHold, .holdForPerson: nil
        case .guardReply(let lead): .conversation(lead)
        case .send(let entry): .recipient(entry.to)
        case .reconcile(let entry): .search(entry.id)
        case .look: .news(nextPart)
        case .media: .media
        case .listPrice: .listPrice
        case .status(let watch): .message(watch.id)
        case .history: .history
        }
    }
}
