import Drawing
import Messaging

extension InboxState {
    /// Does what an action says. Whether it can be done was asked before.
    mutating func perform(_ action: Action, count: Int?) {
        switch action.kind {
        case .move(let motion): move(motion, count: count)
        case .attend(let attention, let isBackwards): attend(attention, isBackwards: isBackwards)
        case .pane(let step): changePane(step)
        case .find(let search): find(search, count: count ?? 1)
        case .begin(let beginning): begin(beginning)
        case .compose(let step): write(step)
        case .outbox(let step): decide(step)
        case .triage(let step): decide(step)
        case .history(.undo): undo()
        case .history(.redo): redo()
        case .look(let look): self.look(look)
        case .program(let step): command(step)
        case .line(let step): answerLine(by: step)
        case .edit(let command): editText(by: command)
        }
    }

    private mutating func find(_ search: ActionKind.Search, count: Int) {
        switch search {
        // What is typed behind a filter that is on narrows it further.
        case .filter: openPicker(.filter, text: table.filterText.isEmpty ? "" : table.filterText + " ")
        case .search: openPicker(.search)
        case .jump: openPicker(.jump)
        case .nextMatch: showMatch(count)
        case .previousMatch: showMatch(-count)
        case .sort: sortNext()
        case .reverse: reverseOrder()
        }
    }

    private mutating func begin(_ beginning: ActionKind.Beginning) {
        switch beginning {
        case .reply: openComposer()
        case .compose: openPicker(.number)
        case .resend: editAndResend()
        }
    }

    private mutating func write(_ step: ActionKind.ComposerStep) {
        switch step {
        case .send: send(then: settings.afterSend)
        case .sendDoneNext: send(then: .doneNext)
        case .newLine: editText(.newline)
        case .leave: leaveComposer()
        case .replaceCostly: replaceCostly()
        case .attach: openPicker(.attachment)
        case .sender: switchSender()
        case .editor:
            guard let composer else { return }
            saveDraft()
            emit(.terminal(.openEditor(text: composer.editor.text, lead: composer.lead)))
        }
    }

    private mutating func decide(_ step: ActionKind.OutboxStep) {
        switch step {
        case .takeBack: if let text = takeBackCandidate { takeBack(text) }
        case .sendNow:
            if let row = conversation.current?.row, row.sendState == .absent, row.sentAgainAt == nil {
                return sendAgain(row)
            }
            sendNowCandidates.forEach { sendNow($0) }
        }
    }

    private mutating func decide(_ step: ActionKind.TriageStep) {
        switch step {
        case .unread: toggleUnread()
        case .done: toggleDone()
        case .name:
            guard let row = currentRow else { return }
            openPicker(.name(row.id), text: row.name ?? offeredNames[row.id] ?? "")
        case .block: setBlocked(true)
        case .unblock: setBlocked(false)
        }
    }

    private mutating func look(_ look: ActionKind.Look) {
        switch look {
        case .details: if let message = conversation.current { sheet = Sheet(.details(message.id)) }
        case .media: openMediaList()
        case .leadCard: if let row = currentRow { sheet = Sheet(.leadCard(row.id)) }
        case .save: saveMedia()
        case .copyMessage: copyMessage()
        case .copyNumber: copyNumber()
        case .copyLink: copyLink()
        case .openLink: openLink()
        }
    }

    private mutating func command(_ step: ActionKind.ProgramStep) {
        switch step {
        case .palette:
            openPicker(.palette)
            picker?.choice = -1
        case .help: openPicker(.help)
        case .theme:
            openPicker(.palette, text: Action.theme.rawValue + " ")
            picker?.choice = -1
        case .sync:
            emit(.outside(.nudge(.head)))
            say("Looking for new messages.")
        case .redraw: emit(.terminal(.redraw))
        case .suspend:
            saveDraft()
            emit(.terminal(.suspend))
        case .cancel: cancel()
        case .quit: requestQuit()
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

    private mutating func answerLine(by step: ActionKind.LineStep) {
        switch step {
        case .accept: acceptLine()
        case .dismiss: dismissLine()
        case .complete: completeLine()
        case .nextChoice: moveChoice(by: 1)
        case .previousChoice: moveChoice(by: -1)
        case .historyBack: walkHistory(1)
        case .historyForward: walkHistory(-1)
        case .answerNo: answerSafely()
        }
    }

    private mutating func editText(by command: EditCommand) {
        if command == .undo, picker == nil, composer?.editor.canUndo == false {
            if let text = takeBackCandidate { takeBack(text) } else { say("There is nothing to undo.") }
            return
        }
        editText(command)
    }
}
