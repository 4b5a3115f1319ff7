package import LocalStore
import Messaging

/// One look for a message whose outcome is unknown: down the list of its recipient, back beyond the attempt.
package struct OutboxSearch: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case read(PageRequest)
        /// Everything that could be the message was read.
        case complete
        /// The list leads in a circle, does not end or has rows that cannot be read; the look says nothing.
        case inconclusive
    }

    package let entry: OutboxEntry
    private var trail: Trail
    private let horizon: Instant
    private let pageSize: Int
    private var pages = 0
    private var isReadable = true

    package init(_ entry: OutboxEntry, pageSize: Int = 50) {
        self.entry = entry
        horizon = entry.attempt?.horizon ?? entry.queuedAt
        // Whoever sends it: a messaging service chooses the sender later, and Twilio may replace the one that we named.
        trail = Trail(.newest(to: entry.to.e164, from: nil, size: pageSize))
        self.pageSize = pageSize
    }

    /// The page to read.
    package var request: PageRequest { trail.request }

    package mutating func absorb(_ page: RemotePage) -> Step {
        pages += 1
        if page.hasUnreadable { isReadable = false }
        if let oldest = page.oldest, oldest < horizon { return end }
        switch trail.absorb(count: page.messages.count, size: pageSize, next: page.nextPage) {
        case .end: return end
        // A list that leads in a circle has no end either.
        case .goOn(let request): return pages < Self.pageLimit ? .read(request) : .inconclusive
        }
    }

    /// What could not be read may have been the message.
    private var end: Step { isReadable ? .complete : .inconclusive }

    private static let pageLimit = 200
}
