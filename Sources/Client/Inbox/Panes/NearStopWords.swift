import Messaging

/// What a person is told of a lead whose last text nearly says STOP. It is a hint: nobody is opted out by it.
enum NearStopWords {
    /// In a few words, on the border of the conversation.
    static let fact = "may mean STOP"

    /// Below the message itself.
    static func message(key: String) -> String {
        "This may mean STOP. Twilio does not take it for that, so nothing is blocked; \(key) stops writing to the lead."
    }
}

extension InboxState {
    /// Whether the last text of the lead on the screen nearly says STOP, and nothing keeps anybody from writing to it.
    func isNearStop(_ row: LeadRow) -> Bool {
        guard !row.isOptedOut else { return false }
        if conversation.lead == row.id, let last = conversation.messages.last(where: { $0.row.direction == .inbound }) {
            return last.isNearStop
        }
        guard let last = row.lastMessage, last.direction == .inbound else { return false }
        return OptOutKeyword.isNearStop(last.preview)
    }
}
