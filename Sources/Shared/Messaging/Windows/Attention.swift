/// Why a person goes to a lead next.
package enum Attention: Hashable, Sendable, CaseIterable {
    /// It waits for an answer; who has waited longest comes first.
    case waiting
    /// Our last message to it did not arrive; the latest contact comes first.
    case failed
    /// It has written what nobody has read; the latest contact comes first.
    case unread
}
