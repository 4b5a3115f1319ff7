package import Messaging

extension InboxStore {
    /// Saves a lead's draft; an empty one is taken away.
    ///
    /// With `replacing`, the version that was read or saved last, a text that another process wrote since is not
    /// overwritten. Without it the last writer wins.
    @discardableResult
    package func saveDraft(_ draft: Draft, of lead: LeadID, replacing version: Int64? = nil, now: Instant)
        throws(StoreError) -> DraftSave
    {
        try write(.decided, now: now) { ledger in
            if let version, let stored = try ledger.draft(lead.rawValue), stored.version > version,
                stored.draft.text != draft.text
            {
                return .conflict(stored)
            }
            return .saved(version: try ledger.save(draft, lead: lead.rawValue, address: ""))
        }
    }

    /// Makes a text that was thrown away the lead's draft again, before whatever was written since; gives the whole.
    package func returnDraft(_ draft: Draft, to lead: LeadID, now: Instant) throws(StoreError) -> Draft {
        try write(.decided, now: now) { try $0.returnDraft(draft, to: lead.rawValue) }
    }

    package func draft(of lead: LeadID) throws(StoreError) -> StoredDraft? { try storedDraft(lead.rawValue) }

    /// Saves the draft of a conversation that has no lead yet, with the number as far as it was typed.
    package func saveNewDraft(_ draft: Draft, address: String, now: Instant) throws(StoreError) {
        _ = try write(.decided, now: now) { try $0.save(draft, lead: 0, address: address) }
    }

    package func newDraft() throws(StoreError) -> StoredDraft? { try storedDraft(0) }

    private func storedDraft(_ lead: Int64) throws(StoreError) -> StoredDraft? {
        try read { db in
            let query = try db.prepared("SELECT \(StoredDraft.columns) FROM draft WHERE lead_id = ?1")
            query.bind(1, lead)
            guard try query.step() else { return nil }
            defer { query.reset() }
            return StoredDraft(query)
        }
    }
}
