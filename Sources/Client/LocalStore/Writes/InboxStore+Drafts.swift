package import Messaging

extension InboxStore {
    /// Saves a lead's draft; an empty one is taken away.
    ///
    /// `known` is the draft as it was last known to the caller. A text that somebody else has put there since is not
    /// overwritten: the two become one text (`DraftMerge`), which the caller is told. Without `known` the last writer wins.
    @discardableResult
    package func saveDraft(
        _ draft: Draft, of lead: LeadID, over known: Draft? = nil, now: Instant
    ) throws(StoreError) -> DraftSave {
        try write(.decided, now: now) { ledger in
            let stored = try ledger.draft(lead.rawValue)
            if let known, !known.isEmpty, !draft.isEmpty, stored?.isEmpty ?? true {
                try ledger.save(draft, lead: lead.rawValue)
                return .ended
            }
            guard let known, let stored, !stored.text.isEmpty, ![known.text, draft.text].contains(stored.text) else {
                try ledger.save(draft, lead: lead.rawValue)
                return .saved
            }
            var whole = draft
            whole.text = DraftMerge(base: known.text, mine: draft.text, theirs: stored.text).text
            whole.caret = whole.text.unicodeScalars.count
            whole.resends = draft.resends ?? stored.resends
            try ledger.save(whole, lead: lead.rawValue)
            return whole.text == draft.text ? .saved : .merged(whole.text)
        }
    }

    /// Makes a text that was thrown away the lead's draft again, before whatever was written since; gives the whole.
    package func returnDraft(_ draft: Draft, to lead: LeadID, now: Instant) throws(StoreError) -> Draft {
        try write(.decided, now: now) { try $0.returnDraft(draft, to: lead.rawValue) }
    }

    package func draft(of lead: LeadID) throws(StoreError) -> Draft? {
        try read { db in
            let query = try db.prepared("SELECT \(Draft.columns) FROM draft WHERE lead_id = ?1")
            query.bind(1, lead.rawValue)
            guard try query.step() else { return nil }
            defer { query.reset() }
            return Draft(query)
        }
    }
}
