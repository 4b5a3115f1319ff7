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
        guard var anchor = try oldest() else { return }
        try body(anchor)
        while true {
            let query = ConversationQuery(lead: lead, anchor: .after(anchor.id), limit: Self.size)
            guard let window = try store.conversationWindow(query), let last = window.messages.last,
                last.id != anchor.id
            else { return }
            try window.messages.filter { $0.id != anchor.id }.forEach(body)
            anchor = last
            guard window.hasNewer else { return }
        }
    }

    private func oldest() throws -> MessageRow? {
        var window = try store.conversationWindow(ConversationQuery(lead: lead, limit: Self.size))
        while let page = window, page.hasOlder, let first = page.messages.first {
            window = try store.conversationWindow(
                ConversationQuery(lead: lead, anchor: .before(first.id), limit: Self.size))
        }
        return window?.messages.first
    }
}
