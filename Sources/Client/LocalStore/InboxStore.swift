internal import Foundation
internal import GRDB
package import Messaging

/// The mirror of one account in one SQLite file: leads, messages, drafts and the outbox.
///
/// Every write is one named transaction that keeps the counts and sort keys it touches, so that reading never has to
/// count. Reads take one screen of rows and never wait for a writer, be it in this process or another. All functions
/// block for as long as the disk does: call them from a background queue. Several processes may have the same file
/// open.
package final class InboxStore: Sendable {
    package let source: AccountSource
    /// The file, or `nil` in memory.
    package var path: String? { place?.path }
    let place: FilePlace?
    /// Names this process's own rows of the outbox, so that those of a dead one are recognised.
    package let session: String
    let connection: StoreConnection
    let listeners = Listeners()
    let words = KnownWords()
    let memory = WritingMemory()
    /// Makes names for decisions to send that have none yet.
    let newName: @Sendable () -> IntentID

    /// Opens the file, or makes it, with only this user's rights on it and its folder.
    ///
    /// `session` is any text that no other run of a program has; `newName` gives a name that nothing has.
    package init(
        path: String, source: AccountSource, session: String,
        newName: @escaping @Sendable () -> IntentID
    ) throws(StoreError) {
        (self.source, self.session, self.newName) = (source, session, newName)
        do {
            let isWritable = try StoreFile.secure(path)
            connection = try StoreConnection(
                path, isWritable: isWritable,
                StoreConnection.Ways(
                    shared: { try Self.open($0, source) }, alone: { try Self.openAlone($0, source) },
                    reading: { try Self.openForReading($0, source) }))
            place = FilePlace(path)
        } catch {
            throw StoreError(error, at: path)
        }
    }

    private static func open(_ path: String, _ source: AccountSource) throws -> any DatabaseWriter {
        let pool = try DatabasePool(path: path, configuration: configuration())
        try pool.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864")
            try Schema.prepare(db, source: source)
        }
        return pool
    }

    private static func openAlone(_ path: String, _ source: AccountSource) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration(isAlone: true))
        try queue.writeWithoutTransaction { try Schema.prepare($0, source: source) }
        return queue
    }

    /// Opens the file where nothing can be written. One whose write-ahead file may hold something is read with that, and
    /// with the memory that processes share; beside one that was folded neither need be there.
    private static func openForReading(_ path: String, _ source: AccountSource) throws -> DatabaseQueue {
        var configuration = configuration()
        configuration.readonly = true
        func open(_ place: String) throws -> DatabaseQueue {
            let queue = try DatabaseQueue(path: place, configuration: configuration)
            try queue.writeWithoutTransaction { try Schema.prepare($0, source: source) }
            return queue
        }
        do {
            return try open(path)
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CANTOPEN {
            guard StoreFile.isFolded(path) else { throw error }
            return try open(StoreFile.unchangingAddress(path))
        }
    }

    /// Why the file could not be opened as it is to be, where it could be opened at all.
    package var limit: StoreLimit? { connection.limit }

    private init(
        inMemory source: AccountSource, session: String, newName: @escaping @Sendable () -> IntentID
    ) throws(StoreError) {
        (self.source, place, self.session, self.newName) = (source, nil, session, newName)
        do {
            let queue = try DatabaseQueue(configuration: Self.configuration())
            try queue.writeWithoutTransaction { try Schema.prepare($0, source: source) }
            connection = StoreConnection(queue)
        } catch {
            throw StoreError(error, at: nil)
        }
    }

    /// A store that is gone when it is let go of.
    package static func inMemory(
        source: AccountSource, session: String = "memory", newName: @escaping @Sendable () -> IntentID
    ) throws(StoreError) -> InboxStore {
        try InboxStore(inMemory: source, session: session, newName: newName)
    }

    /// Folds the write-ahead file back into the database, which whoever opens it next would otherwise have to read.
    ///
    /// For a process that is about to end; others that are reading are waited for a moment only.
    package func fold() {
        // The write-ahead file may be that of another database by now.
        if place?.isLost ?? false { return }
        // What another process prevents is made up for by it.
        try? connection.use { database in
            try database.writeWithoutTransaction { db in
                defer { try? db.execute(sql: "PRAGMA busy_timeout = \(Self.patience * 1000)") }
                try db.execute(sql: "PRAGMA busy_timeout = 200; PRAGMA wal_checkpoint(TRUNCATE)")
            }
        }
    }

    /// Ends every connection. Waits for the transaction that is running.
    package func close() throws(StoreError) {
        fold()
        do {
            try connection.use { try $0.close() }
        } catch {
            throw StoreError(error, at: path)
        }
    }

    /// How long a transaction waits for one of another process, in seconds.
    private static let patience = 5

    private static func configuration(isAlone: Bool = false) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(TimeInterval(patience))
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // Before anything else: only a connection that has never shared can do without the shared memory.
            if isAlone { try db.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
            try db.execute(sql: "\(WritingMemory.usual); PRAGMA temp_store = MEMORY")
        }
        return configuration
    }
}
