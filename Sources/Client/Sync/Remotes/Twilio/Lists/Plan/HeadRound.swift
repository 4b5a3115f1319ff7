package import LocalStore
package import Messaging

/// One look at the heads of all lists, one page at a time: those of inbound messages first, as they are waited for.
package struct HeadRound: Hashable, Sendable {
    package private(set) var list: ListCursor
    package private(set) var request: PageRequest
    private var walk: HeadWalk
    private var rest: [ListCursor]
    private let startedAt: Instant
    private let sizes: Sizes

    /// Rows a page.
    package struct Sizes: Hashable, Sendable {
        package var quick: Int
        package var thorough: Int
        package init(quick: Int, thorough: Int) { (self.quick, self.thorough) = (quick, thorough) }
    }

    /// What a page led to.
    package struct Progress: Hashable, Sendable {
        /// The list whose walk joined what was known, when the next thorough walk may count from this one.
        package var joined: ListCursor?
        /// The round with its next page to read, or `nil` when all lists were looked at.
        package var round: HeadRound?
    }

    /// A round over `lists`, or `nil` when there are none. `now` is the remote's time.
    package init?(lists: [ListCursor], now: Instant, pace: SyncPace, sizes: Sizes) {
        let sorted = lists.filter { $0.side == .to } + lists.filter { $0.side == .from }
        guard let first = sorted.first else { return nil }
        (startedAt, self.sizes) = (now, sizes)
        (list, rest) = (first, Array(sorted.dropFirst()))
        (walk, request) = Self.begin(first, now: now, pace: pace, sizes: sizes)
    }

    /// Takes in the page that `request` brought.
    package func absorbing(_ page: PageOutcome, pace: SyncPace) -> Progress {
        var next = self
        switch next.walk.absorb(page) {
        case .firstPage:
            next.request = list.newest(size: sizes.quick)
        case .page(let address):
            next.request = .next(address)
        case .joined:
            return Progress(joined: walk.isThorough ? list : nil, round: next.withNextList(pace))
        case .gaveUp:
            return Progress(joined: nil, round: next.withNextList(pace))
        }
        return Progress(joined: nil, round: next)
    }

    /// The round after the remote no longer took the address of a page: this list again from its newest.
    package func restarting(pace: SyncPace) -> HeadRound {
        var round = self
        (round.walk, round.request) = Self.begin(list, now: startedAt, pace: pace, sizes: sizes)
        return round
    }

    /// The round without the rest of this list, whose pages make no sense.
    package func givingUp(pace: SyncPace) -> HeadRound? { withNextList(pace) }

    /// Whether the present list was never read before.
    package var isFirstLook: Bool { walk.isFirst }

    /// When the round began, by the remote's clock.
    package var began: Instant { startedAt }

    private func withNextList(_ pace: SyncPace) -> HeadRound? {
        guard let next = rest.first else { return nil }
        var round = self
        round.list = next
        round.rest.removeFirst()
        (round.walk, round.request) = Self.begin(next, now: startedAt, pace: pace, sizes: sizes)
        return round
    }

    private static func begin(
        _ list: ListCursor, now: Instant, pace: SyncPace, sizes: Sizes
    ) -> (HeadWalk, PageRequest) {
        guard let last = list.headSince else {
            return (HeadWalk(startedAt: now, horizon: nil, isFirst: true), list.newest(size: sizes.thorough))
        }
        guard now - last >= pace.thoroughEvery else {
            return (HeadWalk(startedAt: now, horizon: nil), list.newest(size: sizes.quick))
        }
        let horizon = pace.horizon(last: last, now: now)
        return (HeadWalk(startedAt: now, horizon: horizon), list.newest(size: sizes.thorough))
    }
}
