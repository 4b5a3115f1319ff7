import Messaging

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
        let meant = meant(by: String(word))
        guard meant.count == 1, let form = meant.first else { return .failure(Problem(word: String(word), meant)) }
        if form.argument == .none, !argument.isEmpty {
            return .failure(Problem(sentence: "\(form.name) takes nothing after its name."))
        }
        return .success(Command(action: form.action, argument: String(argument)))
    }

    /// The commands that a word may mean: the one of that name, else those whose name or another word for it begins so.
    private static func meant(by word: String) -> [Form] {
        let name = synonyms[word] ?? word
        if let form = forms.first(where: { $0.name == name }) { return [form] }
        guard !word.isEmpty else { return [] }
        let others = Set(synonyms.filter { $0.key.hasPrefix(word) }.map(\.value))
        return forms.filter { $0.name.hasPrefix(word) || others.contains($0.name) }
    }

    /// Why a line is no command.
    package struct Problem: Error, Hashable, Sendable {
        package let sentence: String

        init(sentence: String) { self.sentence = sentence }

        /// A word that means no command, or several.
        init(word: String, _ meant: [Form]) {
            let shown = VisibleText(word, keepsLines: false, limit: 40).text
            guard meant.isEmpty else {
                let names = meant.prefix(4).map(\.name).joined(separator: ", ")
                sentence = "\(shown) may mean \(names)\(meant.count > 4 ? " and more" : "")."
                return
            }
            let nearest = NearestName.of(word, among: forms.map(\.name)).map { " Did you mean \($0)?" } ?? ""
            sentence = "There is no command \(shown).\(nearest)"
        }
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
