/// Whose messages a database holds: an account and the place it is reached at.
///
/// It is written when the database is made, and the database is opened with no other. An outbox row carries it too, so
/// that a message leaves by the account it was written for or not at all.
package struct AccountSource: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(text: String) { self.text = text }

    package static func twilio(accountSID: String, base: String) -> AccountSource {
        AccountSource(text: "twilio:\(accountSID)@\(base)")
    }

    package var description: String { text }
}
