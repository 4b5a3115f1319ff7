package import LocalStore
package import Messaging

/// One look at the heads of all lists, one page at a time: those of inbound messages first, as they are waited for.
package struct HeadRound: Hashable, Sendable {
    package private(set) var list: ListCursor
    /// Where the walk down the present list is.
    package var place: Place
    private var rest: [ListCursor]
    private let interrupted: [MessageList: Place]
    private let startedAt: Instant
    private let sizes: Sizes

    /// Rows a page.
    package struct Sizes: Hashable, Sendable {
        package var quick: Int
        package var thorough: Int
        package init(quick: Int, thorough: Int) { (self.quick, self.thorough) = (quick, thorough) }
    }

    /// How far a walk has come, so that it can be interrupted and gone on with.
    package struct Place: Hashable, Sendable {
        package fileprivate(set) var request: PageRequest
        /// Rows of the last page that wait for the rest of their second on the next page.
        package var unfinished: [RemoteMessage] = []
        fileprivate var walk: HeadWalk
        /// Whether the walk was begun anew because the remote no longer took a page's address.
        fileprivate var isRestarted = false
    }

    /// What a page led to.
    package struct Progress: Hashable, Sendable {
        /// The list whose walk joined what was known, when the next thorough walk may count from this one.
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

    package var request: PageRequest { place.request }

    /// Takes in the page that `request` brought.
    package func absorbing(_ page: PageOutcome, pace: SyncPace) -> Progress {
        var next = self
        switch next.place.walk.absorb(page) {
        case .firstPage:
            next.place.request = list.newest(size: sizes.quick)
        case .page(let address):
            next.place.request = .next(address)
        case .joined:
            return Progress(joined: place.walk.isThorough ? list : nil, round: next.withNextList(pace))
        case .gaveUp:
            return Progress(joined: nil, round: next.withNextList(pace))
        }
        return Progress(joined: nil, round: next)
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
    package var isFirstLook: Bool { place.walk.isFirst }

    /// When the present list's walk began, by the remote's clock.
    package var began: Instant { place.walk.startedAt }

    private static func begin(_ list: ListCursor, now: Instant, pace: SyncPace, sizes: Sizes) -> Place {
        guard let last = list.headSince else {
            return Place(
                request: list.newest(size: sizes.thorough), walk: HeadWalk(startedAt: now, horizon: nil, isFirst: true))
        }
        guard now - last >= pace.thoroughEvery else {
            return Place(request: list.newest(size: sizes.quick), walk: HeadWalk(startedAt: now, horizon: nil))
        }
        let horizon = pace.horizon(last: last, now: now)
        return Place(request: list.newest(size: sizes.thorough), walk: HeadWalk(startedAt: now, horizon: horizon))
    }
}
