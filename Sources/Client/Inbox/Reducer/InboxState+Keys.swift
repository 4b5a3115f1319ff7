import Drawing
import Messaging

extension InboxState {
    /// How long a half-typed key waits before what can follow is shown.
    static let hintDelay = Duration.milliseconds(400)
    /// A notice that has stood so long goes with the next key.
    private static let noticeTime = Duration.seconds(4)
    private static let keysNudgeEvery = Duration.seconds(2)

    /// Takes the keys of one read.
    mutating func press(_ keys: [Key]) {
        let burst = Burst(keys, at: elapsed)
        press(keys.map { TypedKey(key: $0, burst: burst) })
    }

    /// Takes keys. When one of them opens a question, those after it were typed before the person could have read it,
    /// and are dropped; so is a text for which no composer has opened.
    mutating func press(_ typed: [TypedKey]) {
        var rest = typed[...]
        isBreakDue = false
        while let one = rest.popFirst() {
            let hadQuestion = question != nil
            (hasRefusedText, refusal) = (false, nil)
            burst = one.burst
            if let meant = escapeAndKey(one.key) ?? notAnAddress(one.key) {
                rest = meant.map { TypedKey(key: $0, burst: one.burst) } + rest
                continue
            }
            press(one.key)
            if one.key != .focusIn, one.key != .focusOut { lastKey = one.key }
            if let refusal, !rest.isEmpty { say("\(refusal) What was typed behind it did nothing.", .warning) }
            if !hadQuestion && question != nil || hasRefusedText || refusal != nil {
                for later in rest.map(\.key) where later == .focusIn || later == .focusOut { press(later) }
                break
            }
        }
    }

    private mutating func press(_ key: Key) {
        switch key {
        case .focusIn: hasKeyboard = true
        case .focusOut: hasKeyboard = false
        case .mouse(let mouse):
            noteActivity()
            if typedAhead.isEmpty || !keepsForLater(key) { point(mouse) }
        case .resize: break
        case _ where layout.isTooSmall && leavesSmallScreen(key): requestQuit()
        // Nobody sees what a key would do, but for what is written there.
        case _ where layout.isTooSmall && question == nil && ![.ctrl("l"), .ctrl("z")].contains(key): break
        case _ where isMeantForWhatWent(key): noteActivity()
        case _ where keepsForLater(key): noteActivity()
        default:
            noteActivity()
            obey(intent(of: key))
        }
        // The next key of the batch must not act on what belonged to the lead before.
        followLead()
    }

    /// Somebody is at the keyboard: the engine looks more often, and an old notice goes.
    private mutating func noteActivity() {
        if !hasHeardKey || elapsed - lastKeyAt >= Self.keysNudgeEvery { emit(.outside(.nudge(.keysPressed))) }
        (lastKeyAt, hasHeardKey, hasKeyboard) = (elapsed, true, true)
        // Whoever has pressed another key since is not waiting for the lead to make way any longer.
        table.letsGo = nil
        if notices.hasStood(Self.noticeTime, at: elapsed) { clearNotice() }
    }

    /// What a key means here and now.
    private mutating func intent(of key: Key) -> Intent {
        let context = context
        if case .paste(let text, let isCut) = key {
            endPending()
            return context == .composer || context == .line ? .paste(text, isCut: isCut) : .nothing
        }
        let isText = context == .composer || context == .line
        if !isText, context != .question, pending.strokes.isEmpty, case .character(let digit) = key,
            let value = digit.wholeNumberValue, digit.isASCII, value > 0 || pending.count != nil
        {
            pending.count = min((pending.count ?? 0) * 10 + value, 999_999)
            return .wait
        }
        let strokes = pending.strokes + [key]
        switch settings.keyMap.meaning(of: strokes, in: context) {
        case .action(let action):
            let count = pending.count
            endPending()
            return .act(action, count: count)
        case .beginning:
            pending.strokes = strokes
            alarms[.hint] = elapsed + Self.hintDelay
            return .wait
        case .nothing:
            let wasPending = !pending.isEmpty
            endPending()
            if context == .question { return answerIntent(key) }
            if isText, !wasPending, case .character(let character) = key { return .type(String(character)) }
            sayUnbound(strokes)
            return .nothing
        }
    }

    /// A letter or Enter at a question. An answer is a key that comes alone; whoever types is not answering. A question
    /// that nobody asked for waits until that is over, and behind a letter for a word that no text holds.
    private mutating func answerIntent(_ key: Key) -> Intent {
        guard let question else { return .nothing }
        var index: Int?
        if key == .named(.enter) {
            index = question.safe
        } else if case .character(let letter) = key {
            index = question.answers.firstIndex { String($0.key) == letter.lowercased() }
        }
        if let index, burst.isSingle, !question.isAsleep, elapsed >= question.hearsFrom {
            answer(index)
        } else if question.isUninvited {
            self.question?.hearsFrom = elapsed + Question.typingPatience
            guard case .character = key else { return .nothing }
            self.question?.isAsleep = true
            textAt = elapsed
        }
        return .nothing
    }

    /// Forgets the half-typed key.
    mutating func endPending() {
        pending = PendingKeys()
        alarms[.hint] = nil
    }

    /// Does what a key means, or says why that cannot be done.
    private mutating func obey(_ intent: Intent) {
        switch intent {
        case .act(let action, let count):
            if let reason = unavailability(of: action, in: context) {
                if case .begin = action.kind, composer == nil { lockComposer(reason) } else { refuse(reason) }
            } else if let reason = refusal(ofBurst: action) {
                refuse(reason)
                refuseBurst(action)
            } else {
                perform(action, count: count)
            }
        case .type(let text):
            // Where an Enter was pressed and not obeyed, two texts do not become one word.
            if isBreakDue { editText(.newline) }
            isBreakDue = false
            if picker == nil { textAt = burst.at }
            editText(.insert(text))
        case .paste(let text, let isCut): paste(text, isCut: isCut)
        case .wait, .nothing: break
        }
    }

    /// Says why a key is not obeyed. Of keys that came together those behind it were meant for what it would have done.
    mutating func refuse(_ reason: String, _ weight: Notice.Weight = .warning) {
        say(reason, weight)
        guard !burst.isSingle, composer == nil, picker == nil else { return }
        refusal = reason
        lull = Lull(after: .refusedKey, at: burst.at)
    }

    /// What stands behind a key that was not obeyed is a new line of the text, or meant for another lead.
    private mutating func refuseBurst(_ action: Action) {
        guard composer != nil, picker == nil else { return }
        let goesOn = action == .send && settings.afterSend == .write
        if goesOn { isBreakDue = true } else { lull = Lull(after: .refusedSend, at: burst.at) }
    }

    /// Why an action is not to come of keys that arrived all at once, or `nil`.
    func refusal(ofBurst action: Action) -> String? {
        switch action.kind {
        case .compose(.send), .compose(.sendDoneNext):
            burst.sendsNothing ? "That came together with what was typed: look at it, then press the key again." : nil
        case .triage, .history, .outbox, .program(.quit):
            burst.readsLikeText
                ? "That came all at once, like a text: what would have changed something did nothing." : nil
        case .move, .attend, .pane, .find, .begin, .compose, .look, .program, .line, .edit: nil
        }
    }

    /// Pasted text is text: line breaks in it break lines and never send.
    private mutating func paste(_ text: String, isCut: Bool) {
        editText(.paste(text))
        if sayCut("The paste", isCut: isCut) { return }
        guard let composer, picker == nil else { return }
        let segments = Segments(composer.editor.text).count
        if segments > 3 { say("Pasted; the message now has \(segments) parts.", .warning) }
    }

    /// Says that not all of a text came in, where that is so: either what is edited has no room for more, or the text
    /// was cut on its way here.
    @discardableResult
    mutating func sayCut(_ what: String, isCut: Bool) -> Bool {
        let missing = picker?.line.overflow ?? composer?.editor.overflow ?? 0
        guard isCut || missing > 0 else { return false }
        let rest =
            isCut
            ? "its end is" : missing == 1 ? "its last character is" : "its last \(grouped(missing)) characters are"
        say("\(what) is longer than fits: \(rest) missing.", .warning)
        return true
    }

    /// Changes the text that is being edited: the prompt's where one is open, else the composer's.
    mutating func editText(_ command: EditCommand) {
        if picker != nil {
            editLine { $0.apply(command) }
        } else if composer != nil {
            let width = editorWidth
            edit { $0.apply(command, width: width) }
        }
    }
}
