package import LocalStore
package import Messaging

/// What the engine could do, each with the moment from which it may, in the order of what matters first.
///
/// The engine does one thing at a time and draws up a new agenda after each, so that a reply goes out between two
/// pages of history.
package struct Agenda: Sendable {
    /// One thing to do: at most one request, or those that a look at one conversation takes, and what came of them.
    package enum Job: Hashable, Sendable {
        /// Write down how attempts ended, which the store did not take at once.
        case record
        case endHold(OutboxEntry)
        case holdForPerson(OutboxEntry)
        /// See whether the lead wrote while a reply is held.
        case guardReply(LeadID)
        case send(OutboxEntry)
        case reconcile(OutboxEntry)
        /// The next part of a look for news.
        case look
        /// Tell the remote what a person has changed.
        case tell(Wish)
        case media(MediaWish)
        /// What a text to a country costs, two letters.
        case listPrice(String)
        case status(StatusWatch)
        /// A small part of what the store has to put in order.
        case tidy(isHistoryWhole: Bool)
        /// The next part of history.
        case history
        /// Wait at the remote for what comes next.
        case listen

        /// Whether the job makes a request.
        package var needsNetwork: Bool {
            switch self {
            case .record, .holdForPerson, .tidy: false
            // The end of a hold as well: the look at the conversation has to come first.
            case .endHold, .guardReply, .send, .reconcile, .look, .tell, .media, .listPrice, .status, .history,
                .listen:
                true
            }
        }
    }

    package enum Turn: Hashable, Sendable {
        case work(Job)
        /// Nothing before this moment; `nil` is until somebody nudges.
        case rest(until: Instant?)

        /// Until when nothing is to be done, where that is known.
        package var restsUntil: Instant? {
            switch self {
            case .work: nil
            case .rest(let until): until
            }
        }
    }

    private var items: [(job: Job, due: Due)] = []
    private var alarm: Instant?

    package init() {}

    /// Adds what matters less than everything added before.
    package mutating func add(_ job: Job, from due: Due) { items.append((job, due)) }

    /// Asks for a new agenda at `moment` at the latest.
    package mutating func wake(at moment: Instant) { alarm = min(alarm ?? moment, moment) }

    /// The first job that may be done now, or how long to rest. Nothing goes to the network before `networkFrom`, and
    /// nothing at all is done before `storeFrom`, since whatever is done has to be written down.
    package func turn(now: Instant, networkFrom: Due, storeFrom: Due = .atOnce) -> Turn {
        // What has been waited for is on the agenda by now.
        var wake = alarm.flatMap { $0 > now ? max($0, storeFrom.moment ?? $0) : nil }
        for item in items {
            let due = max(item.job.needsNetwork ? max(item.due, networkFrom) : item.due, storeFrom)
            switch due {
            case .atOnce: return .work(item.job)
            case .at(let moment):
                if moment <= now { return .work(item.job) }
                wake = min(wake ?? moment, moment)
            }
        }
        return .rest(until: wake)
    }
}
