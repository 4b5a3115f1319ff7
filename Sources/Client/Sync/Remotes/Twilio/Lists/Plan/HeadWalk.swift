package import Messaging

/// What one page meant to the store: what a walk decides by.
package struct PageOutcome: Hashable, Sendable {
    /// Whether every row was known already, with the same date of change. An empty page says nothing and counts so.
    package var isAllKnown: Bool
    /// The earliest date on the page, or `nil` when it had no dated row.
    package var oldest: Instant?
    /// The latest one.
    package var newest: Instant?
    /// How many rows it had.
    package var count: Int
    /// Where the list goes on, or `nil` at its end.
    package var nextPage: String?

    package init(
        isAllKnown: Bool, oldest: Instant? = nil, newest: Instant? = nil, count: Int = 0, nextPage: String? = nil
    ) {
        (self.isAllKnown, self.oldest, self.newest) = (isAllKnown, oldest, newest)
        (self.count, self.nextPage) = (count, nextPage)
    }
}

/// How far back a walk has to go, and what it means when it did.
package struct WalkAim: Hashable, Sendable {
    package enum Depth: Hashable, Comparable, Sendable {
        /// To the first page without news.
        case quick
        /// Besides, behind the last walk of this kind.
        case thorough
        /// A day back.
        case deep
        /// The newest page of a list of which nothing is known; history is fetched behind it.
        case first
    }

    package var depth: Depth
    /// Rows from before this must have been met.
    package var horizon: Instant?
    /// What is known for certain ends here: a walk must have met older rows. What stands above may have been brought by
    /// a walk that was cut off.
    package var ground: Instant?

    package init(_ depth: Depth, horizon: Instant? = nil, ground: Instant? = nil) {
        (self.depth, self.horizon, self.ground) = (depth, horizon, ground)
    }
}

/// One walk down a list from its newest page, until it meets what is known.
///
/// The list is newest first, but a message can surface below the top, when it got its date late. So a walk ends at the
/// first page that holds nothing new and lies behind what it aims at. A walk that found something over several pages
/// reads the first page once more, because whatever arrived meanwhile stands above where it began.
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
    package let aim: WalkAim
    private let pageLimit: Int
    private var visited: Set<String> = []
    private var pages = 0
    private var pagesThisRound = 0
    private var rounds = 0
    private var isBehindAim: Bool
    /// The latest date on the first page.
    private var top: Instant?

    package init(startedAt: Instant, aim: WalkAim, pageLimit: Int = 10_000) {
        (self.startedAt, self.aim, self.pageLimit) = (startedAt, aim, pageLimit)
        isBehindAim = aim.horizon == nil && aim.ground == nil
    }

    /// From where on nothing is missing once the walk has joined; `nil` where its first page told nothing.
    package var solidAt: Instant? { top.map { min($0, startedAt) } }

    /// Takes in a page and says what comes next.
    package mutating func absorb(_ page: PageOutcome) -> Step {
        pages += 1
        pagesThisRound += 1
        if pages == 1 { top = page.newest }
        guard aim.depth != .first else { return .joined }
        if let oldest = page.oldest, [aim.horizon, aim.ground].allSatisfy({ $0.map { oldest < $0 } ?? true }) {
            isBehindAim = true
        }
        guard let next = page.nextPage else { return finishRound() }
        let isEmpty = page.isAllKnown && page.oldest == nil
        if page.isAllKnown, !isEmpty, isBehindAim { return finishRound() }
        guard pages < pageLimit, visited.insert(next).inserted else { return .gaveUp }
        return .page(next)
    }

    private mutating func finishRound() -> Step {
        guard pagesThisRound > 1, rounds < Self.roundLimit else { return .joined }
        rounds += 1
        pagesThisRound = 0
        isBehindAim = true
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

    /// What a walk down the list of `cursor` aims at. A moment in the future was written by a clock that was wrong, and
    /// says nothing but that a look is overdue.
    package func aim(last: Instant?, deep: Instant?, solid: Instant?, now: Instant) -> WalkAim {
        guard let last else { return WalkAim(.first) }
        let ground = [solid, last].compactMap { $0 }.first { $0 <= now }
        let isLong = now - last > thoroughEvery * 2
        let thorough = last > now ? now - overlapAfterDowntime : horizon(last: last, now: now)
        guard let deep, deep <= now, last <= now, now - deep < deepEvery else {
            return WalkAim(.deep, horizon: min(thorough, now - deepOverlap), ground: ground)
        }
        guard isLong || now - last >= thoroughEvery else { return WalkAim(.quick, ground: ground) }
        return WalkAim(.thorough, horizon: thorough, ground: ground)
    }
}
