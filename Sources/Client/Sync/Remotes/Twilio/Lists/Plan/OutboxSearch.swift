package import LocalStore
import Messaging

/// One look for a message whose outcome is unknown: down the list of its recipient, back beyond the attempt.
package struct OutboxSearch: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case read(PageRequest)
        /// Everything that could be the message was read.
        case complete
        /// The list leads in a circle or does not end; the look says nothing.
        case inconclusive
    }

    package let entry: OutboxEntry
    private var trail: Trail
    private let horizon: Instant
    private let pageSize: Int
    private var pages = 0

    package init(_ entry: OutboxEntry, plan: ReconcilePlan, pageSize: Int = 50) {
        self.entry = entry
        horizon = plan.horizon(attempt: entry.attemptedAt ?? entry.queuedAt)
        // A messaging service chooses the sender later: until then the message stands in no list by sender.
        trail = Trail(.newest(to: entry.to.e164, from: entry.sender?.e164, size: pageSize))
        self.pageSize = pageSize
    }

    /// The page to read.
    package var request: PageRequest { trail.request }

    package mutating func absorb(_ page: RemotePage) -> Step {
        pages += 1
        if let oldest = page.oldest, oldest < horizon { return .complete }
        switch trail.absorb(count: page.messages.count, size: pageSize, next: page.nextPage) {
        case .end: return .complete
        // A list that leads in a circle has no end either.
        case .goOn(let request): return pages < Self.pageLimit ? .read(request) : .inconclusive
        }
    }

    private static let pageLimit = 200
}
