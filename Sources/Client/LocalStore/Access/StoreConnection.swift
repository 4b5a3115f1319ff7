internal import Foundation
internal import GRDB
internal import Glibc
internal import Synchronization

/// The way into the database: connections beside those of other processes, one that has the file for itself, or one that
/// only reads.
///
/// Connections that share a file want room beside it for the memory that they have in common. Where the disk has none, the
/// file is opened for this process alone, which takes none: what is there can be read. Once there is room it is opened
/// anew, beside others. So is one that could only be read, once it can be written to.
final class StoreConnection: Sendable {
    private enum State: Sendable {
        case shared(any DatabaseWriter)
        case alone(DatabaseQueue)
        case reading(DatabaseQueue)
    }

    /// How the file at a path is opened.
    struct Ways: Sendable {
        let shared: @Sendable (String) throws -> any DatabaseWriter
        let alone: @Sendable (String) throws -> DatabaseQueue
        let reading: @Sendable (String) throws -> DatabaseQueue
    }

    private let path: String
    private let ways: Ways
    private let state: Mutex<State>
    /// Held while the file is used by one connection: it is not opened anew meanwhile.
    private let turn = NSRecursiveLock()

    /// Opens `path` beside others; alone where there is no room for that, and for reading where it cannot be written to.
    init(_ path: String, isWritable: Bool, _ ways: Ways) throws {
        (self.path, self.ways) = (path, ways)
        guard isWritable else {
            state = Mutex(.reading(try ways.reading(path)))
            return
        }
        do {
            state = Mutex(.shared(try ways.shared(path)))
        } catch {
            guard Self.lacksRoom(error) else { throw error }
            state = Mutex(.alone(try ways.alone(path)))
        }
    }

    /// Whether the memory that connections share could not be made, or not be made large enough.
    private static func lacksRoom(_ error: any Error) -> Bool {
        if let error = error as? DatabaseError, error.extendedResultCode == .SQLITE_IOERR_SHMOPEN { return true }
        return StoreError(error, at: nil) == .full
    }

    /// A database in memory.
    init(_ queue: DatabaseQueue) {
        path = ""
        state = Mutex(.shared(queue))
        ways = Ways(shared: { _ in queue }, alone: { _ in queue }, reading: { _ in queue })
    }

    /// What keeps the file from being written to beside others.
    var limit: StoreLimit? {
        switch state.withLock({ $0 }) {
        case .shared: nil
        case .alone: .room
        case .reading: .readOnly(folder: StoreFile.folder(of: path))
        }
    }

    func use<T>(_ body: (any DatabaseWriter) throws -> T) rethrows -> T {
        if case .shared(let database) = state.withLock({ $0 }) { return try body(database) }
        turn.lock()
        defer { turn.unlock() }
        switch state.withLock({ $0 }) {
        case .shared(let database): return try body(database)
        case .alone(let database), .reading(let database): return try body(database)
        }
    }

    /// Opens the file beside others, if it can be written to now and there is room.
    func openAnew() {
        guard limit != nil else { return }
        turn.lock()
        defer { turn.unlock() }
        switch state.withLock({ $0 }) {
        case .shared: return
        case .alone(let lone):
            if hasRoom() { replace(lone, else: ways.alone) { .alone($0) } }
        case .reading(let lone):
            if StoreFile.isWritable(path) { replace(lone, else: ways.reading) { .reading($0) } }
        }
    }

    private func replace(
        _ lone: DatabaseQueue, else way: (String) throws -> DatabaseQueue, _ asBefore: (DatabaseQueue) -> State
    ) {
        // Nobody else can open it before this one has let go.
        try? lone.close()
        // Where that fails something was in the way after all, and where this fails too, the next write tries again.
        if let shared = try? ways.shared(path) {
            state.withLock { $0 = .shared(shared) }
        } else if let lone = try? way(path) {
            state.withLock { $0 = asBefore(lone) }
        }
    }

    /// Whether as much can be written as connections want to share, found out by doing so.
    private func hasRoom() -> Bool {
        let probe = path + "-room"
        let descriptor = Glibc.open(probe, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return false }
        defer {
            close(descriptor)
            unlink(probe)
        }
        let bytes = [UInt8](repeating: 0, count: Self.shared)
        return write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
    }

    /// What connections share at first, in bytes.
    private static let shared = 65_536
}
