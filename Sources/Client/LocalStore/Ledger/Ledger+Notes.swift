internal import Messaging

extension Ledger {
    func note(_ key: String) throws -> Int64? {
        let query = try db.prepared("SELECT value FROM note WHERE key = ?1")
        query.bind(1, key)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return query.optionalInt(0)
    }

    func setNote(_ key: String, _ value: Int64) throws {
        let insert = try db.prepared("INSERT OR REPLACE INTO note (key, value) VALUES (?1, ?2)")
        insert.bind(1, key)
        insert.bind(2, value)
        try insert.run()
    }

    /// The present moment by the remote's clock, as well as it was known at the last commit: what is written here has
    /// to stand in time where the remote would put it, however wrong this machine's clock is.
    var remoteNow: Instant {
        get throws { now + .milliseconds(try note("clock_offset") ?? 0) }
    }

    /// Remembers how far the remote's clock is ahead of ours, where that has changed by more than requests take.
    func noteRemoteClock(_ instant: Instant) throws {
        let offset = (instant - now).inMilliseconds
        guard abs(offset - (try note("clock_offset") ?? 0)) > 5000 else { return }
        try setNote("clock_offset", offset)
    }

    /// The first sync begins: what is older than this counts as read.
    func beginFirstSync(at instant: Instant) throws {
        guard readFloor == nil else { return }
        readFloor = TimePlace.floor(instant)
        try setNote("read_floor", TimePlace.floor(instant))
    }
}
