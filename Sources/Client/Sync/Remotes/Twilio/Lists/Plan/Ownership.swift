package import LocalStore
package import Messaging

/// Which messages of an account belong to a profile: those from or to its own numbers.
///
/// Lists are asked for by number, yet bring strangers too: what another number of the account sent to one of ours
/// stands in our list as its outbound message, and beside it the inbound one that we keep.
package struct Ownership: Hashable, Sendable {
    package let numbers: Set<PhoneNumber>

    package init(numbers: [PhoneNumber]) { self.numbers = Set(numbers) }

    package func covers(_ message: RemoteMessage) -> Bool {
        message.ourNumber.map(numbers.contains) ?? false
    }

    /// Whether `message` may be what became of `entry`, although its sender is none of ours: a messaging service
    /// chooses one later, and from a pool we do not know; and Twilio may replace the one that we named.
    package func mayBe(_ message: RemoteMessage, _ entry: OutboxEntry) -> Bool {
        guard let attempt = entry.attempt, let row = message.listed else { return false }
        return attempt.evidence(row) != .none
    }
}
