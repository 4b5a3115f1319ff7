internal import Messaging

extension Ledger {
    func draft(_ lead: Int64) throws -> Draft? {
        let query = try db.prepared("SELECT \(Draft.columns) FROM draft WHERE lead_id = ?1")
        query.bind(1, lead)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return Draft(query)
    }

    /// Makes a text that did not leave the lead's draft, before whatever was written since.
    func returnDraft(_ text: Draft, to lead: Int64) throws -> Draft {
        var draft = try draft(lead) ?? Draft()
        if draft.isEmpty {
            draft = text
        } else {
            let before = text.text + "\n"
            draft.text = before + draft.text
            draft.caret += before.unicodeScalars.count
            draft.mediaURLs = text.mediaURLs + draft.mediaURLs
            draft.resends = draft.resends ?? text.resends
        }
        try save(draft, lead: lead)
        return draft
    }

    /// Writes a draft, or takes it away when it is empty.
    func save(_ draft: Draft, lead: Int64) throws {
        if draft.isEmpty {
            let delete = try db.prepared("DELETE FROM draft WHERE lead_id = ?1")
            delete.bind(1, lead)
            try delete.run()
        } else {
            let insert = try db.prepared(
                """
                INSERT OR REPLACE INTO draft (lead_id, body, caret, media_urls, sender, saved_at, resends)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """)
            insert.bind(1, lead)
            insert.bind(2, draft.text)
            insert.bind(3, draft.caret)
            insert.bind(4, Lines.join(draft.mediaURLs))
            insert.bind(5, draft.sender?.e164)
            insert.bind(6, now)
            insert.bind(7, draft.resends?.rawValue)
            try insert.run()
        }
        try change(lead) { if draft.isEmpty { $0.flags.remove(.draft) } else { $0.flags.insert(.draft) } }
    }
}

extension Draft {
    static let columns = "body, caret, media_urls, sender, resends"

    init(_ row: Prepared) {
        self.init(
            text: row.text(0), caret: Int(row.int(1)), mediaURLs: Lines.split(row.text(2)), sender: row.number(3),
            resends: row.optionalInt(4).map(MessageID.init(rawValue:)))
    }
}
