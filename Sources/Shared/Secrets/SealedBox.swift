internal import COpenSSL

/// AES-256 in Galois/Counter Mode (NIST SP 800-38D), with nonces of 96 bits and whole tags.
enum SealedBox {
    static let keyLength = 32
    static let nonceLength = 12
    static let tagLength = 16

    /// The ciphertext with its tag behind it.
    static func seal(_ plain: SecretBytes, key: SecretBytes, nonce: [UInt8], bound: [UInt8]) -> [UInt8] {
        let cipher = Cipher()
        var output = [UInt8](repeating: 0, count: plain.count + tagLength)
        let isSealed =
            cipher.begin(isSealing: true, key, nonce, bound)
            && plain.withBytes { cipher.feed($0, into: &output) }
            && cipher.finish()
        // Only a key or a nonce of another length, or memory that is used up, can fail here.
        precondition(isSealed && cipher.takeTag(into: &output, at: plain.count), "libcrypto does not seal.")
        return output
    }

    /// What was sealed, or `nil` where the key, the nonce, what it is bound to or a single bit is another.
    static func open(_ sealed: ArraySlice<UInt8>, key: SecretBytes, nonce: [UInt8], bound: [UInt8]) -> SecretBytes? {
        guard sealed.count >= tagLength, nonce.count == nonceLength, key.count == keyLength else { return nil }
        let cipher = Cipher()
        let text = Array(sealed.dropLast(tagLength))
        guard cipher.begin(isSealing: false, key, nonce, bound) else { return nil }
        var isGenuine = false
        let plain = SecretBytes(count: text.count) { memory in
            isGenuine =
                cipher.feed(text, into: memory) && cipher.expect(tag: Array(sealed.suffix(tagLength)))
                && cipher.finish()
        }
        return isGenuine ? plain : nil
    }

    /// One pass of libcrypto over one text.
    private final class Cipher {
        private let context: OpaquePointer

        init() {
            guard let context = EVP_CIPHER_CTX_new() else {
                preconditionFailure("libcrypto has no memory left for a cipher.")
            }
            self.context = context
        }

        // Wipes the key that it holds as well.
        deinit { EVP_CIPHER_CTX_free(context) }

        func begin(isSealing: Bool, _ key: SecretBytes, _ nonce: [UInt8], _ bound: [UInt8]) -> Bool {
            guard key.count == keyLength, nonce.count == nonceLength else { return false }
            let direction: Int32 = isSealing ? 1 : 0
            let isReady = key.withBytes { key in
                EVP_CipherInit_ex(
                    context, EVP_aes_256_gcm(), nil, key.assumingMemoryBound(to: UInt8.self).baseAddress, nonce,
                    direction) == 1
            }
            var length: Int32 = 0
            return isReady
                && (bound.isEmpty || EVP_CipherUpdate(context, nil, &length, bound, Int32(bound.count)) == 1)
        }

        func feed(_ text: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Bool {
            output.withUnsafeMutableBytes { feed(text, into: $0) }
        }

        func feed(_ text: [UInt8], into memory: UnsafeMutableRawBufferPointer) -> Bool {
            text.withUnsafeBytes { feed($0, into: memory) }
        }

        private func feed(_ text: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer) -> Bool {
            guard !text.isEmpty else { return true }
            var length: Int32 = 0
            return EVP_CipherUpdate(
                context, memory.assumingMemoryBound(to: UInt8.self).baseAddress, &length,
                text.assumingMemoryBound(to: UInt8.self).baseAddress, Int32(text.count)) == 1
        }

        func expect(tag: [UInt8]) -> Bool {
            var tag = tag
            return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tagLength), &tag) == 1
        }

        /// Ends the pass, which writes nothing in this mode; when opening, tells whether the tag is the right one.
        func finish() -> Bool {
            var length: Int32 = 0
            var rest = [UInt8](repeating: 0, count: 16)
            return EVP_CipherFinal_ex(context, &rest, &length) == 1
        }

        func takeTag(into output: inout [UInt8], at place: Int) -> Bool {
            output.withUnsafeMutableBytes { memory in
                EVP_CIPHER_CTX_ctrl(
                    context, EVP_CTRL_AEAD_GET_TAG, Int32(tagLength), memory.baseAddress.map { $0 + place }) == 1
            }
        }
    }
}
