internal import GRDB
internal import Messaging

/// How messages of a conversation are read.
enum MessageRows {
    static let columns = """
        m.id, m.lead_id, m.conversation_id, m.kind, m.external_id, n.e164, m.status, m.send_state, m.error_code,
        m.error_text, m.segments, m.media_count, m.price, m.price_unit, m.created_at, m.sent_at, m.body,
        coalesce(o.due_at, m.send_at), m.position, o.was_sought, r.at, o.attempts,
        o.message_id
        """

    static let joins = """
        LEFT JOIN conversation c ON c.id = m.conversation_id LEFT JOIN number n ON n.id = c.number_id
        LEFT JOIN outbox o ON o.message_id = m.id
        LEFT JOIN resent r ON r.message_id = m.id
        """

    /// Reads the row the query stands on.
    static func read(_ row: Prepared) -> MessageRow {
        var message = MessageRow(
            id: MessageID(rawValue: row.int(0)), leadID: LeadID(rawValue: row.int(1)),
            conversationID: ConversationID(rawValue: row.int(2)), externalID: row.externalID(4),
            direction: row.int(3) == MessageKind.inbound.rawValue ? .inbound : .outbound, ourNumber: row.number(5),
            body: row.text(16), status: row.status(6), sendState: row.sendState(7),
            errorCode: row.optionalInt(8).map(Int.init), errorText: row.optionalText(9),
            segments: row.optionalInt(10).map(Int.init),
            price: row.optionalInt(12).map { Price(millionths: $0, unit: row.text(13)) },
            mediaCount: Int(row.int(11)), createdAt: Instant(milliseconds: row.int(14)), sentAt: row.instant(15),
            dueAt: row.instant(17))
        message.sentAgainAt = row.instant(20)
        message.isWithServer = row.optionalInt(22) == nil && message.sendState?.isOpen == true
        return message
    }

    static func one(_ db: Database, id: MessageID) throws -> MessageRow? {
        let query = try db.prepared("SELECT \(columns) FROM message m \(joins) WHERE m.id = ?1")
        query.bind(1, id.rawValue)
        return try all(query, db).first
    }

    static func all(_ query: Prepared, _ db: Database) throws -> [MessageRow] {
        var rows: [MessageRow] = []
        var (sought, untried): (Set<MessageID>, Set<MessageID>) = ([], [])
        while try query.step() {
            rows.append(read(query))
            if query.int(19) == 1 { sought.insert(MessageID(rawValue: query.int(0))) }
            if query.int(21) == 0 { untried.insert(MessageID(rawValue: query.int(0))) }
        }
        for place in rows.indices {
            let id = rows[place].id
            if rows[place].mediaCount > 0 { rows[place].media = try MediaRows.of(id, db) }
            if [.held, .pending].contains(rows[place].sendState) {
                rows[place].waitsBehind = try db.textAhead(of: id)
            }
            guard rows[place].sendState == .unknown else { continue }
            let candidates = try CandidateRows.of(id, db)
            if !candidates.isEmpty {
                rows[place].doubt = SendDoubt(
                    candidates: candidates, wasSought: sought.contains(id), wasTried: !untried.contains(id))
            }
        }
        return rows
    }
}

/// How the rows are read that may be what became of an unknown message.
enum CandidateRows {
    static func of(_ message: MessageID, _ db: Database) throws -> [SendCandidate] {
        let query = try db.prepared(
            """
            SELECT c.external_id, m.id, c.number, coalesce(m.body, c.body), coalesce(m.media_count, c.media_count),
                coalesce(m.status, c.status), c.created_at, c.recipient
            FROM send_candidate c LEFT JOIN message m ON m.id = \(db.messageID(named: "c.external_id"))
            WHERE c.message_id = ?1 ORDER BY c.created_at, c.external_id
            """)
        query.bind(1, message.rawValue)
        var rows: [SendCandidate] = []
        while try query.step() {
            guard let externalID = query.externalID(0) else { continue }
            rows.append(
                SendCandidate(
                    externalID: externalID, message: query.optionalInt(1).map(MessageID.init(rawValue:)),
                    ourNumber: query.number(2), recipient: query.number(7), body: query.text(3),
                    mediaCount: Int(query.int(4)), status: query.status(5),
                    createdAt: Instant(milliseconds: query.int(6))))
        }
        return rows
    }
}

/// How the media of a message are read.
enum MediaRows {
    static let columns = "id, external_id, content_type, size, hash, url"

    static func read(_ row: Prepared) -> MediaRow {
        MediaRow(
            id: MediaID(rawValue: row.int(0)), externalID: row.optionalText(1), contentType: row.text(2),
            size: row.optionalInt(3).map(Int.init), contentHash: row.optionalText(4), url: row.optionalText(5))
    }

    static func of(_ message: MessageID, _ db: Database) throws -> [MediaRow] {
        let query = try db.prepared("SELECT \(columns) FROM media WHERE message_id = ?1 ORDER BY place")
        query.bind(1, message.rawValue)
        var rows: [MediaRow] = []
        while try query.step() { rows.append(read(query)) }
        return rows
    }
}
