internal import TwilioAPI

/// Who asks: an account, and the name and secret that prove it.
///
/// The secret leaves this value only inside a request. Descriptions, dumps and mirrors show the last characters of the
/// account's SID and nothing of the rest.
package struct TwilioAccess: Hashable, Sendable {
    package let accountSID: String
    /// The account's SID, or that of an API key.
    package let username: String
    let secret: String
    package let hosts: TwilioHosts

    /// What is said where an account, a token or a number is missing.
    package static let notConfigured = "Twilio credentials not configured"

    /// `username` is the SID of an API key, or `nil` for the account's own token as `secret`.
    package init(
        accountSID: String, username: String? = nil, secret: String, hosts: TwilioHosts
    ) throws(TwilioError) {
        guard !accountSID.isEmpty, !secret.isEmpty else { throw .credentials(reason: Self.notConfigured) }
        guard SID.isAccount(accountSID) else {
            throw .credentials(reason: "The account SID must be AC and 32 hexadecimal digits.")
        }
        guard username.map(SID.isKey) ?? true else {
            throw .credentials(reason: "The API key's SID must be SK and 32 hexadecimal digits.")
        }
        guard secret.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
            throw .credentials(reason: "The auth token holds a space or a line break; copy it again.")
        }
        (self.accountSID, self.username, self.secret, self.hosts) = (accountSID, username ?? accountSID, secret, hosts)
    }
}

extension TwilioAccess: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "Twilio account AC…\(accountSID.suffix(4))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
