package import Messaging

/// What one page meant to the store: what a walk decides by.
package struct PageOutcome: Hashable, Sendable {
    /// Whether every row was known already, with the same date of change. An empty page says nothing and counts so.
    package var isAllKnown: Bool
    /// The earliest date on the page, or `nil` when it had no dated row.
    package var oldest: Instant?
    /// Where the list goes on, or `nil` at its end.
    package var nextPage: String?

    package init(isAllKnown: Bool, oldest: Instant? = nil, nextPage: String? = nil) {
        (self.isAllKnown, self.oldest, self.nextPage) = (isAllKnown, oldest, nextPage)
    }
}

/// One walk down a list from its newest page, until it meets what is known.
///
/// The list is newest first, but a message can surface below the top, when it got its date late. So a quick walk ends
/// at the first page that holds nothing new, and a thorough one must besides have gone back behind the last thorough
/// one. A walk that found something over several pages reads the first page once more, because whatever arrived
/// meanwhile stands above where it began.
package struct HeadWalk: Hashable, Sendable {
    /// The page to read next.
    package enum Step: Hashable, Sendable {
        case firstPage
        case page(String)
        /// The walk met what is known; nothing is missing above.
        case joined
        /// The list leads in a circle or does not end. What was read is kept, and nothing is promised.
        case gaveUp
    }

    /// When the walk began, by the remote's clock.
    package let startedAt: Instant
    /// How far back the walk must reach, or `nil` for a quick one.
    package let horizon: Instant?
    /// Whether nothing of this list is known yet: then the newest page is enough, as history is fetched behind it.
    package let isFirst: Bool
    private let pageLimit: Int
    private var visited: Set<String> = []
    private var pages = 0
    private var pagesThisRound = 0
    private var rounds = 0
    private var reachedHorizon: Bool

    package init(startedAt: Instant, horizon: Instant?, isFirst: Bool = false, pageLimit: Int = 10_000) {
        (self.startedAt, self.horizon, self.isFirst) = (startedAt, horizon, isFirst)
        self.pageLimit = pageLimit
        reachedHorizon = horizon == nil
    }

    /// Whether the walk, once joined, lets the next one begin from here.
    package var isThorough: Bool { isFirst || horizon != nil }

    /// Takes in a page and says what comes next.
    package mutating func absorb(_ page: PageOutcome) -> Step {
        pages += 1
        pagesThisRound += 1
        guard !isFirst else { return .joined }
        if let horizon, let oldest = page.oldest, oldest < horizon { reachedHorizon = true }
        guard let next = page.nextPage else { return finishRound() }
        let isEmpty = page.isAllKnown && page.oldest == nil
        if page.isAllKnown, !isEmpty, reachedHorizon { return finishRound() }
        guard pages < pageLimit, visited.insert(next).inserted else { return .gaveUp }
        return .page(next)
    }

    private mutating func finishRound() -> Step {
        guard pagesThisRound > 1, rounds < Self.roundLimit else { return .joined }
        rounds += 1
        pagesThisRound = 0
        reachedHorizon = true
        visited.removeAll()
        return .firstPage
    }

    /// A list that changes with every reading is left to the next look.
    private static let roundLimit = 3
}

extension SyncPace {
    /// How far back a thorough walk has to go when the last one began at `last`.
    ///
    /// While the engine runs, an overlap is enough; after it did not run, the time that was missed is added, and a day.
    package func horizon(last: Instant, now: Instant) -> Instant {
        let missed = now - last
        guard missed > thoroughEvery * 2 else { return last - overlap }
        return last - missed - overlapAfterDowntime
    }
}
