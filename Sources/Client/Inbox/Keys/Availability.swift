import Messaging

extension InboxState {
    /// Why an action cannot be done now, in a sentence, or `nil` when it can. What the help and the palette show, and
    /// what a key that does nothing says.
    package func unavailability(of action: Action, in context: KeyContext) -> String? {
        switch action {
        case .reply, .leadCard, .done, .unread, .name, .copyNumber, .block, .unblock:
            guard let row = currentRow else { return "No lead is selected." }
            return unavailability(of: action, for: row)
        case .send, .sendDoneNext, .newLine, .leaveComposer, .replaceCostly, .attach, .sender, .editor:
            if composer == nil { return "This works while you write; \(keyText(.reply)) begins." }
            return action == .sender && settings.senders.numbers.count < 2
                ? "There is only one number to send from." : nil
        case .resend: return resendable == nil ? "No message here can be sent again." : nil
        case .takeBack: return takeBackCandidate == nil ? "Nothing is held." : nil
        case .sendNow:
            if conversation.current?.row.sendState == .absent { return nil }
            return sendNowCandidates.isEmpty ? "Nothing is held here." : nil
        case .undo: return takeBackCandidate == nil && undoLog.done.isEmpty ? "There is nothing to undo." : nil
        case .redo: return undoLog.undone.isEmpty ? "There is nothing to do again." : nil
        case .nextMatch, .previousMatch:
            return lastHits.isEmpty ? "Nothing was searched for yet; \(keyText(.search)) searches." : nil
        case .details, .copyMessage: return conversation.current == nil ? "There is no message here." : nil
        case .openLink, .copyLink: return currentLink == nil ? "The message has no link." : nil
        case .media:
            return messageWithMedia == nil ? "The message has no picture or document." : nil
        case .save: return savingRefusal
        case .zoom: return isZoomed ? "The pane has the whole screen already." : nil
        case .unzoom: return isZoomed ? nil : "All panes are shown already."
        case .theme:
            return settings.themes.isEmpty ? "No themes were found; `leadline doctor` says where they belong." : nil
        case .longestWaiting, .previousWaiting:
            return composer == nil ? nil : "Leave the composer first; the draft is kept."
        default: return nil
        }
    }

    /// Why nothing can be saved here, or `nil`. A list that is not known yet can be fetched once the message has left.
    private var savingRefusal: String? {
        guard let row = mediaMessage?.row, row.mediaCount > 0 else { return "The message has no picture or document." }
        if selectedMedia != nil || row.externalID != nil { return nil }
        return "The message has no picture or document that is known yet."
    }

    /// Why an action cannot be done to this lead, or `nil`.
    private func unavailability(of action: Action, for row: LeadRow) -> String? {
        switch action {
        case .reply: return refusal(of: row)
        case .block: return row.isBlocked ? "\(row.shownTitle) is blocked already." : nil
        case .unblock:
            if row.isBlocked { return nil }
            return row.hasStopped
                ? "\(row.shownTitle) has opted out; only START from the lead lifts that."
                : "\(row.shownTitle) is not blocked."
        default: return nil
        }
    }

    /// The key of an action in the table, as a sentence names it.
    func keyText(_ action: Action) -> String { settings.keyMap.label(action, in: .table) ?? ":\(action.rawValue)" }
}
