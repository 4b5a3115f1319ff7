package import Secrets
internal import TwilioAPI

/// A secret that webhooks may be signed with: an account's auth token, or a key of its own that the header names.
package struct SigningSecret: Sendable {
    /// The name of a shared key; `nil` for an auth token.
    package var key: String?
    package var bytes: SecretBytes

    package init(_ bytes: SecretBytes, key: String? = nil) { (self.bytes, self.key) = (bytes, key) }
}

/// What of a request tells who has signed it.
package struct RequestSignature: Sendable {
    /// All addresses under which it may have been asked for: each public base, with path and query as they came.
    private let texts: [[UInt8]]
    private let signature: [UInt8]
    private let settings: SignatureSettings?

    /// `urls` are whole addresses. A body of JSON counts only where the address holds its hash.
    package init(urls: [[UInt8]], body: [UInt8], isJSON: Bool, signature: String, settings: String?) {
        self.signature = Array(signature.utf8)
        self.settings = SignatureSettings(header: settings)
        let form = isJSON ? nil : WebhookForm(body: body)
        let hash = isJSON ? ContentHash.hex(of: body) : nil
        texts = urls.filter { hash == nil || SignatureText.bodyHash(url: $0) == hash }
            .flatMap { SignatureText.candidates(url: $0, form: form) }
    }

    /// Whether it was made with the secret. The comparison takes the same time wherever the two differ.
    package func isMade(with secret: SigningSecret) -> Bool {
        // An algorithm that is not known signs nothing, and a key that is named is no token.
        guard let settings, settings.key == secret.key else { return false }
        let digest: MessageDigest = settings.algorithm == .hmacSHA1 ? .hmacSHA1 : .hmacSHA256
        let key = secret.bytes.withBytes { Array($0) }
        var isMade = false
        for text in texts {
            let expected = Array(Base64.encode(digest.digest(of: text, key: key)).utf8)
            if constantTimeEquals(expected, signature) { isMade = true }
        }
        return isMade
    }
}
