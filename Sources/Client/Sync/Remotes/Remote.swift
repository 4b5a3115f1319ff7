package import LocalStore
package import Messaging

/// Where messages come from and go to: the one seam of the engine.
///
/// Every call is one request (following a redirect of a media content apart). No call repeats itself: whether and
/// when to ask again is the engine's decision. A send that ends in `outcomeUnknown` may have taken place; one that
/// ends in any other error has not.
package protocol Remote: Sendable {
    /// What the remote's clock is ahead of ours by, or `nil` before its first answer.
    var clockOffset: Duration? { get }

    /// A page of a list, newest message first. `gone` when the remote does not take a page's address any longer.
    func page(_ request: PageRequest) async throws(SyncError) -> RemotePage
    /// One message as it stands now.
    func message(_ externalID: String) async throws(SyncError) -> RemoteMessage
    /// Hands one message over.
    func send(_ entry: OutboxEntry) async throws(SyncError) -> RemoteMessage
    /// What a segment to a country, two letters, costs by the remote's price list; `nil` where it tells none.
    func listPrice(to region: String) async throws(SyncError) -> Price?
    /// What is attached to a message.
    func mediaList(of externalID: String) async throws(SyncError) -> [RemoteMedia]
    /// The bytes of one attachment, at most `limit` of them.
    func mediaContent(_ media: String, of externalID: String, limit: Int) async throws(SyncError) -> [UInt8]
}

/// One page of one list.
package enum PageRequest: Hashable, Sendable {
    /// The newest page of what matches both filters, `size` rows at most.
    case newest(to: String?, from: String?, size: Int)
    /// A page that an earlier one named as the next.
    case next(String)
}

/// A page as the remote gave it, without what could not be read.
package struct RemotePage: Sendable {
    package var messages: [RemoteMessage]
    package var nextPage: String?

    package init(messages: [RemoteMessage], nextPage: String? = nil) {
        (self.messages, self.nextPage) = (messages, nextPage)
    }

    /// The date of the last row that has one: lists are sorted by it, so whatever follows is older.
    package var oldest: Instant? {
        messages.reversed().lazy.compactMap { $0.sentAt ?? $0.createdAt }.first
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
