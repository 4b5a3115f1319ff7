internal import Foundation
internal import GRDB
internal import Glibc
internal import Synchronization

/// The way into the database: connections beside those of other processes, or one that has the file for itself.
///
/// Connections that share a file want room beside it for the memory that they have in common. Where the disk has none, the
/// file is opened for this process alone, which takes none: what is there can be read. Once there is room it is opened
/// anew, beside others.
final class StoreConnection: Sendable {
    private enum State: Sendable {
        case shared(any DatabaseWriter)
        case alone(DatabaseQueue)
    }

    private let path: String
    private let open: @Sendable (String) throws -> any DatabaseWriter
    private let openAlone: @Sendable (String) throws -> DatabaseQueue
    private let state: Mutex<State>
    /// Held while the file is used alone: it is not opened anew meanwhile.
    private let turn = NSRecursiveLock()

    /// Opens `path` by `open`, or by `openAlone` where there is no room for that.
    init(
        _ path: String, open: @escaping @Sendable (String) throws -> any DatabaseWriter,
        openAlone: @escaping @Sendable (String) throws -> DatabaseQueue
    ) throws {
        (self.path, self.open, self.openAlone) = (path, open, openAlone)
        do {
            state = Mutex(.shared(try open(path)))
        } catch {
            guard Self.lacksRoom(error) else { throw error }
            state = Mutex(.alone(try openAlone(path)))
        }
    }

    /// Whether the memory that connections share could not be made, or not be made large enough.
    private static func lacksRoom(_ error: any Error) -> Bool {
        if let error = error as? DatabaseError, error.extendedResultCode == .SQLITE_IOERR_SHMOPEN { return true }
        return StoreError(error) == .full
    }

    /// A database in memory.
    init(_ queue: DatabaseQueue) {
        path = ""
        state = Mutex(.shared(queue))
        open = { _ in queue }
        openAlone = { _ in queue }
    }

    /// Whether there was no room to share the file.
    var isAlone: Bool { state.withLock { if case .alone = $0 { true } else { false } } }

    func use<T>(_ body: (any DatabaseWriter) throws -> T) rethrows -> T {
        if case .shared(let database) = state.withLock({ $0 }) { return try body(database) }
        turn.lock()
        defer { turn.unlock() }
        switch state.withLock({ $0 }) {
        case .shared(let database): return try body(database)
        case .alone(let database): return try body(database)
        }
    }

    /// Opens the file beside others, if there is room now.
    func seekRoom() {
        guard isAlone else { return }
        turn.lock()
        defer { turn.unlock() }
        guard case .alone(let lone) = state.withLock({ $0 }), hasRoom() else { return }
        // Nobody else can open it before this one has let go.
        try? lone.close()
        // Where that fails there was too little room after all, and where this fails too, the next write tries again.
        if let shared = try? open(path) {
            state.withLock { $0 = .shared(shared) }
        } else if let lone = try? openAlone(path) {
            state.withLock { $0 = .alone(lone) }
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
