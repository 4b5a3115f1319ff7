package import LocalStore
package import Messaging

/// One look at the heads of all lists, one page at a time: those of inbound messages first, as they are waited for.
package struct HeadRound: Hashable, Sendable {
    package private(set) var list: ListCursor
    /// Where the walk down the present list is.
    package var place: Place
    private var rest: [ListCursor]
    private let interrupted: [MessageList: Place]
    private var startedAt: Instant
    private let sizes: Sizes

    /// Rows a page.
    package struct Sizes: Hashable, Sendable {
        package var quick: Int
        package var thorough: Int
        package init(quick: Int, thorough: Int) { (self.quick, self.thorough) = (quick, thorough) }
    }

    /// How far a walk has come, so that it can be interrupted and gone on with.
    package struct Place: Hashable, Sendable {
        fileprivate var trail: Trail
        /// Rows a page.
        fileprivate let size: Int
        /// Rows of the last page that wait for the rest of their second on the next page.
        package var unfinished: [RemoteMessage] = []
        fileprivate var walk: HeadWalk
        /// Whether the walk was begun anew because the remote no longer took a page's address.
        fileprivate var isRestarted = false

        fileprivate init(_ first: PageRequest, size: Int, _ walk: HeadWalk) {
            (trail, self.size, self.walk) = (Trail(first), size, walk)
        }
    }

    /// What a page led to.
    package struct Progress: Hashable, Sendable {
        /// The list whose walk joined what was known, with what the walk after it may count from.
        package var joined: ListCursor?
        /// The round with its next page to read, or `nil` when all lists were looked at.
        package var round: HeadRound?
    }

    /// A round over `lists`, or `nil` when there are none. `now` is the remote's time. Walks that were `interrupted` go
    /// on from where they were.
    package init?(
        lists: [ListCursor], interrupted: [MessageList: Place] = [:], now: Instant, pace: SyncPace, sizes: Sizes
    ) {
        let sorted = lists.filter { $0.side == .to } + lists.filter { $0.side == .from }
        guard let first = sorted.first else { return nil }
        (startedAt, self.sizes, self.interrupted) = (now, sizes, interrupted)
        (list, rest) = (first, Array(sorted.dropFirst()))
        place = interrupted[first.list] ?? Self.begin(first, now: now, pace: pace, sizes: sizes)
    }

    package var request: PageRequest { place.trail.request }

    /// Whether the page to read is the newest of its list.
    package var isAtFirstPage: Bool {
        switch request {
        case .newest: true
        case .next: false
        }
    }

    /// The pages that the lists after the present one begin with, `count` at most.
    package func upcoming(_ count: Int, pace: SyncPace) -> [PageRequest] {
        rest.prefix(count).map { list in
            let place = interrupted[list.list] ?? Self.begin(list, now: startedAt, pace: pace, sizes: sizes)
            return place.trail.request
        }
    }

    /// The round as it begins at `now` with a page that was asked for before that was known.
    package func opened(by request: PageRequest, size: Int, at now: Instant, pace: SyncPace) -> HeadRound {
        var round = self
        round.startedAt = now
        round.place = Place(request, size: size, Self.begin(list, now: now, pace: pace, sizes: sizes).walk)
        return round
    }

    /// Takes in the page that `request` brought.
    package func absorbing(_ page: PageOutcome, pace: SyncPace) -> Progress {
        var (next, page) = (self, page)
        switch next.place.trail.absorb(count: page.count, size: place.size, next: page.nextPage) {
        // The place is lost: the page before is asked where the list goes on.
        case .goOn where page.nextPage == nil: return Progress(joined: nil, round: next)
        case .goOn: break
        case .end: page.nextPage = nil
        }
        switch next.place.walk.absorb(page) {
        case .firstPage: next.place = Place(list.newest(size: sizes.quick), size: sizes.quick, next.place.walk)
        // The trail stands there already.
        case .page: break
        case .joined: return Progress(joined: next.joinedList, round: next.withNextList(pace))
        case .gaveUp: return Progress(joined: nil, round: next.withNextList(pace))
        }
        return Progress(joined: nil, round: next)
    }

    /// The list's cursor after its walk has joined.
    private var joinedList: ListCursor {
        var cursor = list
        let walk = place.walk
        cursor.solidAt = walk.solidAt ?? cursor.solidAt
        if walk.aim.depth >= .thorough { cursor.headSince = walk.startedAt }
        if walk.aim.depth >= .deep { cursor.deepSince = walk.startedAt }
        return cursor
    }

    /// The round after the remote no longer took the address of a page: this list again from its newest, once.
    package func restarting(pace: SyncPace) -> HeadRound? {
        guard !place.isRestarted else { return withNextList(pace) }
        var round = self
        round.place = Self.begin(list, now: startedAt, pace: pace, sizes: sizes)
        round.place.isRestarted = true
        return round
    }

    /// The round without the rest of this list.
    package func withNextList(_ pace: SyncPace) -> HeadRound? {
        guard let next = rest.first else { return nil }
        var round = self
        round.list = next
        round.rest.removeFirst()
        round.place = interrupted[next.list] ?? Self.begin(next, now: startedAt, pace: pace, sizes: sizes)
        return round
    }

    /// Whether the present list was never read before.
    package var isFirstLook: Bool { place.walk.aim.depth == .first }

    private static func begin(_ list: ListCursor, now: Instant, pace: SyncPace, sizes: Sizes) -> Place {
        let aim = pace.aim(last: list.headSince, deep: list.deepSince, solid: list.solidAt, now: now)
        let size = aim.depth == .quick ? sizes.quick : sizes.thorough
        return Place(list.newest(size: size), size: size, HeadWalk(startedAt: now, aim: aim))
    }
}
