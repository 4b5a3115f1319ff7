internal import COpenSSL

/// Bytes that nobody can guess, from the system's generator.
package enum Randomness {
    /// Fresh bytes for tokens and identifiers. A system without randomness is no place to go on, so that stops the
    /// program.
    package static func bytes(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        precondition(RAND_bytes(&bytes, Int32(count)) == 1, "The system gives no random bytes.")
        return bytes
    }

    /// A token of `count` random bytes in lower-case hexadecimal.
    package static func token(bytes count: Int = 16) -> String {
        Hexadecimal.lowercase(bytes(count))
    }
}
