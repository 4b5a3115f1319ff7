internal import COpenSSL

// Sendable without the compiler's proof: the memory is written in `init` and read ever after; `deinit` runs when nobody
// else has it.
/// Bytes that are to be known nowhere else, in memory of their own that is overwritten when nobody needs them any more.
///
/// What is made of them (a text, a request's header) is out of reach here; so they stay bytes for as long as they can.
package final class SecretBytes: @unchecked Sendable {
    private let memory: UnsafeMutableRawBufferPointer

    /// Memory of `count` bytes, filled by `fill`.
    package init<Failure: Error>(
        count: Int, _ fill: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        // An empty allocation has no address, which C asks for.
        memory = .allocate(byteCount: max(1, count), alignment: 16)
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        self.count = count
        try fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<count]))
    }

    package convenience init(_ bytes: some Collection<UInt8>) {
        self.init(count: bytes.count) { $0.copyBytes(from: bytes) }
    }

    /// Fresh bytes that nobody can guess.
    package static func random(_ count: Int) -> SecretBytes {
        SecretBytes(count: count) { memory in
            let made = RAND_bytes(memory.assumingMemoryBound(to: UInt8.self).baseAddress, Int32(count))
            precondition(made == 1, "The system gives no random bytes.")
        }
    }

    deinit {
        OPENSSL_cleanse(memory.baseAddress, memory.count)
        memory.deallocate()
    }

    package let count: Int

    /// Lends the bytes; they are not to be kept.
    package func withBytes<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    }

    /// The bytes as a text, which nobody can wipe; `nil` where they are no UTF-8.
    package var text: String? { withBytes { String(validating: $0, as: UTF8.self) } }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "\(count) secret bytes" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

extension SecretBytes: Equatable {
    /// In a time that tells nothing about where they differ.
    package static func == (one: SecretBytes, other: SecretBytes) -> Bool {
        one.count == other.count && CRYPTO_memcmp(one.memory.baseAddress, other.memory.baseAddress, one.count) == 0
    }
}
