internal import Secrets

/// The signature that Twilio puts on a webhook, as its documentation on webhook security defines it.
enum WebhookSignature {
    /// Base64 of the HMAC-SHA1 of `url` and all `fields`, sorted by the bytes of their names, under the auth token.
    static func of(url: String, fields: FormFields, token: String) -> String {
        let sorted = fields.pairs.sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
        let text = sorted.reduce(into: Array(url.utf8)) { text, field in
            text.append(contentsOf: field.name.utf8)
            text.append(contentsOf: field.value.utf8)
        }
        return Base64.encode(MessageDigest.hmacSHA1.digest(of: text, key: Array(token.utf8)))
    }
}
