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

    /// A Leadline server at an address. Whose inbox it is there is known, and checked, when it has been asked for once.
    package static func server(_ address: String) -> AccountSource { AccountSource(text: "server:\(address)") }

    var isServer: Bool { text.hasPrefix("server:") }

    package var description: String { text }
}
