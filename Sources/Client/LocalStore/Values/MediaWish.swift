package import Messaging

/// Something of a message's attachments that somebody waits for.
///
/// It stands in the store, because who waits and who fetches may be two processes.
package struct MediaWish: Hashable, Sendable {
    package enum Target: Hashable, Sendable {
        /// The list of what is attached to a message.
        case list(MessageID)
        /// One attachment itself.
        case content(MediaID)
    }

    package var target: Target
    /// How often it was asked for in vain.
    package var tries: Int
    /// When it is asked for next, or `nil` when it was given up.
    package var nextTryAt: Instant?
    /// Why it was given up, in words for the person.
    package var failure: String?

    package init(_ target: Target, tries: Int = 0, nextTryAt: Instant?, failure: String? = nil) {
        (self.target, self.tries, self.nextTryAt, self.failure) = (target, tries, nextTryAt, failure)
    }
}
