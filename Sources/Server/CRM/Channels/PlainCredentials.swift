package import Messaging
package import Secrets

/// What a person tells us of a Twilio account, on the way to being sealed. Nothing of it can be printed.
package struct PlainCredentials: Sendable {
    package var accountSID: String
    package var authToken: SecretBytes
    package var phoneNumber: PhoneNumber
    package var apiKeySID: String?
    package var apiKeySecret: SecretBytes?
    package var messagingServiceSID: String?

    package init(
        accountSID: String, authToken: SecretBytes, phoneNumber: PhoneNumber, apiKeySID: String? = nil,
        apiKeySecret: SecretBytes? = nil, messagingServiceSID: String? = nil
    ) {
        (self.accountSID, self.authToken, self.phoneNumber) = (accountSID, authToken, phoneNumber)
        (self.apiKeySID, self.apiKeySecret) = (apiKeySID, apiKeySecret)
        self.messagingServiceSID = messagingServiceSID
    }
}

extension PlainCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "credentials of a number that ends in \(phoneNumber.e164.suffix(2))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
