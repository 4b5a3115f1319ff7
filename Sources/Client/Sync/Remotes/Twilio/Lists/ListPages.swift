package import LocalStore
package import Messaging

/// The account's message lists, a page at a time.
package protocol ListPages: Sendable {
    /// The time at the remote, or `nil` before its first answer.
    var time: Instant? { get }
    /// A page of a list, newest message first. `gone` when the remote does not take a page's address any longer.
    func page(_ request: PageRequest) async throws(SyncError) -> RemotePage
    /// The numbers in the pool of a messaging service.
    func numbers(ofService service: String) async throws(SyncError) -> [PhoneNumber]
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
    /// Whether it had rows that could not be read.
    package var hasUnreadable: Bool

    package init(messages: [RemoteMessage], nextPage: String? = nil, hasUnreadable: Bool = false) {
        (self.messages, self.nextPage, self.hasUnreadable) = (messages, nextPage, hasUnreadable)
    }

    /// The latest date of any row.
    package var newest: Instant? { messages.lazy.compactMap { $0.sentAt ?? $0.createdAt }.max() }

    /// The date of the last row that has one: lists are sorted by it, so whatever follows is older.
    package var oldest: Instant? {
        messages.reversed().lazy.compactMap { $0.sentAt ?? $0.createdAt }.first
    }
}
