import Messaging

/// Drafts that this session has written and that windows do not show yet.
///
/// A draft counts from the moment it was written, not from the moment it was saved.
struct Drafts: Sendable {
    /// A draft on its way into the store.
    struct Pending: Hashable, Sendable {
        fileprivate(set) var draft: Draft
        fileprivate(set) var token: Int
        /// What the draft was before, as far as is known.
        fileprivate(set) var known: Draft?
        /// Whether the store could not take it, so that it would be gone with this session.
        fileprivate(set) var hasFailed = false
        /// The first token of windows that were read after the draft was saved, once it was.
        fileprivate var isReplacedFrom: Int?
    }

    private var pending: [LeadID: Pending] = [:]
    /// Leads for whom a draft was saved in this session, whatever became of it.
    private var begun: Set<LeadID> = []

    /// The draft of a lead, where it is newer than what windows show; it may be empty.
    func draft(of lead: LeadID) -> Draft? { pending[lead]?.draft }

    /// Whether there may be a draft in the store: a row that was read before one was saved here does not tell of it.
    func mayHaveStored(_ row: LeadRow) -> Bool { row.hasDraft || begun.contains(row.id) }

    /// A draft is handed to the store. Returns what it was before: what the store did not take was never what another
    /// inbox could have changed.
    mutating func hand(over draft: Draft, of lead: LeadID, over known: Draft?, token: Int) -> Draft? {
        let failed = pending[lead].flatMap { $0.hasFailed ? $0 : nil }
        let known = failed == nil ? known : failed?.known
        pending[lead] = Pending(draft: draft, token: token, known: known)
        if !draft.isEmpty { begun.insert(lead) }
        return known
    }

    /// The draft has become a message that is on its way into the store.
    mutating func send(_ lead: LeadID, token: Int) { pending[lead] = Pending(draft: Draft(), token: token) }

    /// A text has come back from the store as a draft: windows that were asked for from `window` on show it.
    mutating func returned(_ draft: Draft, to lead: LeadID, token: Int, window: Int) {
        pending[lead] = Pending(draft: draft, token: token, isReplacedFrom: window)
    }

    /// The store has what was handed over with the token. False where something newer is on its way.
    @discardableResult
    mutating func saved(token: Int, window: Int) -> Bool {
        guard let lead = lead(token) else { return false }
        pending[lead]?.hasFailed = false
        pending[lead]?.isReplacedFrom = window
        return true
    }

    /// The store has made one text of the draft and another's.
    mutating func merged(_ whole: String, of lead: LeadID) {
        pending[lead]?.draft.text = whole
        pending[lead]?.draft.caret = whole.unicodeScalars.count
    }

    /// What was handed over with the token is not in the store, and is not tried again.
    mutating func forget(token: Int) { lead(token).map { pending[$0] = nil } }

    /// The lead whose newest draft was handed over with the token.
    private func lead(_ token: Int) -> LeadID? { pending.first { $0.value.token == token }?.key }

    /// The draft that a window with this token shows of the lead's; `nil` where the window's own counts.
    mutating func newer(than window: Int, of lead: LeadID) -> Draft? {
        guard let known = pending[lead] else { return nil }
        if let from = known.isReplacedFrom, window > from {
            pending[lead] = nil
            return nil
        }
        return known.draft
    }

    // MARK: What the store could not take

    /// How many drafts are nowhere but here.
    var unsaved: Int { pending.values.count { $0.hasFailed && !$0.draft.isEmpty } }

    /// The store could not take the draft. False where something newer is on its way.
    mutating func failed(_ lead: LeadID, token: Int) -> Bool {
        guard pending[lead]?.token == token else { return false }
        pending[lead]?.hasFailed = true
        return true
    }

    /// What is nowhere but here, or on its way, and over what.
    var unwritten: [(lead: LeadID, draft: Draft, known: Draft?)] {
        pending.filter { $0.value.isReplacedFrom == nil && !$0.value.draft.isEmpty }
            .map { ($0.key, $0.value.draft, $0.value.known) }
    }

    /// The leads whose drafts the store could not take.
    var failures: [LeadID] { pending.filter(\.value.hasFailed).keys.sorted() }

    /// The draft is handed over once more, with this token.
    mutating func again(_ lead: LeadID, token: Int) -> Pending? {
        pending[lead]?.token = token
        return pending[lead]
    }

    mutating func giveUpUnsaved() { pending = pending.filter { !$0.value.hasFailed } }
}
