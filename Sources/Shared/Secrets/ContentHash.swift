internal import COpenSSL

/// The SHA-256 of bytes that arrive piece by piece.
///
/// Not `Sendable`: one owner feeds it and takes the result.
package final class ContentHash {
    private let context: OpaquePointer

    package init() {
        guard let context = EVP_MD_CTX_new(), EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else {
            preconditionFailure("libcrypto has no memory left for a digest.")
        }
        self.context = context
    }

    deinit { EVP_MD_CTX_free(context) }

    package func update(_ bytes: some Collection<UInt8>) {
        if bytes.withContiguousStorageIfAvailable({ EVP_DigestUpdate(context, $0.baseAddress, $0.count) }) == nil {
            EVP_DigestUpdate(context, Array(bytes), bytes.count)
        }
    }

    /// The hash of everything so far in lower-case hexadecimal; further pieces count from nothing again.
    package func finish() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &digest, nil)
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
        return Hexadecimal.lowercase(digest)
    }

    /// The hash of `bytes` in lower-case hexadecimal, 64 characters.
    package static func hex(of bytes: [UInt8]) -> String {
        let hash = ContentHash()
        hash.update(bytes)
        return hash.finish()
    }
}
