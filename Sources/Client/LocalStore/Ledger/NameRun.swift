internal import GRDB
internal import Messaging

/// Names in their order that are next to be listed, with their messages.
///
/// They are read without keeping anybody from writing, and hold as long as no message went since, which `losses` tells.
struct NameRun {
    private(set) var names: ArraySlice<(name: SIDKey, message: Int64)> = []
    /// Whether there were no others behind them.
    let isLast: Bool
    private let losses: Int64

    /// About so many are read at once, as each time all names are gone through. They take some thirty megabytes for a
    /// while, half of what history had for its tables.
    static let usualLength = 300_000
    /// So many are listed in one transaction.
    private static let step = 3_000

    /// About `length` names that follow those that are listed.
    init(_ db: Database, length: Int = usualLength) throws {
        losses = try Self.losses(db)
        let end = try Self.end(db, length)
        isLast = end == nil
        let query = try db.prepared(
            """
            SELECT external_id, id FROM message INDEXED BY message_by_moment
            WHERE external_id IS NOT NULL AND external_id > (SELECT value FROM note WHERE key = 'names_reach')
            \(end == nil ? "" : "AND external_id <= ?1")
            """)
        if let end { query.bind(1, end) }
        var names: [(name: SIDKey, message: Int64)] = []
        while try query.step() {
            if let name = query.sidKey(0) { names.append((name, query.int(1))) }
        }
        names.sort { ($0.name, $0.message) < ($1.name, $1.message) }
        self.names = names[...]
    }

    /// The name up to which there are about as many as are read at once; `nil` where there are no more.
    ///
    /// To sort all of them for the first few, each time, costs more than all else; so a few are asked for, evenly over
    /// time, and where they stand among each other is where the others do.
    private static func end(_ db: Database, _ length: Int) throws -> SIDKey? {
        let all = Int(try db.prepared("SELECT messages FROM tally").firstInt())
        guard all > length else { return nil }
        let sampled = try db.prepared(
            """
            WITH RECURSIVE bounds AS (SELECT min(id) AS least, max(id) AS greatest FROM message),
                place(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM place WHERE n < \(samples - 1))
            SELECT (SELECT external_id FROM message
                WHERE id >= least + (greatest - least) / \(samples) * n ORDER BY id LIMIT 1)
            FROM place, bounds
            """)
        let reach = try db.prepared("SELECT value FROM note WHERE key = 'names_reach'")
        let begin = try reach.step() ? reach.sidKey(0) : nil
        reach.reset()
        var names: [SIDKey] = []
        while try sampled.step() {
            if let name = sampled.sidKey(0), begin.map({ $0 < name }) ?? true { names.append(name) }
        }
        names.sort()
        let place = length * samples / all
        return names.indices.contains(place) ? names[place] : nil
    }

    private static let samples = 500

    /// Whether every name still stands for its message.
    func holds(_ db: Database) throws -> Bool { try Self.losses(db) == losses }

    mutating func takeStep() -> ArraySlice<(name: SIDKey, message: Int64)> {
        defer { names = names.dropFirst(Self.step) }
        return names.prefix(Self.step)
    }

    private static func losses(_ db: Database) throws -> Int64 {
        try db.prepared("SELECT value FROM note WHERE key = 'names_lost'").firstInt()
    }
}

extension InboxStore {
    /// Lists a few of the names that a long history has brought; false where all are listed, or none need be.
    func listNames(now: Instant) throws(StoreError) -> Bool {
        switch try read({ try $0.nameIndex() }) {
        case .indexed, .listed: return false
        case .byMoment:
            try write(.fetched, now: now) { ledger in
                guard try ledger.db.nameIndex() == .byMoment else { return }
                try ledger.db.execute(sql: "INSERT INTO note (key, value) VALUES ('names_reach', '')")
            }
        case .listing:
            var run = if let kept = memory.nextNames { kept } else { try read { try NameRun($0) } }
            let isOver = try write(.fetched, now: now) { try $0.list(&run) }
            memory.nextNames = isOver ? nil : run
        }
        return true
    }
}

extension Ledger {
    /// Lists the next names; true where the run has come to its end, or holds no longer.
    fileprivate func list(_ run: inout NameRun) throws -> Bool {
        guard names == .listing, try run.holds(db) else { return true }
        let step = run.takeStep()
        for (name, message) in step { try list(name, as: message) }
        if let last = step.last {
            let note = try db.prepared("UPDATE note SET value = ?1 WHERE key = 'names_reach' AND value < ?1")
            note.bind(1, last.name)
            try note.run()
        }
        guard run.names.isEmpty else { return false }
        if run.isLast, try run.holds(db) { try setNote("names_whole", 1) }
        return true
    }

    /// Lists a message that was there before; one that stands under a name that another has is the same once more. What
    /// was written here stays, else what came first.
    private func list(_ name: SIDKey, as id: Int64) throws {
        guard try !addName(name, id), let other = try listed(name), other.id != id, let copy = try message(id) else {
            return
        }
        let goes =
            copy.isMadeHere && !other.isMadeHere || copy.isMadeHere == other.isMadeHere && id < other.id
            ? other : copy
        try delete(goes)
        try addName(name, goes.id == id ? other.id : id)
    }

    /// Adds a name to the list; false where it stands there.
    @discardableResult
    func addName(_ name: SIDKey, _ id: Int64) throws -> Bool {
        let insert = try hot(.addName)
        insert.bind(1, name)
        insert.bind(2, id)
        try insert.run()
        return db.changesCount > 0
    }

    /// The message that is listed under this name.
    func listed(_ name: SIDKey) throws -> MessageRecord? {
        let query = try hot(.findListed)
        query.bind(1, name)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return MessageRecord(query)
    }

    /// Takes a message that goes out of the list.
    func forgetName(of message: MessageRecord) throws {
        guard names.keepsList, let name = message.externalID else { return }
        let delete = try db.prepared("DELETE FROM message_name WHERE external_id = ?1 AND message_id = ?2")
        delete.bind(1, name)
        delete.bind(2, message.id)
        try delete.run()
        if names == .listing { try setNote("names_lost", (try note("names_lost") ?? 0) + 1) }
    }
}
