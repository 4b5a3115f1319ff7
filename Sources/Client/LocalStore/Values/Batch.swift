package import Messaging

/// What one request brought home: rows to write, and the place to go on from.
///
/// The two travel together because they are committed together. Were the cursor saved on its own, a crash in between
/// would skip a page for good; this way the worst case is reading a page twice, which makes no second copy.
package struct Batch: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        /// The newest rows of a list.
        case head
        /// Older and older rows, behind what is on the screen.
        case backfill
        /// One message, asked for by its SID.
        case single
    }

    /// In the order in which the list gave them: the newest first.
    package var messages: [RemoteMessage]
    /// Rows that are stored only where they turn out to be a message of ours whose answer got lost.
    package var strays: [RemoteMessage]
    package var cursor: ListCursor?
    package var origin: Origin
    /// When the answer came, by the remote's clock as well as it is known.
    package var readAt: Instant
    /// When it was asked for: what the very first answer tells of counts as new from then on.
    package var askedAt: Instant
    /// How the addresses of new leads are written for people. One that is missing is shown as the carrier sent it.
    package var display: [PeerAddress: String]

    package init(
        messages: [RemoteMessage], strays: [RemoteMessage] = [], cursor: ListCursor? = nil, origin: Origin,
        readAt: Instant, askedAt: Instant? = nil, display: [PeerAddress: String] = [:]
    ) {
        (self.messages, self.strays, self.cursor, self.origin) = (messages, strays, cursor, origin)
        (self.readAt, self.askedAt, self.display) = (readAt, askedAt ?? readAt, display)
    }
}

/// How far one list of the remote has been read: the messages to, or from, one of our numbers.
package struct ListCursor: Hashable, Sendable {
    package enum Side: String, Hashable, Sendable, CaseIterable {
        case to, from
    }

    package var number: PhoneNumber
    package var side: Side
    /// Where history goes on, as the remote named it.
    package var nextPage: String?
    /// Whether history was read to its end.
    package var reachedEnd: Bool
    /// When the last look that went back far enough began; the next one may begin from there.
    package var headSince: Instant?
    /// Down to here nothing is missing.
    package var oldestAt: Instant?
    /// Nothing of before this moment is missing above the history; a walk that was cut off has not moved it.
    package var solidAt: Instant?
    /// When the last look began that went back far enough for what surfaces very late.
    package var deepSince: Instant?
    /// The page that named `nextPage`, or `nil` where that was the newest.
    package var earlierPage: String?
    /// A page that was named and brought nothing, while it is asked for anew where it comes from.
    package var lostPage: String?

    package init(
        number: PhoneNumber, side: Side, nextPage: String? = nil, reachedEnd: Bool = false,
        headSince: Instant? = nil, oldestAt: Instant? = nil
    ) {
        (self.number, self.side, self.nextPage) = (number, side, nextPage)
        (self.reachedEnd, self.headSince, self.oldestAt) = (reachedEnd, headSince, oldestAt)
    }
}

/// What a batch changed.
package struct CommitReport: Hashable, Sendable {
    package var inserted = 0
    package var changed = 0
    /// Whether every row was known, with the same date of change. An empty batch says so too.
    package var isAllKnown = true
    /// Messages of ours whose fate the batch settled.
    package var settled: [MessageID] = []
    /// Leads that a message went away from.
    package var left: [LeadID] = []

    package init() {}
}
