package import Drawing

/// Which keys do what, in each context: the action table's defaults with a person's changes laid over them.
///
/// A key is one stroke or several. No key is the beginning of another in the same context, so the map never has to
/// wait for the clock to know what was meant.
package struct KeyMap: Hashable, Sendable {
    private var actions: [KeyContext: [[Key]: Action]] = [:]
    /// The keys of each action in the order in which they are shown.
    private var labels: [KeyContext: [Action: [KeySequence]]] = [:]
    private var prefixes: [KeyContext: Set<[Key]>] = [:]

    /// The defaults of the action table.
    package static let standard: KeyMap = {
        var map = KeyMap()
        for row in ActionTable.rows {
            for (context, keys) in row.keys {
                for sequence in keys.compactMap({ KeySequence($0) }) { map.bind(sequence, row.action, context) }
            }
        }
        map.findPrefixes()
        return map
    }()

    /// What strokes mean.
    package enum Meaning: Hashable, Sendable {
        case action(Action)
        /// The beginning of at least one key.
        case beginning
        case nothing
    }

    /// What strokes that were pressed one after the other mean together.
    package func meaning(of strokes: [Key], in context: KeyContext) -> Meaning {
        if let action = actions[context]?[strokes] { return .action(action) }
        return prefixes[context]?.contains(strokes) == true ? .beginning : .nothing
    }

    /// The keys of an action, as people write them, the one to be shown first.
    package func keys(of action: Action, in context: KeyContext) -> [String] {
        labels[context]?[action]?.map(\.description) ?? []
    }

    /// The key to be shown for an action, or `nil` where it has none.
    package func label(_ action: Action, in context: KeyContext) -> String? {
        labels[context]?[action]?.first?.description
    }

    /// Everything that can follow the strokes, in the order of the action table.
    package func continuations(of strokes: [Key], in context: KeyContext) -> [(keys: String, action: Action)] {
        ActionTable.rows.flatMap { row in
            (labels[context]?[row.action] ?? [])
                .filter { $0.keys.count > strokes.count && $0.keys.starts(with: strokes) }
                .compactMap { KeySequence(Array($0.keys.dropFirst(strokes.count))) }
                .map { (keys: $0.description, action: row.action) }
        }
    }

    /// Binds a key; whatever it did before it does no longer.
    private mutating func bind(_ sequence: KeySequence, _ action: Action, _ context: KeyContext) {
        if let before = actions[context]?[sequence.keys] {
            labels[context]?[before]?.removeAll { $0 == sequence }
        }
        actions[context, default: [:]][sequence.keys] = action
        labels[context, default: [:]][action, default: []].append(sequence)
    }

    private mutating func findPrefixes() {
        prefixes = actions.mapValues { bindings in
            Set(bindings.keys.flatMap { keys in (1..<max(1, keys.count)).map { Array(keys.prefix($0)) } })
        }
    }
}

// MARK: - A person's changes

extension KeyMap {
    /// One line of the settings: an action's name, alone (`done`) or with a context before it (`table.done`), and
    /// the keys it is to have instead of its own; none at all unbinds it.
    package struct Change: Hashable, Sendable {
        package let name: String
        package let keys: [String]

        package init(name: String, keys: [String]) { (self.name, self.keys) = (name, keys) }
    }

    /// The map with a person's changes, and a sentence for each change that cannot be made; those are left out.
    package static func changed(by changes: [Change]) -> (map: KeyMap, problems: [String]) {
        var map = standard
        var problems: [String] = []
        var taken: [KeyContext: [[Key]: String]] = [:]
        for change in changes {
            guard let (action, contexts) = read(change.name, &problems) else { continue }
            let sequences = change.keys.compactMap { text -> KeySequence? in
                let sequence = KeySequence(text)
                if sequence == nil { problems.append("keys.\(change.name): \(UntypableKey.sentence(about: text))") }
                return sequence
            }
            for context in contexts {
                let before = map.labels[context]?[action] ?? []
                map.unbind(action, context)
                for sequence in sequences {
                    if let problem = map.problem(sequence, context, taken) {
                        problems.append("keys.\(change.name): \(problem)")
                    } else {
                        map.bind(sequence, action, context)
                        taken[context, default: [:]][sequence.keys] = change.name
                    }
                }
                // Of a change that came to nothing, nothing is left: no action loses its keys by a slip.
                if !change.keys.isEmpty { map.restore(before, action, context, taken) }
            }
            map.findPrefixes()
        }
        map.restorePalette(&problems)
        return (map, problems + map.unreachable(besides: changes))
    }

    /// Gives an action without a key those back that are still free.
    private mutating func restore(
        _ before: [KeySequence], _ action: Action, _ context: KeyContext, _ taken: [KeyContext: [[Key]: String]]
    ) {
        guard keys(of: action, in: context).isEmpty else { return }
        for sequence in before where actions[context]?[sequence.keys] == nil {
            if problem(sequence, context, taken) == nil { bind(sequence, action, context) }
        }
    }

    /// The palette is the way to everything that has no key, the way out included.
    private mutating func restorePalette(_ problems: inout [String]) {
        for context in [KeyContext.table, .conversation] where keys(of: .palette, in: context).isEmpty {
            let usual = (ActionTable.row(.palette).keys[context] ?? []).compactMap { KeySequence($0) }
            restore(usual, .palette, context, [:])
            guard let kept = label(.palette, in: context) else {
                problems.append("keys.palette: it has no key in the \(context.rawValue), nor has what it leads to.")
                continue
            }
            problems.append("keys.palette: \(kept) stays in the \(context.rawValue): it leads to all that has no key.")
        }
        findPrefixes()
    }

    /// The action a change is about, and where it applies: in its own contexts unless one is named.
    private static func read(_ name: String, _ problems: inout [String]) -> (Action, [KeyContext])? {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        guard let word = parts.last, let action = Action(rawValue: word) else {
            let near = Action.allCases.first { $0.rawValue.hasPrefix(parts.last ?? name) }
            problems.append(
                "keys.\(name): there is no such action." + (near.map { " Did you mean \($0.rawValue)?" } ?? ""))
            return nil
        }
        let own = KeyContext.allCases.filter { ActionTable.row(action).keys[$0] != nil }
        guard parts.count == 2 else {
            return (action, own.isEmpty ? [.table, .conversation] : own)
        }
        guard let context = KeyContext(rawValue: parts[0]) else {
            let all = KeyContext.allCases.map(\.rawValue).joined(separator: ", ")
            problems.append("keys.\(name): there is no context \(parts[0]); there are \(all).")
            return nil
        }
        return (action, [context])
    }

    private mutating func unbind(_ action: Action, _ context: KeyContext) {
        for sequence in labels[context]?[action] ?? [] { actions[context]?[sequence.keys] = nil }
        labels[context]?[action] = nil
    }

    /// Why a key cannot be bound, or `nil`.
    private func problem(
        _ sequence: KeySequence, _ context: KeyContext, _ taken: [KeyContext: [[Key]: String]]
    ) -> String? {
        if let other = taken[context]?[sequence.keys] {
            return "\(sequence) is given to \(other) already, which keeps it."
        }
        if context == .composer || context == .line, case .character = sequence.keys.first {
            return "\(sequence) would be typed, not obeyed, in the \(context.rawValue)."
        }
        if context != .composer, context != .line, case .character(let digit) = sequence.keys.first, digit.isNumber {
            return "\(sequence) begins with a digit, which counts."
        }
        // A key may take the place of another, but not stand before it in a longer one.
        let rivals = actions[context, default: [:]].keys.filter {
            $0 != sequence.keys && ($0.starts(with: sequence.keys) || sequence.keys.starts(with: $0))
        }
        return rivals.compactMap { KeySequence($0)?.description }.min().map {
            "\(sequence) and \($0) cannot both be keys here: one is the beginning of the other."
        }
    }

    /// Actions that lost their last key to a change that was not about them.
    private func unreachable(besides changes: [Change]) -> [String] {
        let meant = Set(changes.map { $0.name.split(separator: ".").last.map(String.init) ?? $0.name })
        return ActionTable.rows.flatMap { row in
            KeyContext.allCases.compactMap { context in
                guard row.keys[context]?.isEmpty == false, !meant.contains(row.action.rawValue),
                    keys(of: row.action, in: context).isEmpty
                else { return nil }
                let taken = (row.keys[context] ?? []).compactMap { text -> String? in
                    guard let keys = KeySequence(text)?.keys, let other = actions[context]?[keys] else { return nil }
                    return "\(text) is \(other.rawValue)"
                }
                let why = taken.isEmpty ? "" : ": \(taken.joined(separator: ", "))"
                return "\(row.action.rawValue) has no key any more in the \(context.rawValue)\(why)."
            }
        }
    }
}
