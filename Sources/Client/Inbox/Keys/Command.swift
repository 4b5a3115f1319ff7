/// A line of the palette, as a person types it after the colon.
package struct Command: Hashable, Sendable {
    package let action: Action
    /// What follows the name, or an empty text.
    package let argument: String

    /// What the argument is.
    var takes: Argument { Self.arguments[action] ?? .none }

    /// What may follow a command's name.
    package enum Argument: Hashable, Sendable {
        case none
        /// What the lead is to be called.
        case name
        /// The address of something to attach.
        case address
        /// The number of a new conversation.
        case number
        /// What the table is narrowed to.
        case filter
        /// What is looked for in all messages, or among the leads.
        case search, jump
        /// The name of a theme.
        case theme
        /// An order of the table.
        case order
    }

    /// One command the palette offers.
    package struct Form: Hashable, Sendable {
        package let name: String
        package let action: Action
        package let argument: Argument
        package let sentence: String
    }

    /// Every command, in the order in which the palette lists them.
    package static let forms: [Form] = ActionTable.rows.compactMap { row in
        guard row.action.kind.isCommand else { return nil }
        return Form(
            name: row.action.rawValue, action: row.action, argument: arguments[row.action] ?? .none,
            sentence: row.sentence)
    }

    /// What else a person may type for a name.
    private static let synonyms: [String: String] = [
        "q": "quit", "exit": "quit", "wq": "quit", "h": "help", "new": "compose", "write": "reply",
        "mark-done": "done", "refresh": "sync", "colors": "theme", "next": "longest-waiting",
    ]

    /// What may follow a name, where anything may.
    private static let arguments: [Action: Argument] = [
        .name: .name, .attach: .address, .compose: .number, .filter: .filter, .search: .search, .jump: .jump,
        .theme: .theme, .sort: .order,
    ]

    /// Reads a line; what is wrong with it is told in a sentence.
    package static func parse(_ line: String) -> Result<Command, Problem> {
        let trimmed = line.drop(while: \.isWhitespace)
        let word = trimmed.prefix { !$0.isWhitespace }
        let rest = trimmed.dropFirst(word.count).drop(while: \.isWhitespace)
        var argument = rest
        while argument.last?.isWhitespace == true { argument.removeLast() }
        let name = synonyms[String(word)] ?? String(word)
        guard let form = forms.first(where: { $0.name == name }) else {
            let near = forms.first { $0.name.hasPrefix(name) }
            return .failure(
                Problem(sentence: "There is no command \(word)." + (near.map { " Did you mean \($0.name)?" } ?? "")))
        }
        if form.argument == .none, !argument.isEmpty {
            return .failure(Problem(sentence: "\(form.name) takes nothing after its name."))
        }
        return .success(Command(action: form.action, argument: String(argument)))
    }

    /// Why a line is no command.
    package struct Problem: Error, Hashable, Sendable {
        package let sentence: String
    }
}

extension ActionKind {
    /// Whether the palette offers it: what only moves, edits or answers has keys for that.
    fileprivate var isCommand: Bool {
        switch self {
        case .move, .line, .edit: false
        case .attend(_, let isBackwards): !isBackwards
        case .pane, .find, .begin, .compose, .outbox, .triage, .history, .look, .program: true
        }
    }
}
