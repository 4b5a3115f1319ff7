internal import GRDB
package import Messaging

/// How messages are told apart by what the remote calls them.
///
/// The remote's names are random, so an index of them is written all over: while a long history is taken in, every page
/// of it would rewrite most of that index, which was a third of all work. So then they stand by the moment of their
/// creation, which the remote never changes and which history goes through in order; and the index by name alone is
/// made in one go when history is here, or large enough. A message that was stored twice meanwhile, since the remote
/// did not tell that moment or told another one, is found by then and goes.
enum NameIndex {
    static let byName = """
        CREATE UNIQUE INDEX message_by_sid ON message (external_id) WHERE external_id IS NOT NULL
        """
    static let byMoment = """
        CREATE UNIQUE INDEX message_by_moment ON message (created_at, external_id) WHERE external_id IS NOT NULL
        """

    /// From so many messages on it is not worth it to begin, as the index has to be taken down first.
    static let fewest = 5_000
    /// So many at most are put into the index by name at once, which takes about two seconds.
    static let most = 1_500_000
}

extension Database {
    /// Whether the remote's names are told apart by moment.
    func namesByMoment() throws -> Bool {
        try prepared("SELECT 1 FROM sqlite_master WHERE name = 'message_by_moment'").firstInt() == 1
    }
}

extension InboxStore {
    /// Prepares for a page of a long history.
    func prepareNamesForHistory(now: Instant) throws(StoreError) {
        let (count, isByMoment) = try read { db in
            (try db.prepared("SELECT messages FROM tally").firstInt(), try db.namesByMoment())
        }
        if !isByMoment, count < NameIndex.fewest {
            try changeNames(now: now) { ledger in
                try ledger.db.execute(sql: "DROP INDEX IF EXISTS message_by_sid")
                try ledger.db.execute(sql: NameIndex.byMoment)
            }
        } else if isByMoment, count >= NameIndex.most {
            try endHistory(now: now)
        }
    }

    /// Whether the message is here.
    package func knows(_ remote: RemoteMessage) throws(StoreError) -> Bool {
        try read { db in
            let query = try db.prepared(
                try remote.createdAt != nil && db.namesByMoment()
                    ? "SELECT 1 FROM message WHERE external_id = ?1 AND created_at = ?2"
                    : "SELECT 1 FROM message WHERE external_id = ?1 AND ?2 IS ?2")
            query.bind(1, SIDKey(remote.externalID))
            query.bind(2, remote.createdAt)
            return try query.firstInt() == 1
        }
    }

    /// To be called when no more history is to be taken in for now. Costs nothing where none was.
    package func endHistory(now: Instant) throws(StoreError) {
        guard memory.mayHaveHistory else { return }
        if try read({ db in try db.namesByMoment() }) {
            try changeNames(now: now) { ledger in
                guard try ledger.db.namesByMoment() else { return }
                try ledger.deleteDoubles()
                try ledger.db.execute(sql: NameIndex.byName)
                try ledger.db.execute(sql: "DROP INDEX message_by_moment")
            }
        }
        memory.noteHistoryEnded()
    }

    private func changeNames(now: Instant, _ body: (Ledger) throws -> Void) throws(StoreError) {
        try write(.fetched, now: now) { try body($0) }
    }
}

extension Ledger {
    /// Takes out what was stored more than once under one name. What was written here stays, else what came first.
    fileprivate func deleteDoubles() throws {
        let query = try db.prepared(
            """
            SELECT external_id FROM message WHERE external_id IS NOT NULL GROUP BY external_id HAVING count(*) > 1
            """)
        var names: [SIDKey] = []
        while try query.step() { if let name = query.externalID(0) { names.append(SIDKey(name)) } }
        for name in names {
            let copies = try db.prepared(
                "SELECT id FROM message WHERE external_id = ?1 ORDER BY made_here DESC, id")
            copies.bind(1, name)
            var ids: [Int64] = []
            while try copies.step() { ids.append(copies.int(0)) }
            for id in ids.dropFirst() { if let copy = try message(id) { try delete(copy) } }
        }
    }
}
