internal import Messaging

extension Ledger {
    func draft(_ lead: Int64) throws -> StoredDraft? {
        let query = try db.prepared("SELECT \(StoredDraft.columns) FROM draft WHERE lead_id = ?1")
        query.bind(1, lead)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return StoredDraft(query)
    }

    /// Makes a text that did not leave the lead's draft, before whatever was written since.
    func returnDraft(_ text: Draft, to lead: Int64) throws -> Draft {
        var draft = try draft(lead)?.draft ?? Draft()
        if draft.isEmpty {
            draft = text
        } else {
            let before = text.text + "\n"
            draft.text = before + draft.text
            draft.caret += before.unicodeScalars.count
            draft.mediaURLs = text.mediaURLs + draft.mediaURLs
        }
        _ = try save(draft, lead: lead, address: "")
        return draft
    }

    /// Writes a draft, or takes it away when it is empty. Returns its new version.
    func save(_ draft: Draft, lead: Int64, address: String) throws -> Int64 {
        let version = (try note("draft_version") ?? 0) + 1
        try setNote("draft_version", version)
        let isEmpty = draft.isEmpty && address.isEmpty
        if isEmpty {
            let delete = try db.prepared("DELETE FROM draft WHERE lead_id = ?1")
            delete.bind(1, lead)
            try delete.run()
        } else {
            let insert = try db.prepared(
                """
                INSERT OR REPLACE INTO draft
                    (lead_id, address, body, caret, media_urls, sender, version, saved_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                """)
            insert.bind(1, lead)
            insert.bind(2, address)
            insert.bind(3, draft.text)
            insert.bind(4, draft.caret)
            insert.bind(5, Lines.join(draft.mediaURLs))
            insert.bind(6, draft.sender?.e164)
            insert.bind(7, version)
            insert.bind(8, now)
            try insert.run()
        }
        if lead > 0 {
            try change(lead) { if isEmpty { $0.flags.remove(.draft) } else { $0.flags.insert(.draft) } }
        }
        return version
    }
}

extension StoredDraft {
    static let columns = "body, caret, media_urls, sender, version, address"

    init(_ row: Prepared) {
        draft = Draft(
            text: row.text(0), caret: Int(row.int(1)), mediaURLs: Lines.split(row.text(2)), sender: row.number(3))
        version = row.int(4)
        address = row.text(5)
    }
}
