internal import Messaging

/// The auth tokens: one that opens and signs, and for the time of a rotation a second one that only opens.
extension Account {
    /// Makes a second token; one that was there before is no good any more.
    func makeSecondaryToken() -> JSON {
        let token = mint.sid("", .token, tokenCount + 2)
        tokenCount += 1
        secondaryToken = token
        return tokenResource("secondary_auth_token", token, path: "Secondary")
    }

    func deleteSecondaryToken() throws(Rejection) {
        guard secondaryToken != nil else { throw .notFound("/v1/AuthTokens/Secondary") }
        secondaryToken = nil
    }

    /// Lets the second token take the place of the first, which is no good from now on. Webhooks that leave after this
    /// are signed with the new one.
    func promoteSecondaryToken() throws(Rejection) -> JSON {
        guard let promoted = secondaryToken else { throw .notFound("/v1/AuthTokens/Promote") }
        (token, secondaryToken) = (promoted, nil)
        return tokenResource("auth_token", promoted, path: "Promote")
    }

    private func tokenResource(_ name: String, _ token: String, path: String) -> JSON {
        [
            "account_sid": .string(sid), name: .string(token), "date_created": .string(now.rfc3339),
            "date_updated": .string(now.rfc3339), "url": .string("\(publicBase)/v1/AuthTokens/\(path)"),
        ]
    }
}
