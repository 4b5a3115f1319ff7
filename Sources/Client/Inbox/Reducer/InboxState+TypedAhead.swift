import Drawing
import Messaging

/// Keys that came before it was known what they are about.
///
/// Over a slow line a person's keys arrive together: `a r` is one read. What `r` means is known only once the store has
/// told who has waited longest; until then it waits, with all that follows it, since any other lead is the wrong one.
/// Where the answer is that there is no such lead, or none comes, the keys do nothing, and that is said.
extension InboxState {
    /// How long keys wait for an answer. Whoever has not heard from the store by then has stopped to think.
    static let typedAheadLife = Duration.seconds(2)
    /// More than anybody types in that time.
    private static let mostTypedAhead = 4096

    /// Whether a key has to wait, which it then does.
    mutating func keepsForLater(_ key: Key) -> Bool {
        guard typedAhead.isEmpty ? mustWait(key) : isPlain(key) else { return false }
        guard typedAhead.count < Self.mostTypedAhead else {
            dropTypedAhead("Too much was typed before the list was read; none of it did anything.")
            return true
        }
        if typedAhead.isEmpty { alarms[.typedAhead] = (awaitedSince ?? elapsed) + Self.typedAheadLife }
        typedAhead.append(TypedKey(key: key, burst: burst))
        return true
    }

    /// Takes the keys that have waited, as far as it is known now what they are about.
    mutating func takeTypedAhead() {
        guard let first = typedAhead.first?.key else { return }
        // What was typed before a question could be read is no answer to it.
        if question != nil { return dropTypedAhead("What was typed before this question did nothing.") }
        followLead()
        if let end = alarms[.typedAhead], elapsed >= end { return dropTypedAhead() }
        if mustWait(first) {
            alarms[.typedAhead] = (awaitedSince ?? elapsed) + Self.typedAheadLife
            return
        }
        let keys = typedAhead
        forgetTypedAhead()
        press(keys)
    }

    /// The keys that wait do nothing: nobody knows what they were meant for, or what they were meant for is not there.
    mutating func dropTypedAhead(_ reason: String? = nil) {
        guard !typedAhead.isEmpty else { return }
        forgetTypedAhead()
        // Whoever types on has not read that yet; the rest of a text is no command.
        if composer == nil, elapsed - lastKeyAt < Question.typingPatience {
            lull = Lull(after: .refusedKey, at: elapsed)
        }
        say(reason ?? "The list was not read in time; the keys pressed meanwhile did nothing.", .warning)
    }

    /// The same where what is said already tells why.
    mutating func forgetTypedAhead() {
        typedAhead = []
        alarms[.typedAhead] = nil
    }

    // MARK: What waits

    /// Whether a key is one that may have to wait. Getting out, and seeing clearly, need no lead.
    private func isPlain(_ key: Key) -> Bool {
        question == nil && ![.ctrl("c"), .ctrl("l"), .ctrl("z")].contains(key)
    }

    private func mustWait(_ key: Key) -> Bool {
        guard isPlain(key) else { return false }
        switch context {
        case .line: return lineMustWait(key)
        case .table: return isPlaceAwaited && !isStep(key) || areMessagesAwaited && needsMessages(key)
        case .conversation: return isPlaceAwaited || areMessagesAwaited && needsMessages(key)
        case .composer: return isDraftAwaited && leavesEditor(key)
        case .sheet, .question: return false
        }
    }

    /// When the newest question was asked whose answer has not come.
    private var awaitedSince: Duration? {
        let rows = table.awaitedWish == nil ? nil : table.asked?.since
        let messages = areMessagesAwaited || isDraftAwaited ? conversation.asked?.since : nil
        return [waitingAsked?.since, rows, picker?.asked?.since, messages].compactMap(\.self).max()
    }

    /// Whether the store has yet to tell which lead the cursor is on.
    private var isPlaceAwaited: Bool {
        if isAwaited(waitingAsked) || table.wish != nil { return true }
        return table.awaitedWish != nil && isAwaited(table.asked)
    }

    /// Whether the messages of the current lead are on their way, or about to be asked for.
    private var areMessagesAwaited: Bool {
        conversation.lead != nil && !conversation.isLoaded
            && (conversation.asked == nil || isAwaited(conversation.asked))
    }

    /// Whether a draft of the lead that is being written to is on its way.
    private var isDraftAwaited: Bool { composer?.knowsDraft == false && areMessagesAwaited }

    private func meaning(of key: Key) -> KeyMap.Meaning {
        settings.keyMap.meaning(of: pending.strokes + [key], in: context)
    }

    /// What a key is, where it is one by itself or ends one.
    private func kind(of key: Key) -> ActionKind? {
        if case .action(let action) = meaning(of: key) { action.kind } else { nil }
    }

    /// Whether a key is, or may become, a step in the table: those are counted together, wherever they begin.
    private func isStep(_ key: Key) -> Bool {
        if isAwaited(waitingAsked) || (table.wish ?? table.awaitedWish) == .firstMatch { return false }
        if case .character(let digit) = key, digit.isASCII, digit.isNumber { return true }
        if case .beginning = meaning(of: key) { return true }
        if case .move = kind(of: key) { return true }
        return false
    }

    /// Whether a key acts on a message, and so has to know the conversation.
    private func needsMessages(_ key: Key) -> Bool { kind(of: key)?.actsOnMessage ?? false }

    /// Whether a key in the composer does more than write: what it does belongs to the text together with its draft.
    private func leavesEditor(_ key: Key) -> Bool {
        guard let kind = kind(of: key) else { return false }
        if case .edit = kind { return false }
        return kind != .compose(.newLine)
    }

    /// In a prompt what chooses waits for the choices, and what follows a number for the lead with that number.
    private func lineMustWait(_ key: Key) -> Bool {
        guard let picker else { return false }
        switch picker.kind {
        case .search, .jump: return isAwaited(picker.asked) && kind(of: key)?.choosing != nil
        case .number: return isAwaited(picker.asked) && kind(of: key) != .line(.dismiss)
        case .filter: return isPlaceAwaited && kind(of: key)?.choosing == .moves
        case .palette, .help, .name, .attachment: return false
        }
    }
}

extension ActionKind {
    /// How an action chooses in a prompt.
    fileprivate enum Choosing { case moves, takes }

    /// Whether it goes along the choices of a prompt, takes one, or neither.
    fileprivate var choosing: Choosing? {
        switch self {
        case .move, .line(.nextChoice), .line(.previousChoice), .line(.historyBack), .line(.historyForward): .moves
        case .line(.accept), .line(.complete): .takes
        case .line(.dismiss), .line(.answerNo), .attend, .pane, .find, .begin, .compose, .outbox, .triage,
            .history, .look, .program, .edit:
            nil
        }
    }

    /// Whether it acts on a message of the conversation, which then has to be at hand.
    fileprivate var actsOnMessage: Bool {
        switch self {
        case .begin(.resend), .outbox(.sendNow), .triage(.unread): true
        case .look(let look):
            switch look {
            case .details, .media, .save, .copyMessage, .copyLink, .openLink: true
            case .leadCard, .copyNumber: false
            }
        case .begin(.reply), .begin(.compose), .outbox(.takeBack), .triage(.done), .triage(.name), .triage(.block),
            .triage(.unblock), .move, .attend, .pane, .find, .compose, .history, .program, .line, .edit:
            false
        }
    }
}
