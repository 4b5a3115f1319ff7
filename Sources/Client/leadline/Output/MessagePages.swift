import LocalStore
import Messaging

/// All messages of a lead from the oldest to the newest, without ever holding a long conversation.
struct MessagePages {
    let store: InboxStore
    let lead: LeadID

    private static let size = 200

    /// Calls `body` with each message, or with the newest so many.
    func forEach(newest limit: Int? = nil, _ body: (MessageRow) throws -> Void) throws {
        if let limit {
            let query = ConversationQuery(lead: lead, limit: limit)
            try store.conversationWindow(query)?.messages.forEach(body)
            return
        }
        var anchor = ConversationQuery.Anchor.oldest
        while let window = try store.conversationWindow(
            ConversationQuery(lead: lead, anchor: anchor, limit: Self.size)),
            let last = window.messages.last
        {
            try window.messages.forEach(body)
            guard window.hasNewer, anchor != .after(last.id) else { return }
            anchor = .after(last.id)
        }
    }
}
