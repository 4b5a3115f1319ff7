internal import GRDB
package import Messaging

extension InboxStore {
    /// The newest messages in which the text occurs, and the last message of each lead in whose name or number it does;
    /// older than `before`, where given.
    ///
    /// Whole words and beginnings of words come first. Only where these do not fill the answer are pieces of words
    /// looked for.
    package func search(_ text: String, limit: Int = 50, before: MessageID? = nil) throws(StoreError) -> [SearchHit] {
        try read { db in
            let wanted = SearchText(text)
            let bound = before?.rawValue ?? Int64.max
            var ids: Set<Int64> = []
            if let narrow = try wanted.expression({ try Self.words(beginning: $0, db) }) {
                ids = try Self.matches(narrow, bound, limit, db)
            }
            if ids.count < limit, let wide = try wanted.expression({ try Self.words(with: $0, db) }) {
                ids.formUnion(try Self.matches(wide, bound, limit, db))
            }
            if !wanted.signs.isEmpty { ids.formUnion(try Self.messages(withSigns: wanted.signs, bound, limit, db)) }
            ids.formUnion(try Self.lastMessages(ofLeadsWith: text, bound, limit, db))
            return try ids.sorted(by: >).prefix(limit).compactMap { try Self.hit($0, db) }
        }
    }

    private static func matches(_ expression: String, _ bound: Int64, _ limit: Int, _ db: Database) throws -> Set<Int64>
    {
        let query = try db.prepared(
            """
            SELECT rowid FROM message_words WHERE message_words MATCH ?1 AND rowid < ?2
            ORDER BY rowid DESC LIMIT ?3
            """)
        query.bind(1, expression)
        query.bind(2, bound)
        query.bind(3, limit)
        return try ids(query)
    }

    /// Read from the newest message on until there are enough, as no index has them.
    private static func messages(withSigns signs: [String], _ bound: Int64, _ limit: Int, _ db: Database) throws
        -> Set<Int64>
    {
        let all = signs.indices.map { "instr(body, ?\($0 + 3)) > 0" }.joined(separator: " AND ")
        let query = try db.prepared("SELECT id FROM message WHERE id < ?1 AND \(all) ORDER BY id DESC LIMIT ?2")
        query.bind(1, bound)
        query.bind(2, limit)
        for (place, sign) in signs.enumerated() { query.bind(Int32(place + 3), sign) }
        return try ids(query)
    }

    /// The words that begin so, if they are few. Shorter beginnings have an index of their own.
    private static func words(beginning start: String, _ db: Database) throws -> [String]? {
        guard start.unicodeScalars.count >= IndexText.shortest else { return nil }
        let query = try db.prepared("SELECT text FROM word WHERE text >= ?1 AND text < ?2 LIMIT ?3")
        query.bind(1, start)
        query.bind(2, start + "\u{10FFFF}")
        query.bind(3, fewWords + 1)
        let words = try texts(query)
        return words.count > fewWords ? nil : words
    }

    /// The words that contain a piece, the latest learnt first, as many as one query can bear.
    private static func words(with piece: String, _ db: Database) throws -> [String]? {
        let query = try db.prepared("SELECT text FROM word_pieces WHERE text LIKE ?1 ORDER BY rowid DESC LIMIT ?2")
        query.bind(1, "%" + piece + "%")
        query.bind(2, fewWords * 2)
        // A word of three letters is not in the table.
        return [piece] + (try texts(query))
    }

    private static let fewWords = 50

    private static func texts(_ query: Prepared) throws -> [String] {
        var texts: [String] = []
        while try query.step() { texts.append(query.text(0)) }
        return texts
    }

    private static func lastMessages(ofLeadsWith text: String, _ bound: Int64, _ limit: Int, _ db: Database) throws
        -> Set<Int64>
    {
        let line = LeadText.line(String(text.prefix(100))).filter { !"%_\"".contains($0) }
        let typed = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // Three digits stand in too many numbers.
        let isNumber = !typed.contains(where: \.isLetter)
        guard typed.unicodeScalars.count >= (isNumber ? 4 : 3) else { return [] }
        let query = try db.prepared(
            """
            SELECT l.last_message FROM lead_pieces p JOIN lead l ON l.id = p.rowid
            WHERE p.words LIKE ?1 AND l.last_message < ?2 ORDER BY p.rowid DESC LIMIT ?3
            """)
        query.bind(1, "%" + typed + "%")
        query.bind(2, bound)
        query.bind(3, limit)
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
