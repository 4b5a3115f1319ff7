internal import COpenSSL

/// Keyed digests, by which the receiver of a request knows that its sender holds the same secret.
package enum MessageDigest: Hashable, Sendable {
    /// RFC 2104 with SHA-1: what Twilio signs its webhooks with.
    case hmacSHA1
    /// RFC 2104 with SHA-256.
    case hmacSHA256

    /// The digest of `bytes` under `key`: 20 bytes with SHA-1, 32 with SHA-256.
    package func digest(of bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        let algorithm = self == .hmacSHA1 ? EVP_sha1() : EVP_sha256()
        var digest = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
        var length: UInt32 = 0
        let made = HMAC(algorithm, key, Int32(clamping: key.count), bytes, bytes.count, &digest, &length)
        precondition(made != nil, "libcrypto has no memory left for a digest.")
        return Array(digest.prefix(Int(length)))
    }
}

/// Whether two byte strings are equal, in a time that tells nothing about where they differ. Their lengths may show.
package func constantTimeEquals(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && CRYPTO_memcmp(one, other, one.count) == 0
}
