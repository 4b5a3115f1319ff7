internal import GRDB
package import Messaging

extension InboxStore {
    /// What a text of ours has to wait behind until a person has decided, or until it is known whether that has left;
    /// `nil` where there is no such text to the same number.
    package func textAhead(of id: MessageID) throws(StoreError) -> TextAhead? {
        try read { db in try db.textAhead(of: id) }
    }
}

extension Database {
    func textAhead(of id: MessageID) throws -> TextAhead? {
        let query = try prepared(
            """
            SELECT ahead.message_id, ahead.body, ahead.state FROM outbox AS text JOIN outbox AS ahead
                ON ahead.lead_id = text.lead_id AND ahead.recipient = text.recipient
                    AND ahead.message_id <> text.message_id AND ahead.settled_at IS NULL
            WHERE text.message_id = ?1 AND text.settled_at IS NULL AND text.state IN (1, 3) AND (ahead.state = 5
                OR ahead.state = 1 AND ahead.due_at IS NULL AND ahead.message_id < text.message_id
                    AND ahead.message_id > text.passes AND (text.state = 3 OR text.due_at IS NOT NULL))
            ORDER BY ahead.state, ahead.message_id LIMIT 1
            """)
        query.bind(1, id.rawValue)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return TextAhead(
            id: MessageID(rawValue: query.int(0)), body: query.text(1), isUnknown: query.sendState(2) == .unknown)
    }
}
