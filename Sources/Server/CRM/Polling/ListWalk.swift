internal import Messaging
internal import ServerStore
internal import TwilioAPI

/// One walk through the list of an address, newest first, down to where everything is known to be here.
struct ListWalk: Hashable, Sendable {
    private(set) var poll: ListPoll
    /// Since when the number is the channel's, by the provider's clock: what came before is not for it.
    let floor: Instant

    /// Rows get their places in the list late, and clocks differ.
    private static let overlap = Duration.seconds(3600)
    /// A list is dated by whole seconds, and its clock is known as well as that.
    private static let grain = Duration.seconds(2)
    /// After so long a time without a look a page is asked for that holds much.
    private static let longAgo = Duration.seconds(600)

    init(_ poll: ListPoll?, of address: String, since floor: Instant) {
        // What was read for whoever had the number before says nothing.
        let floor = floor - Self.grain
        let known = poll.flatMap { $0.solidAt < floor ? nil : $0 }
        self.poll = known ?? ListPoll(address: address, solidAt: floor)
        self.floor = floor
    }

    /// Down to where the walk goes.
    var reach: Instant { max(floor, poll.solidAt - Self.overlap) }

    /// How many rows the first page is to have.
    func pageSize(at now: Instant) -> Int { now - poll.solidAt > Self.longAgo ? 1000 : 50 }

    /// Those of a page's rows that the walk is about.
    func rows(of page: MessagePage) -> [MessageResource] {
        page.messages.filter { $0.moment.map { reach <= $0 } ?? true }
    }

    /// The walk behind a page that was asked for at `moment`. Only a row with a date tells how far the list has been read,
    /// and an empty page may have others behind it.
    func behind(_ page: MessagePage, at moment: Instant) -> ListWalk {
        var walk = self
        let began = poll.walkFrom ?? moment
        let oldest = page.messages.reversed().lazy.compactMap(\.moment).first
        if page.nextPageURI == nil || oldest.map({ $0 < reach }) == true {
            (walk.poll.solidAt, walk.poll.walkFrom, walk.poll.nextPage) = (max(poll.solidAt, began), nil, nil)
        } else {
            (walk.poll.walkFrom, walk.poll.nextPage) = (began, page.nextPageURI)
        }
        return walk
    }

    /// The walk from the head again, since its page is not to be had any more.
    var restarted: ListWalk {
        var walk = self
        (walk.poll.walkFrom, walk.poll.nextPage) = (nil, nil)
        return walk
    }
}

extension MessageResource {
    /// By what lists are sorted.
    var moment: Instant? { dateSent ?? dateCreated }
}
