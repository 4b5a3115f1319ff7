import Inbox
import LocalStore
import Messaging

extension EffectRunner {
    /// The answer to a read, where it was read before it was asked for.
    func atHand(_ read: Effect.Read) -> News? {
        guard case .loadConversation(let query, let token) = read, let window = shelf.window(query) else { return nil }
        return .conversation(window, token: token)
    }

    /// Begins to look something up in the mirror and returns at once.
    func perform(_ read: Effect.Read) {
        let store = store
        switch read {
        case .loadLeads(let query, let token):
            self.read(.leads) { .leads(try store.leadWindow(query), token: token) }
        case .loadConversation(let query, let token):
            self.read(.conversation) { [self] in .conversation(try window(query), token: token) }
        case .readAhead(let queries):
            self.read(.ahead) { [self] in
                // Whatever else is wanted meanwhile comes first.
                for query in queries where shelf.window(query) == nil && !isReadWaiting { _ = try window(query) }
                return nil
            }
        case .loadCounts:
            self.read(.counts) { .counts(try store.counts()) }
        case .search(let text, let token):
            self.read(.found) { .found(try store.search(text, limit: InboxState.mostHits), token: token) }
        case .jump(let text, let token):
            self.read(.jumped) { .jumped(try store.jump(text, limit: InboxState.mostHits), token: token) }
        case .findNext(let attention, let filter, let lead, let since, let isBackwards, let token):
            self.read(.waiting) {
                let next = try store.next(
                    attention, within: filter, after: lead, who: since, backwards: isBackwards)
                let message = attention == .failed ? try next.flatMap { try store.newestFailed(of: $0) } : nil
                return .nextLead(next, message: message, token: token)
            }
        }
    }

    /// Reads a window, and keeps it at hand until the mirror changes.
    private func window(_ query: ConversationQuery) throws -> ConversationWindow? {
        let edition = shelf.edition
        let window = try store.conversationWindow(query)
        if let window { shelf.keep(window, for: query, of: edition) }
        return window
    }
}
