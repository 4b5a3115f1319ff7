import Inbox
import LocalStore
import Messaging

extension EffectRunner {
    /// How many hits of a search, and how many leads of a jump, fit on any screen.
    private static let mostHits = 50

    /// What is only looked up in the mirror. True when the effect was one of these.
    func performRead(_ effect: Effect) -> Bool {
        let store = store
        switch effect {
        case .loadLeads(let query, let token):
            read(.leads) { .leads(try store.leadWindow(query), token: token) }
        case .loadConversation(let query, let token):
            if let window = shelf.window(query) {
                post(.conversation(window, token: token))
            } else {
                read(.conversation) { [self] in .conversation(try window(query), token: token) }
            }
        case .readAhead(let queries):
            read(.ahead) { [self] in
                // Whatever else is wanted meanwhile comes first.
                for query in queries where shelf.window(query) == nil && !isReadWaiting { _ = try window(query) }
                return nil
            }
        case .loadCounts:
            read(.counts) { .counts(try store.counts()) }
        case .search(let text, let token):
            read(.found) { .found(try store.search(text, limit: Self.mostHits), token: token) }
        case .jump(let text, let token):
            read(.jumped) { .jumped(try store.jump(text, limit: Self.mostHits), token: token) }
        case .findWaiting(let lead, let since, let isBackwards, let token):
            read(.waiting) {
                let next = try store.longestWaiting(after: lead, who: since, backwards: isBackwards)
                return .waitingLead(next, token: token)
            }
        default: return false
        }
        return true
    }

    /// Reads a window, and keeps it at hand until the mirror changes.
    private func window(_ query: ConversationQuery) throws -> ConversationWindow? {
        let edition = shelf.edition
        let window = try store.conversationWindow(query)
        if let window { shelf.keep(window, for: query, of: edition) }
        return window
    }
}
