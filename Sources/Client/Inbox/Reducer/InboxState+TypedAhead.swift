import Drawing
import Messaging

/// Keys that came before it was known which lead they are about.
///
/// Over a slow line a person's keys arrive together: `a r` is one read. What `r` means is known only once the store has
/// told who has waited longest; until then it waits, with all that follows it, since any other lead is the wrong one.
extension InboxState {
    /// How long keys wait for the store. Whoever has not heard from it by then has stopped to think.
    static let typedAheadLife = Duration.seconds(2)
    /// More than anybody types in that time.
    private static let mostTypedAhead = 4096

    /// Whether a key has to wait, which it then does.
    mutating func keepsForLater(_ key: Key) -> Bool {
        guard typedAhead.isEmpty ? mustWait(key) : isPlain(key) else { return false }
        if typedAhead.isEmpty { alarms.typedAhead = now + Self.typedAheadLife }
        if typedAhead.count < Self.mostTypedAhead { typedAhead.append(key) }
        return true
    }

    /// Takes the keys that have waited, as far as it is known now what they are about.
    mutating func takeTypedAhead() {
        guard !typedAhead.isEmpty, question != nil || !mustWait(typedAhead[0]) else { return }
        let keys = typedAhead
        (typedAhead, alarms.typedAhead) = ([], nil)
        // What was typed before a question could be read is no answer to it.
        if question == nil { press(keys) }
    }

    /// No answer has come: nobody knows any more what the keys were meant for.
    mutating func dropTypedAhead() {
        (typedAhead, alarms.typedAhead) = ([], nil)
        say("The list was not read in time; the keys pressed meanwhile did nothing.", .warning)
    }

    /// Whether a key is one that may have to wait. Getting out, and seeing clearly, need no lead.
    private func isPlain(_ key: Key) -> Bool {
        question == nil && ![.ctrl("c"), .ctrl("l"), .ctrl("z")].contains(key)
    }

    private func mustWait(_ key: Key) -> Bool {
        guard isPlain(key) else { return false }
        switch context {
        case .line: return lineMustWait(key)
        case .table: return isPlaceAwaited && !isStep(key)
        case .conversation: return isPlaceAwaited
        case .composer, .sheet, .question: return false
        }
    }

    /// Whether the store has yet to tell which lead the cursor is on.
    private var isPlaceAwaited: Bool {
        if isAwaited(waitingAskedAt) || table.wish != nil { return true }
        return table.inFlight?.wish != nil && isAwaited(table.inFlight?.at)
    }

    /// Whether a key is, or may become, a step in the table: those are counted together, wherever they begin.
    private func isStep(_ key: Key) -> Bool {
        if isAwaited(waitingAskedAt) || (table.wish ?? table.inFlight?.wish) == .firstMatch { return false }
        if case .character(let digit) = key, digit.isASCII, digit.isNumber { return true }
        switch settings.keyMap.meaning(of: pending.strokes + [key], in: .table) {
        case .action(let action): return Self.steps.contains(action)
        case .beginning: return true
        case .nothing: return false
        }
    }

    private static let steps: Set<Action> = [
        .down, .up, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .top, .bottom,
    ]

    /// In a prompt what chooses waits for the choices, and what follows a number for the lead with that number.
    private func lineMustWait(_ key: Key) -> Bool {
        guard let picker else { return false }
        let meaning = settings.keyMap.meaning(of: pending.strokes + [key], in: .line)
        func isAny(_ actions: [Action]) -> Bool {
            if case .action(let action) = meaning { actions.contains(action) } else { false }
        }
        switch picker.kind {
        case .search, .jump:
            return isAwaited(picker.askedAt) && isAny([.accept, .complete, .nextChoice, .previousChoice])
        case .number: return isAwaited(picker.askedAt) && !isAny([.dismiss])
        case .filter: return isPlaceAwaited && isAny([.nextChoice, .previousChoice])
        case .palette, .help, .name, .attachment: return false
        }
    }
}
