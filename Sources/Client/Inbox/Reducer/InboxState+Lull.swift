import Drawing

/// Keys that were meant for a question or a composer which has just gone.
extension InboxState {
    /// Whether a key does nothing, since it was meant for something that is not there any more.
    mutating func isMeantForWhatWent(_ key: Key) -> Bool {
        guard let lull else { return false }
        guard burst.at < lull.until || lull.isText, !isElsewhere(lull) else {
            self.lull = nil
            return false
        }
        if lull.gone == .soughtLead, !lull.hasTaken, !beginsSomething(key) {
            self.lull = nil
            return false
        }
        switch key {
        case .character, .named(.backspace):
            if takesBackAtOnce(key) { return false }
        case .named(.enter):
            // The Enter behind a text belongs to that text; alone it was meant.
            guard lull.gone == .question || lull.hasTaken else { return false }
        case .named(.escape):
            guard lull.gone == .question || lull.hasTaken else { return false }
            // Whoever leaves a composer that is closed already has left it.
            if lull.gone != .question {
                self.lull = nil
                return true
            }
        case .ctrl, .alt, .named, .mouse:
            if lull.isText { self.lull = nil }
            return false
        case .paste: return lull.gone == .refusedSend
        case .resize, .focusIn, .focusOut: return false
        }
        self.lull?.take(at: burst.at)
        textAt = burst.at
        if question?.isUninvited == true { question?.isAsleep = true }
        sayTypedOn(lull.gone)
        return true
    }

    /// Whether the keys belong to something else by now.
    private func isElsewhere(_ lull: Lull) -> Bool {
        switch lull.gone {
        case .question: false
        case .sentText, .leftText, .refusedKey, .soughtLead: composer != nil || picker != nil
        case .refusedSend: composer == nil || picker != nil
        }
    }

    /// Whether a key takes a text back that has just been sent: for that nobody should have to wait.
    private func takesBackAtOnce(_ key: Key) -> Bool {
        guard lull?.gone == .sentText, lull?.hasTaken == false, takeBackCandidate != nil else { return false }
        return settings.keyMap.meaning(of: [key], in: context) == .action(.undo)
    }

    /// Whether a key begins a text or changes something, so that it has to be meant for the lead who is selected.
    private func beginsSomething(_ key: Key) -> Bool {
        guard case .action(let action) = settings.keyMap.meaning(of: pending.strokes + [key], in: context) else {
            return false
        }
        switch action.kind {
        case .begin, .triage, .history, .outbox, .compose: return true
        case .move, .attend, .pane, .find, .look, .program, .line, .edit: return false
        }
    }

    private mutating func sayTypedOn(_ gone: Lull.Gone) {
        switch gone {
        case .question: break
        case .sentText:
            let way = takeBackCandidate == nil ? "" : " \(keyText(.undo)) takes the text back."
            say("You typed on after sending; that did nothing.\(goesOn)\(way)", .warning)
        case .leftText:
            say(
                "You typed on outside the text; that did nothing.\(goesOn) \(keyText(.reply)) goes on with it.",
                .warning)
        case .refusedKey: say("What was typed behind a key that did nothing did nothing either.\(goesOn)", .warning)
        case .soughtLead: say("That was typed for a lead who does not wait; it did nothing.\(goesOn)", .warning)
        case .refusedSend:
            say("Not sent, as it came together with a text; what followed did nothing.\(goesOn)", .warning)
        }
    }

    /// What makes letters keys again.
    private var goesOn: String { lull?.isText == true ? " Esc first, then letters are keys again." : "" }
}
