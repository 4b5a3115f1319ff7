internal import FoundationEssentials

/// The seed's `credentials`, as they lie in the row: secrets sealed, but for a row that came by SQL a moment ago.
package struct ChannelCredentials: Hashable, Sendable {
    package var accountSid: String?
    package var authToken: String?
    package var phoneNumber: String?
    package var apiKeySid: String?
    package var apiKeySecret: String?

    package init(
        accountSid: String? = nil, authToken: String? = nil, phoneNumber: String? = nil, apiKeySid: String? = nil,
        apiKeySecret: String? = nil
    ) {
        (self.accountSid, self.authToken, self.phoneNumber) = (accountSid, authToken, phoneNumber)
        (self.apiKeySid, self.apiKeySecret) = (apiKeySid, apiKeySecret)
    }
}

extension ChannelCredentials: Codable {
    private enum CodingKeys: String, CodingKey { case accountSid, authToken, phoneNumber, apiKeySid, apiKeySecret }

    /// Reads what is there. People write these rows by hand; what is no text counts as missing and is told of as such.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        // A member of another type is as good as none.
        func text(_ key: CodingKeys) -> String? { try? members.decodeIfPresent(String.self, forKey: key) }
        self.init(
            accountSid: text(.accountSid), authToken: text(.authToken), phoneNumber: text(.phoneNumber),
            apiKeySid: text(.apiKeySid), apiKeySecret: text(.apiKeySecret))
    }

    init(json: String) {
        // What is no object has none of the members.
        self = (try? JSONDecoder().decode(Self.self, from: Data(json.utf8))) ?? ChannelCredentials()
    }

    var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Five texts can always be written.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}

extension ChannelCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing secret, and of the number the last two digits: this may end up in a log.
    package var description: String { "credentials of a number that ends in \(phoneNumber?.suffix(2) ?? "nothing")" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
