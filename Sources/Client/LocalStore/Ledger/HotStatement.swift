internal import GRDB

/// The statements that taking in a page runs for every row. Their handles are kept for the length of a transaction,
/// because looking a statement up by its text costs as much as a small one takes to run.
enum HotStatement: Int, CaseIterable {
    case leadByAddress, makeLead, findConversation, makeConversation
    case findMessage, findMessageByMoment, findListed, addName
    case placesAbove, placesBelow, isTaken
    case insertMessage, saveLead, saveLeadQuietly, insertWords, findWord, insertWord, insertWordPieces
    case insertLeadText, insertLeadPieces, deleteWatch, insertWatch

    var sql: String {
        switch self {
        case .leadByAddress: Ledger.selectLead + " WHERE address = ?1"
        case .makeLead:
            """
            INSERT INTO lead (address, display, name_key, \(LeadColumn.names))
            VALUES (?1, ?2, ?3, \(LeadColumn.parameters(from: 4)))
            """
        case .findConversation: "SELECT id FROM conversation WHERE lead_id = ?1 AND number_id IS ?2"
        case .makeConversation: "INSERT INTO conversation (lead_id, number_id, remote_jid) VALUES (?1, ?2, ?3)"
        case .findMessage: "SELECT \(MessageRecord.columns) FROM message WHERE external_id = ?1"
        case .findMessageByMoment:
            "SELECT \(MessageRecord.columns) FROM message WHERE external_id = ?1 AND created_at = ?2"
        case .findListed:
            """
            SELECT \(MessageRecord.columns) FROM message
            WHERE id = (SELECT message_id FROM message_name WHERE external_id = ?1)
            """
        case .addName: "INSERT OR IGNORE INTO message_name (external_id, message_id) VALUES (?1, ?2)"
        case .placesAbove: "SELECT id FROM message WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT 1"
        case .placesBelow: "SELECT id FROM message WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1"
        case .isTaken: "SELECT 1 FROM message WHERE id = ?1"
        case .insertMessage:
            """
            INSERT INTO message (\(MessageRecord.columns)) VALUES (\(MessageRecord.parameters))
            ON CONFLICT DO NOTHING
            """
        case .saveLead: "UPDATE lead SET \(LeadColumn.assignments(from: 2, isQuiet: false)) WHERE id = ?1"
        case .saveLeadQuietly: "UPDATE lead SET \(LeadColumn.assignments(from: 2, isQuiet: true)) WHERE id = ?1"
        case .insertWords: "INSERT INTO message_words (rowid, body) VALUES (?1, ?2)"
        case .findWord: "SELECT 1 FROM word WHERE text = ?1"
        case .insertWord: "INSERT INTO word (text) VALUES (?1)"
        case .insertWordPieces: "INSERT INTO word_pieces (rowid, text) VALUES (?1, ?2)"
        case .insertLeadText: "INSERT INTO lead_text (lead_id, name, words) VALUES (?1, ?2, ?3)"
        case .insertLeadPieces: "INSERT INTO lead_pieces (rowid, words) VALUES (?1, ?2)"
        case .deleteWatch: "DELETE FROM status_watch WHERE message_id = ?1"
        case .insertWatch:
            """
            INSERT INTO status_watch (message_id, looks, since, next_at, planned_at, is_final)
            VALUES (?1, 0, ?2, ?2, ?4, ?3)
            ON CONFLICT DO UPDATE SET looks = 0, since = ?2, next_at = ?2, is_final = ?3 WHERE is_final <> ?3
            """
        }
    }
}

extension Ledger {
    func hot(_ statement: HotStatement) throws -> Prepared {
        if let known = handles[statement.rawValue] {
            known.reset()
            return known
        }
        let made = try db.prepared(statement.sql)
        handles[statement.rawValue] = made
        return made
    }
}
