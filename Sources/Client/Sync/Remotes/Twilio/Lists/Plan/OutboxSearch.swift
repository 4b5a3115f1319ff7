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
    package private(set) var request: PageRequest
    private let horizon: Instant
    private var pages = 0
    private var visited: Set<PageRequest> = []

    package init(_ entry: OutboxEntry, plan: ReconcilePlan, pageSize: Int = 50) {
        self.entry = entry
        horizon = plan.horizon(attempt: entry.attemptedAt ?? entry.queuedAt)
        // A messaging service chooses the sender later: until then the message stands in no list by sender.
        request = .newest(to: entry.to.e164, from: entry.sender?.e164, size: pageSize)
    }

    package mutating func absorb(_ page: RemotePage) -> Step {
        pages += 1
        if let oldest = page.oldest, oldest < horizon { return .complete }
        guard let next = page.nextPage.map(PageRequest.next) else { return .complete }
        guard pages < Self.pageLimit, visited.insert(next).inserted else { return .inconclusive }
        request = next
        return .read(next)
    }

    private static let pageLimit = 200
}
