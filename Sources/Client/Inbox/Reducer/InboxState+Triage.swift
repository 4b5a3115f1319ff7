import Messaging

extension InboxState {
    /// Marks the lead unread, or read where it is unread.
    mutating func toggleUnread() {
        guard let row = currentRow else { return }
        let title = row.shownTitle
        let upTo = conversation.lead == row.id ? conversation.messages.last?.id : nil
        leadLeftUnread = row.id
        guard row.unread > 0 else {
            let asked = UnreadAsked(title: title, upTo: upTo, token: makeToken())
            unreadAsked = asked
            return emit(.write(.markUnread(row.id, token: asked.token)))
        }
        guard let upTo else { return say("The conversation is still being read; a moment.") }
        change(
            "\(title) is read", back: "\(title) is unread again", [.write(.markRead(row.id, upTo: upTo))],
            [.write(.markUnread(row.id, token: 0))])
    }

    /// The store has marked the lead unread, or nothing of it is: what we have answered counts as read.
    mutating func markedUnread(_ lead: LeadID, _ isDone: Bool, token: Int) {
        let asked = unreadAsked?.token == token ? unreadAsked : nil
        if asked != nil { unreadAsked = nil }
        guard isDone else {
            return say("Nothing of theirs is unanswered, so nothing is marked as unread.", .warning)
        }
        guard let asked else { return }
        let back: [Effect] = asked.upTo.map { [.write(.markRead(lead, upTo: $0))] } ?? []
        record(
            "\(asked.title) is unread",
            back: back.isEmpty ? "\(asked.title) stays unread" : "\(asked.title) is read again",
            [.write(.markUnread(lead, token: 0))], back)
    }

    /// Marks the lead done, or open where it is done.
    mutating func toggleDone() {
        guard let row = currentRow else { return }
        setState(of: row, row.state == .closed ? .open : .closed)
    }

    /// Changes whether the lead still wants something. Quietly: another notice matters more.
    mutating func setState(of row: LeadRow, _ state: LeadState, isQuiet: Bool = false) {
        guard row.state != state else { return }
        let said = (notice, noticeSince, alarms.notice)
        table.letsGo = row.id
        func word(_ state: LeadState) -> String { state == .closed ? "done" : state.rawValue }
        change(
            "\(row.shownTitle) is \(word(state))", back: "\(row.shownTitle) is \(word(row.state)) again",
            [.write(.setState(row.id, state))], [.write(.setState(row.id, row.state))])
        if isQuiet { (notice, noticeSince, alarms.notice) = said }
    }

    /// Gives the lead a name; a blank one takes the name away.
    mutating func setName(of lead: LeadID, to text: String) {
        guard let row = currentRow, row.id == lead else { return }
        let name = VisibleText(text, keepsLines: false, limit: 120).text
        let wanted = name.allSatisfy(\.isWhitespace) ? nil : text
        guard wanted != row.name else { return }
        change(
            wanted == nil ? "The name is gone" : "The name is \(name)",
            back: row.name.map { "the name is \(VisibleText($0, keepsLines: false, limit: 120).text) again" }
                ?? "the lead has no name again",
            [.write(.setName(lead, wanted))], [.write(.setName(lead, row.name))])
    }

    /// Stops writing to the lead, or lifts that; what the lead itself forbids stays forbidden.
    mutating func setBlocked(_ isBlocked: Bool) {
        guard let row = currentRow, row.isBlocked != isBlocked else { return }
        let title = row.shownTitle
        let lifted = row.hasStopped ? "\(title) is not blocked, but has opted out" : "\(title) can be written to"
        let blocked = "\(title) is not written to any more"
        change(
            isBlocked ? blocked : lifted, back: isBlocked ? lifted : blocked,
            [.write(.setBlocked(row.id, isBlocked))], [.write(.setBlocked(row.id, !isBlocked))])
    }

    /// Drops a held reply; undoing makes its text the lead's draft again.
    mutating func discard(_ id: MessageID, of lead: LeadID, _ text: Draft) {
        conversation.isStale = true
        change(
            "The reply is discarded",
            back: text.isEmpty ? "the reply stays discarded, its text is not at hand" : "its text is the draft again",
            [.write(.discard(id))],
            text.isEmpty ? [] : [.write(.returnDraft(text, lead: lead, of: id))])
    }

    // MARK: Undo

    /// Does something that can be undone, and says so.
    private mutating func change(
        _ sentence: String, back sentenceBack: String, _ forward: [Effect], _ backward: [Effect]
    ) {
        forward.forEach { emit($0) }
        record(sentence, back: sentenceBack, forward, backward)
    }

    /// Remembers what was done, so that it can be undone, and says so.
    private mutating func record(
        _ sentence: String, back sentenceBack: String, _ forward: [Effect], _ backward: [Effect]
    ) {
        undoLog.record(
            Change(sentence: sentence, sentenceBack: sentenceBack, forward: forward, backward: backward))
        let key = settings.keyMap.label(.undo, in: .table)
        say(sentence + (key.map { "; \($0) undoes it." } ?? "."), .success)
    }

    /// Takes a held message back first; otherwise undoes the last change.
    mutating func undo() {
        if let reply = takeBackCandidate {
            takeBack(reply)
        } else if let change = undoLog.undo() {
            change.backward.forEach { emit($0) }
            let key = settings.keyMap.label(.redo, in: .table)
            say("Undone; \(change.sentenceBack)." + (key.map { " \($0) does it again." } ?? ""))
        } else {
            say("There is nothing to undo.")
        }
    }

    mutating func redo() {
        guard let change = undoLog.redo() else { return say("There is nothing to do again.") }
        change.forward.forEach { emit($0) }
        say("Done again: \(change.sentence).")
    }

    // MARK: The queue of those who wait

    /// Asks for the next who waits, counted from a lead, or from its place at `since` where it is being answered.
    mutating func findWaiting(isBackwards: Bool, after lead: LeadID?, since: Instant? = nil) {
        waitingToken = makeToken()
        (waitingAsked, waitingAskedAt) = ((lead, isBackwards), now)
        emit(.read(.findWaiting(after: lead, since: since, isBackwards: isBackwards, token: waitingToken)))
    }

    /// Goes to the lead that was asked for, if the person is not writing meanwhile.
    mutating func foundWaiting(_ lead: LeadID?, token: Int) {
        guard token == waitingToken else { return }
        waitingAskedAt = nil
        guard composer == nil else { return }
        guard let lead else {
            // The end of the queue: it begins anew at the other end.
            if waitingAsked.after != nil { return findWaiting(isBackwards: waitingAsked.isBackwards, after: nil) }
            say("Nobody waits for an answer.", .success)
            return dropTypedAhead("Nobody waits for an answer; what was typed for them did nothing.")
        }
        if lead == table.selection {
            say("Nobody else waits for an answer.")
            return dropTypedAhead("Nobody else waits for an answer; what was typed for them did nothing.")
        }
        select(lead: lead)
    }
}

/// A lead that is being marked as unread, and how far it was read.
struct UnreadAsked: Hashable, Sendable {
    let title: String
    let upTo: MessageID?
    let token: Int
}
