internal import Glibc
internal import Synchronization

/// The right to pull and to send for a profile: held by one process at a time.
///
/// It is a lock of the kernel's on a file, so it is free again the moment its process ends, however that ends.
package final class EngineLock: Sendable {
    private let path: String?
    private let descriptor = Mutex<Int32>(-1)

    /// `path` is a file of its own beside the database.
    package init(path: String) { self.path = path }

    private init() { path = nil }

    /// A lock that nobody else can know of, for stores in memory.
    package static func alone() -> EngineLock { EngineLock() }

    deinit { giveBack() }

    package var isHeld: Bool { descriptor.withLock { $0 >= 0 } }

    /// Takes the lock if it is free, and does not wait: `false` where another process has it. Throws where nobody could
    /// have it, because the file cannot be opened or locked.
    package func tryAcquire() throws(StoreError) -> Bool {
        try descriptor.withLock { (held) throws(StoreError) in
            guard held < 0 else { return true }
            guard let path else {
                held = .max
                return true
            }
            let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
            guard opened >= 0 else { throw StoreFile.problem(path, errno) }
            guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                close(opened)
                if code == EWOULDBLOCK { return false }
                throw .unsafeFile(path: path, reason: "cannot be locked (\(code))")
            }
            held = opened
            return true
        }
    }

    package func giveBack() {
        descriptor.withLock { held in
            if held >= 0, path != nil { close(held) }
            held = -1
        }
    }
}
