internal import GRDB
internal import Synchronization

/// How much memory the writing connection may use: much while history is fetched, little otherwise.
///
/// The ids of history are random, so each page of it touches leaves all over the indexes. With these in memory, and
/// the write-ahead file folded back less often, taking in a million messages takes half the time.
final class WritingMemory: Sendable {
    /// What every connection keeps of the tables: enough for the upper levels of the indexes that a screen needs. The rest
    /// lies in the system's cache, for all processes once.
    static let usual = "PRAGMA cache_size = -250"

    private let isLarge = Mutex(false)
    /// Whether history was taken in since it was last known to have ended; at first nobody knows.
    private let history = Mutex(true)
    private let twins = Mutex(true)
    private let run = Mutex<NameRun?>(nil)

    var mayHaveHistory: Bool { history.withLock { $0 } }

    /// Whether somebody may stand in the table twice; at first nobody knows.
    var mayHaveTwins: Bool { twins.withLock { $0 } }

    func noteNoTwins() { twins.withLock { $0 = false } }

    /// The names that are next to be listed, where they have been read.
    var nextNames: NameRun? {
        get { run.withLock { $0 } }
        set { run.withLock { $0 = newValue } }
    }

    func noteHistoryEnded() { history.withLock { $0 = false } }

    func prepare(_ db: Database, forHistory wanted: Bool) throws {
        let changes = isLarge.withLock { isLarge in
            defer { isLarge = wanted }
            if wanted { history.withLock { $0 = true } }
            return isLarge != wanted
        }
        guard changes else { return }
        try db.execute(
            sql: wanted
                ? "PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000"
                : "\(Self.usual); PRAGMA wal_autocheckpoint = 2000; PRAGMA shrink_memory")
    }
}
