internal import Glibc
internal import Synchronization

/// The right to pull and to send for a profile: held by one process at a time.
///
/// It is a lock of the kernel's on a file, so it is free again the moment its process ends, however that ends. The file
/// says who holds it, for those who find it taken.
package final class EngineLock: Sendable {
    private let path: String?
    private let name: String
    private let descriptor = Mutex<Int32>(-1)

    /// `path` is a file of its own beside the database, and `name` the name of this process's run.
    package init(path: String, name: String = "") { (self.path, self.name) = (path, name) }

    private init() { (path, name) = (nil, "") }

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
            Self.write(name, to: opened)
            held = opened
            return true
        }
    }

    package func giveBack() {
        descriptor.withLock { held in
            if held >= 0, path != nil {
                Self.write("", to: held)
                close(held)
            }
            held = -1
        }
    }

    /// The name of the run that has the lock, or had it when it was killed; `nil` where none is known.
    package static func holder(at path: String) -> String? {
        let opened = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard opened >= 0 else { return nil }
        defer { close(opened) }
        var bytes = [UInt8](repeating: 0, count: 256)
        let count = read(opened, &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// Where the name cannot be written, nobody learns it: the lock holds all the same.
    private static func write(_ name: String, to file: Int32) {
        guard ftruncate(file, 0) == 0 else { return }
        _ = Array(name.utf8).withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    }
}
