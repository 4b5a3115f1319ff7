internal import Messaging

extension ChannelBody {
    /// What Twilio asks of somebody who uses a number, under the seed's names.
    package struct Credentials: Hashable, Sendable {
        package var accountSID: String
        package var authToken: String
        /// In E.164, but for a row that somebody wrote by hand.
        package var phoneNumber: String
        package var apiKeySID: String?
        package var apiKeySecret: String?
        package var messagingServiceSID: String?

        package init(
            accountSID: String, authToken: String, phoneNumber: String, apiKeySID: String? = nil,
            apiKeySecret: String? = nil, messagingServiceSID: String? = nil
        ) {
            (self.accountSID, self.authToken, self.phoneNumber) = (accountSID, authToken, phoneNumber)
            (self.apiKeySID, self.apiKeySecret) = (apiKeySID, apiKeySecret)
            self.messagingServiceSID = messagingServiceSID
        }

        init(_ fields: inout BodyFields) {
            accountSID = fields.needed("accountSid", fields.sid("accountSid", "AC"), else: "")
            authToken = fields.needed("authToken", fields.secret("authToken"), else: "")
            let number = fields.text("phoneNumber", limit: 64)
            let phoneNumber = number.flatMap { PhoneNumber(e164: $0) }
            if number != nil, phoneNumber == nil {
                let reason = "is no number in E.164, such as +15551234567"
                fields.fault("phoneNumber", reason, code: .invalidPhoneNumber)
            }
            self.phoneNumber = fields.needed("phoneNumber", phoneNumber?.e164, else: "")
            apiKeySID = fields.sid("apiKeySid", "SK")
            apiKeySecret = fields.secret("apiKeySecret")
            messagingServiceSID = fields.sid("messagingServiceSid", "MG")
            if (apiKeySID == nil) != (apiKeySecret == nil) {
                let missing = apiKeySID == nil ? "apiKeySid" : "apiKeySecret"
                fields.fault(missing, "is needed beside the other half of the key")
            }
        }

        /// Everything, for the one answer to the caller who has just sent it.
        var line: JSONLine { line { $0 } }

        var masked: JSONLine { line(Self.mask) }

        /// A secret as everybody may see it: its last four characters, none of a short one. What is masked stays so.
        package static func mask(_ secret: String) -> String {
            if secret.hasPrefix("…") { return secret }
            return secret.count < 12 ? "…" : "…" + secret.suffix(4)
        }

        private func line(_ shown: (String) -> String) -> JSONLine {
            var line = JSONLine()
            line.set("accountSid", accountSID)
            line.set("authToken", shown(authToken))
            line.set("phoneNumber", phoneNumber)
            if let apiKeySID { line.set("apiKeySid", apiKeySID) }
            if let apiKeySecret { line.set("apiKeySecret", shown(apiKeySecret)) }
            if let messagingServiceSID { line.set("messagingServiceSid", messagingServiceSID) }
            return line
        }

        /// Stands where none were sent; nothing that reads a request returns it.
        static let standIn = Self(accountSID: "", authToken: "", phoneNumber: "")

        /// As answers show them: rows that came by SQL may hold anything.
        static let shownSchema = BodySchema.object([
            .init("accountSid", .text(limit: nil)), .init("authToken", .text(limit: nil)),
            .init("phoneNumber", .text(limit: nil)), .optional("apiKeySid", .text(limit: nil)),
            .optional("apiKeySecret", .text(limit: nil)), .optional("messagingServiceSid", .text(limit: nil)),
        ])
        static let schema = BodySchema.object([
            .init("accountSid", .pattern("^AC[0-9a-fA-F]{32}$")), .init("authToken", .text(limit: 200)),
            .init("phoneNumber", .pattern("^\\+[1-9][0-9]{6,14}$")),
            .optional("apiKeySid", .pattern("^SK[0-9a-fA-F]{32}$")), .optional("apiKeySecret", .text(limit: 200)),
            .optional("messagingServiceSid", .pattern("^MG[0-9a-fA-F]{32}$")),
        ])
    }
}

extension ChannelBody.Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What a log may hold: whose account, and the end of the number.
    package var description: String { "\(accountSID), …\(phoneNumber.suffix(2))" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["account": accountSID]) }
}

extension BodyFields {
    /// A SID of Twilio's that begins with these two letters.
    mutating func sid(_ name: String, _ letters: String) -> String? {
        guard let text = text(name, limit: 64) else { return nil }
        let isSID =
            text.utf8.count == 34 && text.hasPrefix(letters)
            && text.dropFirst(2).allSatisfy { $0.isASCII && $0.isHexDigit }
        if !isSID { fault(name, "is no SID that begins with \(letters)") }
        return isSID ? text : nil
    }

    /// A token or a key: printable ASCII without blanks.
    mutating func secret(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        let isSecret = !text.isEmpty && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        if !isSecret { fault(name, "is empty or holds characters that no token has") }
        return isSecret ? text : nil
    }
}
