import Messaging

extension InboxState {
    /// Marks the lead unread, or read where it is unread.
    mutating func toggleUnread() {
        guard let row = currentRow else { return }
        let title = row.shownTitle
        let isUnread = row.unread > 0
        let upTo = conversation.messages.last?.id
        reading.leave(row.id)
        if isUnread, upTo == nil { return say("The conversation is still being read; a moment.") }
        if isUnread {
            change(row, .read(upTo: upTo), "\(title) is read", back: "\(title) is unread again")
        } else {
            change(
                row, .unread, "\(title) is unread", back: "\(title) is read again",
                unchanged: "Nothing of theirs is unanswered, so nothing is marked as unread.")
        }
    }

    /// Marks the lead done, or open where it is done.
    mutating func toggleDone() {
        guard let row = currentRow else { return }
        setState(of: row, row.state == .closed ? .open : .closed)
    }

    /// Changes whether the lead still wants something; gives the step's name. Quietly: another notice matters more.
    @discardableResult
    mutating func setState(of row: LeadRow, _ state: LeadState, isQuiet: Bool = false) -> Int? {
        guard row.state != state else { return nil }
        table.letsGo = row.id
        func word(_ state: LeadState) -> String { state == .closed ? "done" : state.rawValue }
        return change(
            row, .state(state), "\(row.shownTitle) is \(word(state))",
            back: "\(row.shownTitle) is \(word(row.state)) again", isQuiet: isQuiet)
    }

    /// Gives the lead a name; a blank one takes the name away.
    mutating func setName(of lead: LeadID, to text: String) {
        guard let row = currentRow, row.id == lead else { return }
        let name = VisibleText(text, keepsLines: false, limit: 120).text
        let wanted = VisibleText.isBlank(name) ? nil : text
        guard wanted != row.name else { return }
        change(
            row, .name(wanted), wanted == nil ? "The name is gone" : "The name is \(name)",
            back: row.name.map { "the name is \(VisibleText($0, keepsLines: false, limit: 120).text) again" }
                ?? "the lead has no name again")
    }

    /// Stops writing to the lead, or lifts that; what the lead itself forbids stays forbidden.
    mutating func setBlocked(_ isBlocked: Bool) {
        guard let row = currentRow, row.isBlocked != isBlocked else { return }
        let title = row.shownTitle
        let lifted = row.hasStopped ? "\(title) is not blocked, but has opted out" : "\(title) can be written to"
        let blocked = "\(title) is not written to any more"
        change(row, .blocked(isBlocked), isBlocked ? blocked : lifted, back: isBlocked ? lifted : blocked)
    }

    /// Changes a lead in a way that can be undone.
    @discardableResult
    private mutating func change(
        _ row: LeadRow, _ change: LeadChange, _ sentence: String, back sentenceBack: String,
        unchanged: String? = nil, isQuiet: Bool = false
    ) -> Int {
        let token = makeToken()
        undoLog.record(
            UndoStep(
                id: token, lead: row.id, title: row.shownTitle, sentence: sentence, sentenceBack: sentenceBack,
                sentenceUnchanged: unchanged ?? "It was so already: \(sentence).", isQuiet: isQuiet,
                way: .awaited(token: token)))
        emit(.write(.change(change, of: row.id, token: token)))
        return token
    }
}
