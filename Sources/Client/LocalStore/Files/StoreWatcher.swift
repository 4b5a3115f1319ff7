internal import Foundation
internal import GRDB
internal import Glibc

/// Calls back soon after anybody, here or in another process, has changed the database.
///
/// A commit of another process shows as a write to the write-ahead file, of which the kernel tells, and then as a new
/// `data_version`. The file is written some time before the commit counts, up to a slow disk's flush, so after each
/// sign the version is looked at again and again for a quarter of a second; between signs nothing runs. It notices as
/// well when the file is moved away, replaced or deleted; from then on the store refuses to read and to write.
package final class StoreWatcher: Sendable {
    private let changed: @Sendable () -> Void
    private let bell: Bell

    /// `changed` is called on a thread of the watcher's own and should only leave word somewhere.
    package init(_ store: InboxStore, changed: @escaping @Sendable () -> Void) throws(StoreError) {
        self.changed = changed
        bell = try Bell()
        let bell = bell
        store.listeners.add { bell.ring() }
        guard let place = store.place else {
            start { bell in
                while bell.wait(beside: -1, atMost: -1) { changed() }
            }
            return
        }
        let signs = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard signs >= 0, inotify_add_watch(signs, place.path + "-wal", UInt32(IN_MODIFY)) >= 0,
            inotify_add_watch(signs, place.path, UInt32(IN_ATTRIB | IN_MOVE_SELF)) >= 0
        else {
            throw .ourFault(detail: "the database cannot be watched (\(errno))")
        }
        let connection = store.connection
        start { bell in
            Self.watch(place, of: connection, signs: signs, bell: bell, changed: changed)
            Glibc.close(signs)
        }
    }

    deinit { stop() }

    /// Ends the calls. One that has begun may still be running.
    package func stop() { bell.silence() }

    private func start(_ body: @escaping @Sendable (Bell) -> Void) {
        let bell = bell
        let thread = Thread {
            // Signals are the main thread's: one that landed here would not wake its poll.
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            body(bell)
        }
        thread.stackSize = 256 * 1024
        thread.start()
    }

    private static func watch(
        _ place: FilePlace, of connection: StoreConnection, signs: Int32, bell: Bell, changed: () -> Void
    ) {
        var queue = look(at: place, beside: connection)
        // Nothing is known before the first sign: what it tells of may have been committed before this thread began.
        var known: Int64?
        var wait: Int32 = -1
        while bell.wait(beside: signs, atMost: wait) {
            wait = drain(signs) || wait < 0 ? 1 : wait >= 128 ? -1 : wait * 2
            if place.isLost {
                // Told once: whoever reads then learns why there is nothing more to read.
                if known != Self.lost { changed() }
                known = Self.lost
                continue
            }
            queue = queue ?? look(at: place, beside: connection)
            let now = queue.map(version)
            if now != known || queue == nil {
                known = now
                changed()
            }
        }
    }

    /// A connection of the watcher's own. Without it, for want of descriptors say, it cannot tell a commit from a mere write.
    ///
    /// There is none while the folder can only be read. Connections of a process share one mapping of the `-shm` file,
    /// and one that was opened for reading would keep those that come later from writing, for as long as it is there.
    private static func look(at place: FilePlace, beside connection: StoreConnection) -> DatabaseQueue? {
        if case .readOnly = connection.limit { return nil }
        var configuration = Configuration()
        configuration.readonly = true
        return try? DatabaseQueue(path: place.path, configuration: configuration)
    }

    private static let lost: Int64 = -1

    /// Reads what the kernel has to tell; `true` when it was something.
    private static func drain(_ signs: Int32) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 8) { buffer in
            var found = false
            while Glibc.read(signs, buffer.baseAddress, buffer.count) > 0 { found = true }
            return found
        }
    }

    private static func version(_ queue: DatabaseQueue) -> Int64 {
        // A failure to look is no news; the next sign brings another look.
        (try? queue.unsafeRead { try $0.prepared("PRAGMA data_version").firstInt() }) ?? 0
    }
}

/// A pipe that wakes the watcher's thread.
private final class Bell: Sendable {
    private let ends: (out: Int32, in: Int32)

    init() throws(StoreError) {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else { throw .ourFault(detail: "no pipe (\(errno))") }
        for end in pair {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        ends = (pair[0], pair[1])
    }

    deinit {
        close(ends.out)
        close(ends.in)
    }

    func ring() { send(1) }

    func silence() { send(0) }

    private func send(_ byte: UInt8) {
        var byte = byte
        // A full pipe wakes as well as a fuller one.
        _ = write(ends.in, &byte, 1)
    }

    /// Waits for a ring, or for something on `other`; `false` once silenced. Returns after `milliseconds` at the
    /// latest.
    func wait(beside other: Int32, atMost milliseconds: Int32) -> Bool {
        var watched = [
            pollfd(fd: ends.out, events: Int16(POLLIN), revents: 0),
            pollfd(fd: other, events: Int16(POLLIN), revents: 0),
        ]
        _ = poll(&watched, 2, milliseconds)
        guard watched[0].revents != 0 else { return true }
        var bytes = [UInt8](repeating: 1, count: 64)
        let count = read(ends.out, &bytes, bytes.count)
        return count <= 0 || !bytes.prefix(count).contains(0)
    }
}
