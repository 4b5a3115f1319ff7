internal import Synchronization

/// Words that are certainly in the table of words, so that it need not be asked again: most messages are made of few.
///
/// Holds hashes, and no more than a few thousand of them; forgetting costs time only.
final class KnownWords: Sendable {
    private let hashes = Mutex<Set<UInt64>>([])

    func isKnown(_ hash: UInt64) -> Bool { hashes.withLock { $0.contains(hash) } }

    /// Takes over the words of a transaction that was committed.
    func add(_ words: Set<UInt64>) {
        hashes.withLock { hashes in
            if hashes.count + words.count > Self.most { hashes.removeAll(keepingCapacity: true) }
            hashes.formUnion(words)
        }
    }

    private static let most = 16_384
}
