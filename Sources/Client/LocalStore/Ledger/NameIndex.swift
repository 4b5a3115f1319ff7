internal import GRDB
internal import Messaging

/// How messages are told apart by what the remote calls them.
///
/// The remote's names are random, so an index of them is written all over: while a long history is taken in, every page
/// of it would rewrite most of that index, which was a third of all work. So then they stand by the moment of their
/// creation, which the remote never changes and which history goes through in order. When history is here they are
/// listed by name as well, in their order and a few in each transaction (`NameRun`). A message that was stored twice
/// meanwhile, since the remote did not tell that moment or told another one, is found by then and goes.
enum NameIndex {
    /// By an index of names; a mirror that never took in a long history stays so.
    case indexed
    /// By moment and name, while history is taken in.
    case byMoment
    /// The same, while names are being listed: whoever stores a message lists it.
    case listing
    /// By the list, which is whole.
    case listed

    static let byMomentIndex = """
        CREATE UNIQUE INDEX message_by_moment ON message (created_at, external_id) WHERE external_id IS NOT NULL
        """

    /// From so many messages on it is not worth it to begin, as the index has to be taken down first.
    static let fewest = 5_000

    var keepsList: Bool { self == .listing || self == .listed }
}

extension Database {
    func nameIndex() throws -> NameIndex {
        guard try prepared("SELECT 1 FROM sqlite_master WHERE name = 'message_by_moment'").firstInt() == 1 else {
            return .indexed
        }
        let notes = try prepared("SELECT count(*) FROM note WHERE key IN ('names_reach', 'names_whole')")
        return switch try notes.firstInt() {
        case 0: .byMoment
        case 1: .listing
        default: .listed
        }
    }

    /// What stands in a query for the id of the message that the remote calls `name`.
    func messageID(named name: String) throws -> String {
        switch try nameIndex() {
        case .indexed, .byMoment, .listing: "(SELECT id FROM message WHERE external_id = \(name))"
        case .listed: "(SELECT message_id FROM message_name WHERE external_id = \(name))"
        }
    }
}

extension InboxStore {
    /// Prepares for a page of a long history.
    func prepareNamesForHistory(now: Instant) throws(StoreError) {
        let (count, index) = try read { db in
            (try db.prepared("SELECT messages FROM tally").firstInt(), try db.nameIndex())
        }
        guard index == .indexed, count < NameIndex.fewest else { return }
        try write(.fetched, now: now) { ledger in
            try ledger.db.execute(sql: "DROP INDEX IF EXISTS message_by_sid")
            try ledger.db.execute(sql: NameIndex.byMomentIndex)
        }
    }

    /// Whether the message is here.
    package func knows(_ remote: RemoteMessage) throws(StoreError) -> Bool {
        try read { db in
            let index = try db.nameIndex()
            let hasMoment = remote.createdAt != nil && (index == .byMoment || index == .listing)
            let query = try db.prepared(
                hasMoment
                    ? "SELECT 1 FROM message WHERE external_id = ?1 AND created_at = ?2"
                    : "SELECT \(try db.messageID(named: "?1")) IS NOT NULL AND ?2 IS ?2")
            query.bind(1, SIDKey(remote.externalID))
            query.bind(2, remote.createdAt)
            return try query.firstInt() == 1
        }
    }
}
