import Messaging

extension InboxState {
    /// Drops a held reply; undoing makes its text the lead's draft again.
    mutating func discard(_ id: MessageID, of lead: LeadID, _ text: Draft) {
        conversation.isStale = true
        let token = makeToken()
        emit(.write(.discard(id, token: token)))
        guard !text.isEmpty else { return say("The reply is discarded.", .success) }
        undoLog.record(
            UndoStep(
                id: token, lead: lead, title: "The reply", sentence: "The reply is discarded",
                sentenceBack: "its text is the draft again", sentenceUnchanged: "",
                way: .returnDraft(text, of: id)))
        sayDone("The reply is discarded")
    }

    /// The store has discarded the reply, or could not any more.
    mutating func discarded(_ isDone: Bool, token: Int) {
        guard !isDone else { return }
        _ = undoLog.takeOut(token)
        say("That was decided elsewhere: the message has left, or does not wait any more.", .warning)
    }

    /// Takes a held message back first; otherwise undoes the last change.
    mutating func undo() {
        if let text = takeBackCandidate { return takeBack(text) }
        let token = makeToken()
        if let (step, way) = undoLog.undo(token: token) {
            go(way, of: step, token)
        } else {
            say("There is nothing to undo.")
        }
    }

    mutating func redo() {
        let token = makeToken()
        if let (step, way) = undoLog.redo(token: token) {
            go(way, of: step, token)
        } else {
            say("There is nothing to do again.")
        }
    }

    private mutating func go(_ way: UndoStep.Way, of step: UndoStep, _ token: Int) {
        switch way {
        case .change(let change): emit(.write(.change(change, of: step.lead, token: token)))
        case .returnDraft(let text, let id):
            emit(.write(.returnDraft(text, lead: step.lead, of: id)))
            say("Undone; \(step.sentenceBack).")
        // The store answers in a moment, and then it goes on.
        case .awaited: break
        }
    }

    /// A change was made, with its inverse; or it was not, as it was so already or something else has changed it since.
    mutating func changed(by inverse: LeadChange?, token: Int) {
        guard let (step, direction) = undoLog.answered(token, inverse.map(UndoStep.Way.change)) else { return }
        guard inverse != nil else { return sayUnchanged(step, direction) }
        switch direction {
        case .first: if !step.isQuiet { sayDone(step.sentence) }
        case .back:
            let key = settings.keyMap.label(.redo, in: .table)
            say("Undone; \(step.sentenceBack)." + (key.map { " \($0) does it again." } ?? ""))
        case .again: say("Done again: \(step.sentence).")
        }
        guard step.isWanted else { return }
        let next = makeToken()
        let further = direction == .back ? undoLog.redo(step.id, token: next) : undoLog.undo(step.id, token: next)
        if let (step, way) = further { go(way, of: step, next) }
    }

    /// The store could not take a change.
    mutating func changeFailed(_ notice: Notice, token: Int) {
        _ = undoLog.answered(token, nil)
        show(notice)
    }

    private mutating func sayUnchanged(_ step: UndoStep, _ direction: UndoLog.Direction) {
        switch direction {
        case .first: say(step.sentenceUnchanged, .warning)
        case .back: say("\(step.title) has changed since, so nothing is undone.", .warning)
        case .again: say("\(step.title) has changed since, so nothing is done again.", .warning)
        }
    }

    private mutating func sayDone(_ sentence: String) {
        let key = settings.keyMap.label(.undo, in: .table)
        say(sentence + (key.map { "; \($0) undoes it." } ?? "."), .success)
    }
}
