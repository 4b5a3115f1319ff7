package import LocalStore
package import Messaging

/// Where messages come from and go to: the one seam of the engine.
///
/// Every call is one request (following a redirect of a media content apart). No call repeats itself: whether and
/// when to ask again is the engine's decision. A send that ends in `outcomeUnknown` may have taken place; one that
/// ends in any other error has not.
package protocol Remote: Sendable {
    /// The time at the remote: what its last answer said and what has passed since, or `nil` before the first. No step
    /// of this machine's clock moves it.
    var time: Instant? { get }
    /// The same where more than one clock says so: what an attempt is dated by. `nil` while it hangs on a single answer;
    /// a few more make it known.
    var sureTime: Instant? { get }

    /// Where this remote's messages are read from, for one engine.
    func news(for reader: NewsReader) -> sending any NewsSource
    /// Whether a text whose outcome is unknown may be handed over again, because the remote would make no second
    /// message of it. Where not, it is looked for.
    func mayRepeat(_ entry: OutboxEntry) -> Bool

    /// One message as it stands now.
    func message(_ externalID: String) async throws(SyncError) -> RemoteMessage
    /// Hands one message over; `place` is where on a server it goes, and `nil` where the remote is none.
    func send(_ entry: OutboxEntry, to place: ServedPlace?) async throws(SyncError) -> HandedOver
    /// Tells what a person has changed. Being told twice is being told once.
    func tell(_ wish: Wish) async throws(SyncError) -> WishAnswer
    /// What a segment to a country, two letters, costs by the remote's price list; `nil` where it tells none.
    func listPrice(to region: String) async throws(SyncError) -> Price?
    /// What is attached to a message.
    func mediaList(of externalID: String) async throws(SyncError) -> [RemoteMedia]
    /// The bytes of one attachment, at most `limit` of them.
    func mediaContent(_ media: String, of externalID: String, limit: Int) async throws(SyncError) -> [UInt8]
}

extension Remote {
    /// A remote that keeps nothing of what people decide has nothing to say to it.
    package func tell(_ wish: Wish) async throws(SyncError) -> WishAnswer {
        WishAnswer(batch: ServedBatch(isNews: false, readAt: wish.madeAt))
    }
}

/// What became of a person's change at the remote.
package struct WishAnswer: Sendable {
    /// The row as it is there now.
    package var batch: ServedBatch
    /// Whether it is otherwise than it was wished.
    package var isRefused: Bool
    /// Why, in words for the screen, where that is of use to a person.
    package var refusal: String?

    package init(batch: ServedBatch, isRefused: Bool = false, refusal: String? = nil) {
        (self.batch, self.isRefused, self.refusal) = (batch, isRefused, refusal)
    }
}

/// One attachment as the remote names it.
package struct RemoteMedia: Hashable, Sendable {
    package var externalID: String
    package var contentType: String

    package init(externalID: String, contentType: String) {
        (self.externalID, self.contentType) = (externalID, contentType)
    }
}
