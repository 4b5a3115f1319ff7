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
            read(.conversation) { .conversation(try store.conversationWindow(query), token: token) }
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
}
