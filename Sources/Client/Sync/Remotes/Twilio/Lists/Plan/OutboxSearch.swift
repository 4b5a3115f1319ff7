package import LocalStore
import Messaging

/// One look for a message whose outcome is unknown: down the list of its recipient, back beyond the attempt, and then
/// down what left from our side while the attempt could arrive, since Twilio may have written the recipient in another
/// way.
package struct OutboxSearch: Hashable, Sendable {
    package enum Step: Hashable, Sendable {
        case read(PageRequest)
        /// Everything that could be the message was read.
        case complete
        /// A list leads in a circle, does not end or has rows that cannot be read; the look says nothing.
        case inconclusive
    }

    package let entry: OutboxEntry
    /// Whether the page to read is of the list of what left, to whomever.
    package private(set) var isOfSender = false
    private var trail: Trail
    private let pageSize: Int
    private var pages = 0
    private var isReadable = true

    package init(_ entry: OutboxEntry, pageSize: Int = 50) {
        self.entry = entry
        // Whoever sends it: a messaging service chooses the sender later, and Twilio may replace the one that we named.
        trail = Trail(.newest(to: entry.to.e164, from: nil, size: pageSize))
        self.pageSize = pageSize
    }

    /// The page to read.
    package var request: PageRequest { trail.request }

    package mutating func absorb(_ page: RemotePage) -> Step {
        pages += 1
        if page.hasUnreadable { isReadable = false }
        if let oldest = page.oldest, oldest < horizon { return listEnded() }
        switch trail.absorb(count: page.messages.count, size: size, next: page.nextPage) {
        case .end: return listEnded()
        // A list that leads in a circle has no end either.
        case .goOn(let request): return pages < Self.pageLimit ? .read(request) : .inconclusive
        }
    }

    private mutating func listEnded() -> Step {
        // What could not be read may have been the message.
        guard isReadable else { return .inconclusive }
        if isOfSender { return .complete }
        (isOfSender, pages) = (true, 0)
        // No list is asked for by service: there it is all that the account sent.
        trail = Trail(.newest(to: nil, from: entry.sender?.e164, size: size))
        return .read(request)
    }

    /// How far back a list is read.
    private var horizon: Instant {
        guard let attempt = entry.attempt else { return entry.queuedAt }
        return isOfSender ? attempt.earliest : attempt.horizon
    }

    private var size: Int { isOfSender ? pageSize * 4 : pageSize }

    private static let pageLimit = 200
}
