internal import Glibc
internal import Secrets
internal import Synchronization
internal import Transport

/// A file that is being written, piece by piece; it is gone where nobody keeps it.
package final class MediaDraft: BodySink {
    let path: String
    private let limit: Int
    private let writing: Mutex<Writing>

    private struct Writing {
        var descriptor: Int32
        var size = 0
        var head: [UInt8] = []
        let hash = ContentHash()
        var isTooLarge = false
        var hasFailed = false
        var isKept = false
    }

    init(path: String, descriptor: Int32, limit: Int) {
        (self.path, self.limit) = (path, limit)
        writing = Mutex(Writing(descriptor: descriptor))
    }

    deinit {
        writing.withLock { writing in
            if writing.descriptor >= 0 { Glibc.close(writing.descriptor) }
            if !writing.isKept { unlink(path) }
        }
    }

    /// Whether more came than it may hold.
    package var isTooLarge: Bool { writing.withLock { $0.isTooLarge } }

    package var isEmpty: Bool { writing.withLock { $0.size == 0 } }

    /// Writes a piece; whether it was taken.
    package func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let bytes = [UInt8](bytes)
        return writing.withLock { writing in
            guard bytes.count <= limit - writing.size else {
                writing.isTooLarge = true
                return false
            }
            guard Self.write(bytes, to: writing.descriptor) else {
                writing.hasFailed = true
                return false
            }
            let room = MediaType.lookedAt - writing.head.count
            if room > 0 { writing.head.append(contentsOf: bytes.prefix(room)) }
            writing.hash.update(bytes)
            writing.size += bytes.count
            return true
        }
    }

    /// Ends the writing; what lies there is on the disk then.
    func close() throws(MediaFault) -> StoredMedia {
        let stored = writing.withLock { writing -> StoredMedia? in
            guard !writing.hasFailed, !writing.isTooLarge, fsync(writing.descriptor) == 0 else { return nil }
            Glibc.close(writing.descriptor)
            (writing.descriptor, writing.isKept) = (-1, true)
            return StoredMedia(
                hash: writing.hash.finish(), size: writing.size, type: MediaType.of(writing.head))
        }
        guard let stored else { throw MediaFault("a file cannot be written") }
        return stored
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}
