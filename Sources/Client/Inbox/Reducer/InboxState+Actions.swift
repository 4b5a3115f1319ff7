import Drawing
import Messaging

extension InboxState {
    /// Does what an action says. Whether it can be done was asked before.
    mutating func perform(_ action: Action, count: Int?) {
        switch ActionTable.row(action)?.section {
        case .moving: move(action, count: count)
        case .panes: changePane(action)
        case .finding: find(action, count: count ?? 1)
        case .writing: write(action)
        case .triage: decide(action)
        case .looking: look(action)
        case .program: command(action)
        case .editing: editText(by: action)
        case .answering: answerLine(by: action)
        case nil: break
        }
    }

    private mutating func find(_ action: Action, count: Int) {
        switch action {
        case .filter: openPicker(.filter, text: table.filterText)
        case .search: openPicker(.search)
        case .jump: openPicker(.jump)
        case .nextMatch: showMatch(count)
        case .previousMatch: showMatch(-count)
        case .sort: sortNext()
        case .reverse: reverseOrder()
        default: break
        }
    }

    private mutating func write(_ action: Action) {
        switch action {
        case .reply: openComposer()
        case .compose: openPicker(.number)
        case .resend: editAndResend()
        case .send: send(then: settings.afterSend)
        case .sendDoneNext: send(then: .doneNext)
        case .newLine: editText(.newline)
        case .leaveComposer: leaveComposer()
        case .replaceCostly: replaceCostly()
        case .attach: openPicker(.attachment)
        case .sender: switchSender()
        case .editor:
            guard let composer else { return }
            saveDraft()
            emit(.openEditor(text: composer.editor.text, lead: composer.lead))
        case .takeBack: if let reply = takeBackCandidate { takeBack(reply) }
        case .sendNow:
            if let row = conversation.current?.row, row.sendState == .absent { return sendAgain(row) }
            sendNowCandidates.forEach { sendNow($0) }
        default: break
        }
    }

    private mutating func decide(_ action: Action) {
        switch action {
        case .unread: toggleUnread()
        case .done: toggleDone()
        case .name:
            guard let row = currentRow else { return }
            openPicker(.name(row.id), text: row.name ?? "")
        case .block: setBlocked(true)
        case .unblock: setBlocked(false)
        case .undo: undo()
        case .redo: redo()
        default: break
        }
    }

    private mutating func look(_ action: Action) {
        switch action {
        case .details: if let message = conversation.current { sheet = Sheet(.details(message.id)) }
        case .media: openMediaList()
        case .leadCard: if let row = currentRow { sheet = Sheet(.leadCard(row.id)) }
        case .save: saveMedia()
        case .copyMessage: copyMessage()
        case .copyNumber: copyNumber()
        case .copyLink: copyLink()
        case .openLink: openLink()
        default: break
        }
    }

    private mutating func command(_ action: Action) {
        switch action {
        case .palette:
            openPicker(.palette)
            picker?.choice = -1
        case .help: openPicker(.help)
        case .theme:
            openPicker(.palette, text: Action.theme.rawValue + " ")
            picker?.choice = -1
        case .sync:
            emit(.nudge(.head))
            say("Looking for new messages.")
        case .redraw: emit(.redraw)
        case .suspend:
            saveDraft()
            emit(.suspend)
        case .cancel: cancel()
        case .quit: requestQuit()
        default: break
        }
    }

    /// Ctrl-c: closes the innermost thing that is open; in the table it tells the way out.
    private mutating func cancel() {
        dropTypedAhead("What was typed ahead did nothing.")
        if let question {
            answer(question.safe)
        } else if picker != nil {
            dismissLine()
        } else if sheet != nil {
            sheet = nil
        } else if composer != nil {
            leaveComposer()
        } else {
            say("To quit press \(keyText(.quit)), or type :q.")
        }
    }

    private mutating func answerLine(by action: Action) {
        switch action {
        case .accept: acceptLine()
        case .dismiss: dismissLine()
        case .complete: completeLine()
        case .nextChoice: moveChoice(by: 1)
        case .previousChoice: moveChoice(by: -1)
        case .historyBack: walkHistory(1)
        case .historyForward: walkHistory(-1)
        case .answerNo: if let question { answer(question.safe) }
        default: break
        }
    }

    private mutating func editText(by action: Action) {
        if action == .undoEdit, picker == nil, composer?.editor.canUndo == false {
            if let reply = takeBackCandidate { takeBack(reply) } else { say("There is nothing to undo.") }
            return
        }
        if let command = EditCommand(action) { editText(command) }
    }
}

extension EditCommand {
    /// The editing command an action stands for.
    init?(_ action: Action) {
        switch action {
        case .lineStart: self = .lineStart
        case .lineEnd: self = .lineEnd
        case .caretLeft: self = .left
        case .caretRight: self = .right
        case .caretUp: self = .up
        case .caretDown: self = .down
        case .wordBack: self = .wordLeft
        case .wordForward: self = .wordRight
        case .textStart: self = .textStart
        case .textEnd: self = .textEnd
        case .deleteBack: self = .deleteBackward
        case .deleteForward: self = .deleteForward
        case .deleteWordBack: self = .deleteWordBackward
        case .deleteWordForward: self = .deleteWordForward
        case .deleteToStart: self = .killToLineStart
        case .deleteToEnd: self = .killToLineEnd
        case .yank: self = .yank
        case .undoEdit: self = .undo
        case .redoEdit: self = .redo
        default: return nil
        }
    }
}
