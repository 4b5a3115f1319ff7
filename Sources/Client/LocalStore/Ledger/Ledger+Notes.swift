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

    /// The place up to which what came to a number of ours counts as read, as it was there before its lists were first
    /// read: which they are now, where that is unknown and `firstReadAt` is given.
    func readFloor(of number: PhoneNumber?, firstReadAt: Instant?) throws -> Int64? {
        guard let number else { return readFloor }
        if let floor = readFloors[number] { return floor }
        let query = try db.prepared("SELECT min(read_floor) FROM list_cursor WHERE number = ?1")
        query.bind(1, number.e164)
        let stored = try query.firstInt()
        let floor = stored > 0 ? stored : firstReadAt.map(TimePlace.floor)
        readFloors[number] = floor
        return floor
    }

    /// A message that was there before its list was first read does not make a lead unread that was read until then.
    func countAsRead(_ place: Int64, of lead: Int64, before floor: Int64) throws {
        guard place <= floor else { return }
        try change(lead) { lead in
            if lead.unread == 0, lead.readPosition < place { lead.readPosition = place }
        }
    }
}
