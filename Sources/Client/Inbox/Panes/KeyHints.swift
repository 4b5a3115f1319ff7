import Messaging

/// Which keys are worth a hint where the cursor is, and how a sentence names them there.
extension InboxState {
    /// The actions to be hinted at, the most useful first.
    var hintedActions: [Action] {
        switch context {
        // The same for every row, or a step of the cursor would change the line.
        case .table: [.help, .reply, .quit, .longestWaiting, .filter, .open, .done]
        case .conversation: conversationHints
        case .composer:
            composer?.lock == nil
                ? [.send, .leaveComposer, .sendDoneNext, .newLine, .help] : [.leaveComposer, .help]
        case .sheet: sheetHints
        case .line: [.accept, .dismiss, .complete]
        case .question: [.answerNo]
        }
    }

    /// What the message under the cursor needs, before what each can be used for.
    private var conversationHints: [Action] {
        var own: [Action] = []
        if let row = conversation.current?.row {
            if row.sendState == .held || row.sendState == .pending {
                own = [.undo, .sendNow]
            } else if row.sendState == .absent {
                own = [.sendNow, .resend]
            } else if row.isResendable {
                own = [.resend]
            }
            if row.mediaCount > 0 { own += [.save, .media] }
            if currentLink != nil { own.append(.openLink) }
        }
        let usable = (own + [.details, .copyMessage]).filter { unavailability(of: $0, in: .conversation) == nil }
        return usable.prefix(own.isEmpty ? 0 : 1) + [.help, .back, .reply] + usable.dropFirst(own.isEmpty ? 0 : 1)
    }

    private var sheetHints: [Action] {
        switch sheet?.kind {
        case .media: [.open, .save, .back]
        case .details: [.back, .copyMessage] + (currentLink == nil ? [] : [.openLink, .copyLink])
        case .leadCard, nil: [.back, .copyNumber]
        }
    }

    /// What a key does here, in two or three words.
    func hint(of action: Action) -> String {
        let row = conversation.current?.row
        if action == .undo, takeBackCandidate != nil { return "take back" }
        if action == .sendNow, row?.sendState == .absent { return "send again" }
        if action == .answerNo, question?.isAsleep == true { return "end the typing" }
        if action == .resend, row?.doubt != nil { return "compare, decide" }
        return ActionTable.row(action).hint
    }
}

extension InboxSettings {
    /// The key of an action as a sentence names it to somebody in this pane. What has none in a text is done behind it.
    func keyText(_ action: Action, in pane: Pane) -> String {
        let word = ":\(action.rawValue)"
        switch pane {
        case .table: return keyMap.label(action, in: .table) ?? word
        case .conversation: return keyMap.label(action, in: .conversation) ?? word
        case .composer:
            if action == .undo, let key = keyMap.label(.undoEdit, in: .composer) { return key }
            if let key = keyMap.label(action, in: .composer) { return key }
            let leave = keyMap.label(.leaveComposer, in: .composer) ?? "Ctrl-c"
            return "\(leave) \(keyMap.label(action, in: .table) ?? word)"
        }
    }
}
