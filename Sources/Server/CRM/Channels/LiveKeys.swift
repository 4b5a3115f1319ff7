package import Secrets
internal import Synchronization

/// The key ring as this node has it at present: what is sealed and opened goes by the file as it was read last.
///
/// A rotation changes the file while nodes serve. Each node reads it anew with every beat of its heart and tells which keys
/// it has then, so that the rotation knows when it may go on.
package final class LiveKeys: Sendable {
    private let file: KeyFile
    private let held: Mutex<KeyRing>

    /// Reads the file, which has to be there.
    package init(file: KeyFile) throws(KeyFileError) {
        self.file = file
        held = Mutex(try file.read())
    }

    package var ring: KeyRing { held.withLock { $0 } }

    /// The names of the keys, the one first that seals.
    package var names: [String] { ring.keys.map(\.id) }

    /// Reads the file anew. Where that fails, the keys stay what they were.
    package func refresh() throws(KeyFileError) {
        let ring = try file.read()
        held.withLock { $0 = ring }
    }
}
