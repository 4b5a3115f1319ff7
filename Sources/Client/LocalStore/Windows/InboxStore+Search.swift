internal import GRDB
package import Messaging

extension InboxStore {
    /// The newest messages in which the text occurs, in their words or their leads' names and numbers; older than
    /// `before`, where given.
    ///
    /// Whole words and beginnings of words come from one index. Only where these do not fill the answer are pieces of
    /// words looked for, which is also how scripts without spaces are found.
    package func search(_ text: String, limit: Int = 50, before: MessageID? = nil) throws(StoreError) -> [SearchHit] {
        try read { db in
            let wanted = SearchText(text)
            let bound = before?.rawValue ?? Int64.max
            var ids = try Self.wordMatches(wanted, bound, limit, db)
            if ids.count < limit { ids.formUnion(try Self.pieceMatches(wanted, bound, limit, db)) }
            return try ids.sorted(by: >).prefix(limit).compactMap { try Self.hit($0, db) }
        }
    }

    private static func wordMatches(_ text: SearchText, _ bound: Int64, _ limit: Int, _ db: Database) throws -> Set<
        Int64
    > {
        guard let words = text.words else { return [] }
        let query = try db.prepared(
            """
            SELECT rowid FROM message_words WHERE message_words MATCH ?1 AND rowid < ?2
            ORDER BY rowid DESC LIMIT ?3
            """)
        query.bind(1, words)
        query.bind(2, bound)
        query.bind(3, limit)
        return try ids(query)
    }

    private static func pieceMatches(_ text: SearchText, _ bound: Int64, _ limit: Int, _ db: Database) throws -> Set<
        Int64
    > {
        guard !text.pieces.isEmpty else { return [] }
        // An escape sign in a pattern would keep SQLite from using the index.
        let conditions =
            (text.pieces.indices.map { "body LIKE ?\($0 + 3)" }
            + text.signs.map { "instr(body, '\($0)') > 0" }).joined(separator: " AND ")
        let query = try db.prepared(
            "SELECT rowid FROM message_pieces WHERE \(conditions) AND rowid < ?1 ORDER BY rowid DESC LIMIT ?2")
        query.bind(1, bound)
        query.bind(2, limit)
        for (place, piece) in text.pieces.enumerated() { query.bind(Int32(place + 3), piece) }
        return try ids(query)
    }

    private static func ids(_ query: Prepared) throws -> Set<Int64> {
        var ids: Set<Int64> = []
        while try query.step() { ids.insert(query.int(0)) }
        return ids
    }

    private static func hit(_ id: Int64, _ db: Database) throws -> SearchHit? {
        let query = try db.prepared(
            "SELECT \(MessageRows.columns) FROM message m \(MessageRows.joins) WHERE m.id = ?1")
        query.bind(1, id)
        guard let message = try MessageRows.all(query, db).first,
            let lead = try LeadRows.one(db, id: message.leadID.rawValue)
        else { return nil }
        return SearchHit(message: message, lead: lead)
    }
}
