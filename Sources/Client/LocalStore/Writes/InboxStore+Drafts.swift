package import Messaging

extension InboxStore {
    /// Saves a lead's draft; an empty one is taken away.
    ///
    /// `known` is the draft as it was last known to the caller. A text that somebody else has put there since is not
    /// overwritten: it stands before the caller's own, which then is not all of the draft. Without `known` the last
    /// writer wins.
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
            guard let known, let stored, let theirs = stored.text(besides: [known.text, draft.text])
            else {
                try ledger.save(draft, lead: lead.rawValue)
                return .saved
            }
            var whole = draft
            whole.text = draft.text.isEmpty ? theirs : theirs + "\n" + draft.text
            whole.caret = whole.text.unicodeScalars.count
            whole.resends = draft.resends ?? stored.resends
            try ledger.save(whole, lead: lead.rawValue)
            return .joined(before: theirs)
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

extension Draft {
    /// What stands here that is none of `own`, nor their end: somebody else's.
    fileprivate func text(besides own: [String]) -> String? {
        guard !text.isEmpty, !own.contains(text) else { return nil }
        for end in own where !end.isEmpty && text.hasSuffix("\n" + end) {
            return String(text.dropLast(end.count + 1))
        }
        return own.contains { !$0.isEmpty && $0.hasPrefix(text + "\n") } ? nil : text
    }
}
