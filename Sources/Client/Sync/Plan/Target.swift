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
    /// The states of messages altogether.
    case states
    /// Texts to one number.
    case recipient(PhoneNumber)
    case media
    case listPrice

    /// What hangs where this does, as a rule: each fresh message would wait for itself again otherwise.
    package var kind: Target? {
        switch self {
        case .message: .states
        case .news, .history, .conversation, .search, .states, .recipient, .media, .listPrice: nil
        }
    }
}

extension Agenda.Job {
    /// What the job's request is about. A look's depends on the part that it reads next.
    package func target(nextPart: String) -> Target? {
        switch self {
        case .record, .endHold, .holdForPerson, .tidy, .tell, .listen: nil
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
    /// Whether the job's request is given up for a text that is due, once it has taken long. It can be made again; a
    /// text that is handed over cannot, and history makes way by itself.
    package var makesWay: Bool {
        switch self {
        case .guardReply, .reconcile, .look, .tell, .media, .listPrice, .status: true
        case .record, .endHold, .holdForPerson, .send, .tidy, .history, .listen: false
        }
    }
}
