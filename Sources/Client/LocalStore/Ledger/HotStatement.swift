internal import GRDB

/// The statements that taking in a page runs for every row. Their handles are kept for the length of a transaction,
/// because looking a statement up by its text costs as much as a small one takes to run.
enum HotStatement: Int, CaseIterable {
    case leadByAddress, makeLead, findConversation, makeConversation, findMessage, placesAbove, placesBelow, isTaken
    case insertMessage, saveLead, saveLeadQuietly, insertWords, findWord, insertWord, insertWordPieces
    case insertLeadText, insertLeadPieces, deleteWatch, insertWatch

    var sql: String {
        switch self {
        case .leadByAddress: Ledger.selectLead + " WHERE address = ?1"
        case .makeLead:
            """
            INSERT INTO lead (address, display, name_key, activity, waiting_key, flags, unread, read_position,
                in_position, out_position, failed_position, waiting_position, word_position)
            VALUES (?1, ?2, ?3, ?4, ?5, 0, 0, ?6, 0, 0, 0, 0, 0)
            """
        case .findConversation: "SELECT id FROM conversation WHERE lead_id = ?1 AND number_id IS ?2"
        case .makeConversation: "INSERT INTO conversation (lead_id, number_id, remote_jid) VALUES (?1, ?2, ?3)"
        case .findMessage: "SELECT \(MessageRecord.columns) FROM message WHERE sid = ?1"
        case .placesAbove: "SELECT id FROM message WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT 1"
        case .placesBelow: "SELECT id FROM message WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1"
        case .isTaken: "SELECT 1 FROM message WHERE id = ?1"
        case .insertMessage:
            """
            INSERT INTO message (\(MessageRecord.columns))
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
            ON CONFLICT DO NOTHING
            """
        case .saveLead:
            """
            UPDATE lead SET activity = ?2, waiting_key = ?3, flags = ?4, unread = ?5, last_message = ?6,
                read_position = ?7, in_position = ?8, out_position = ?9, failed_position = ?10,
                waiting_position = ?11, word_position = ?12, our_number = ?13, our_conversation = ?14
            WHERE id = ?1
            """
        // Without the columns of the indexes, which SQLite would write anew even where they stay the same.
        case .saveLeadQuietly:
            """
            UPDATE lead SET unread = ?5, last_message = ?6, read_position = ?7, in_position = ?8, out_position = ?9,
                failed_position = ?10, waiting_position = ?11, word_position = ?12, our_number = ?13,
                our_conversation = ?14 WHERE id = ?1
            """
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
