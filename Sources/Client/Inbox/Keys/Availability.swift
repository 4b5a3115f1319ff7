import Messaging

extension InboxState {
    /// Why an action cannot be done now, in a sentence, or `nil` when it can. What the help and the palette show, and
    /// what a key that does nothing says.
    package func unavailability(of action: Action, in context: KeyContext) -> String? {
        if let lock = composer?.lock, action.kind.isLocked { return lock }
        if let reason = settings.unable[action] { return reason }
        return switch action.kind {
        case .move, .line, .edit: nil
        case .attend: composer == nil ? nil : "Leave the composer first; the draft is kept."
        case .pane(let step): unavailability(of: step)
        case .find(let search): unavailability(of: search)
        case .begin(let beginning): unavailability(of: beginning)
        case .compose(let step): unavailability(of: step)
        case .outbox(let step): unavailability(of: step)
        case .triage(let step): unavailability(of: step)
        case .history(.undo): takeBackCandidate == nil && undoLog.done.isEmpty ? "There is nothing to undo." : nil
        case .history(.redo): undoLog.undone.isEmpty ? "There is nothing to do again." : nil
        case .look(let look): unavailability(of: look)
        case .program(let step): unavailability(of: step)
        }
    }

    private func unavailability(of step: ActionKind.PaneStep) -> String? {
        switch step {
        case .zoom: isZoomed ? "The pane has the whole screen already." : nil
        case .unzoom: isZoomed ? nil : "All panes are shown already."
        case .open, .back, .next, .previous, .left, .down, .up, .right: nil
        }
    }

    private func unavailability(of search: ActionKind.Search) -> String? {
        switch search {
        case .nextMatch, .previousMatch:
            lastHits.isEmpty ? "Nothing was searched for yet; \(keyText(.search)) searches." : nil
        case .filter, .search, .jump, .sort, .reverse: nil
        }
    }

    private func unavailability(of beginning: ActionKind.Beginning) -> String? {
        switch beginning {
        case .reply: currentRow == nil ? Self.noLead : composer == nil ? currentRow.flatMap(refusal(of:)) : nil
        case .compose: nil
        case .resend:
            sentAgainAt.map(sentAgain) ?? (resendable == nil ? "No message here can be sent again." : nil)
        }
    }

    private func sentAgain(_ moment: Instant) -> String {
        "It was sent again at \(Moments(zone: settings.zone, now: now).dated(moment)); what became of that is shown below."
    }

    private func unavailability(of step: ActionKind.ComposerStep) -> String? {
        if composer == nil { return "This works while you write; \(keyText(.reply)) begins." }
        return switch step {
        case .sender: settings.senders.numbers.count < 2 ? "There is only one number to send from." : nil
        case .send, .sendDoneNext, .newLine, .leave, .replaceCostly, .attach, .editor: nil
        }
    }

    private func unavailability(of step: ActionKind.OutboxStep) -> String? {
        switch step {
        case .takeBack: return takeBackCandidate == nil ? "Nothing is held." : nil
        case .sendNow:
            if conversation.current?.row.sendState == .absent { return sentAgainAt.map(sentAgain) }
            return sendNowCandidates.isEmpty ? "Nothing is held here." : nil
        }
    }

    private func unavailability(of step: ActionKind.TriageStep) -> String? {
        guard let row = currentRow else { return Self.noLead }
        switch step {
        case .unread, .done, .name: return nil
        case .block: return row.isBlocked ? "\(row.shownTitle) is blocked already." : nil
        case .unblock:
            if row.isBlocked { return nil }
            return row.hasStopped
                ? "\(row.shownTitle) has opted out; only START from the lead lifts that."
                : "\(row.shownTitle) is not blocked."
        }
    }

    private func unavailability(of look: ActionKind.Look) -> String? {
        switch look {
        case .details, .copyMessage: conversation.current == nil ? "There is no message here." : nil
        case .openLink, .copyLink: currentLink == nil ? "The message has no link." : nil
        case .media: messageWithMedia == nil ? "The message has no picture or document." : nil
        case .save: savingRefusal
        case .leadCard, .copyNumber: currentRow == nil ? Self.noLead : nil
        }
    }

    private func unavailability(of step: ActionKind.ProgramStep) -> String? {
        switch step {
        case .theme:
            settings.themes.isEmpty ? "No themes were found; `leadline doctor` says where they belong." : nil
        case .palette, .help, .sync, .redraw, .suspend, .cancel, .quit: nil
        }
    }

    private static let noLead = "No lead is selected."

    /// Why nothing can be saved here, or `nil`. A list that is not known yet can be fetched once the message has left.
    private var savingRefusal: String? {
        guard let row = mediaMessage?.row, row.mediaCount > 0 else { return "The message has no picture or document." }
        if selectedMedia != nil || row.externalID != nil { return nil }
        return "The message has no picture or document that is known yet."
    }

    /// The key of an action in the table, as a sentence names it.
    func keyText(_ action: Action) -> String { settings.keyMap.label(action, in: .table) ?? ":\(action.rawValue)" }
}

extension ActionKind {
    /// Whether it waits for Esc where the composer is open although nothing can be written: all that a text could mean.
    fileprivate var isLocked: Bool {
        switch self {
        case .compose(.leave), .program, .move, .line: false
        case .compose, .edit, .pane, .attend, .find, .begin, .outbox, .triage, .history, .look: true
        }
    }
}
