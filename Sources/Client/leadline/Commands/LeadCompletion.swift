import ArgumentParser
import Glibc
import LocalStore
import Messaging

/// What a shell offers where a lead is to be named: the ids and numbers of the mirror.
///
/// It changes nothing, makes no mirror, and has no words for failures: then there is nothing to offer. A name stands
/// beside a lead where the shell shows such things; what is offered itself is made of digits and a letter alone, because
/// shells read it anew.
enum LeadCompletion {
    /// For an argument that is a lead or a number.
    static let lead = CompletionKind.custom { arguments, index, _ in leads(arguments, typed(arguments, index)) }

    /// For the words behind `do`, of which the first is a lead for some commands.
    static let words = CompletionKind.custom { arguments, index, _ in
        let before = arguments.prefix(max(0, index)).drop { $0 != DoCommand.configuration.commandName }.dropFirst()
        let plain = withoutOptions(Array(before))
        guard plain.count == 1, let deed = Deed(named: plain[0]), deed.isAboutLead else { return [] }
        return leads(arguments, typed(arguments, index))
    }

    /// For the name of a profile: those of the settings file that is meant.
    static let profile = CompletionKind.custom { arguments, _, _ in
        let environment = Environment.ofProcess
        let settings = try? Settings(
            environment: environment, folders: Folders(environment), explicitPath: value("--config", arguments))
        // Settings that cannot be read are told of by the command itself.
        return ((try? settings?.profileNames()) ?? []).filter(Profile.isName)
    }

    /// How many are offered; more than that nobody looks through.
    private static let most = 50

    private static func typed(_ arguments: [String], _ index: Int) -> String {
        arguments.indices.contains(index) ? arguments[index] : ""
    }

    private static func withoutOptions(_ words: [String]) -> [String] {
        var plain: [String] = []
        var isValue = false
        for word in words {
            defer { isValue = ["--profile", "--config", "--to"].contains(word) }
            if !isValue, !word.hasPrefix("-") { plain.append(word) }
        }
        return plain
    }

    private static func leads(_ arguments: [String], _ typed: String) -> [String] {
        let choice = ProfileChoice(profile: value("--profile", arguments), config: value("--config", arguments))
        // Settings or a mirror that cannot be read are told of by the command itself.
        guard let desk = try? Desk(choice), access(desk.databasePath, R_OK) == 0, let store = try? desk.openStore(),
            let rows = try? found(typed, store)
        else { return [] }
        return rows.compactMap { offer($0, typed) }
    }

    private static func value(_ option: String, _ arguments: [String]) -> String? {
        if let whole = arguments.first(where: { $0.hasPrefix(option + "=") }) {
            return String(whole.dropFirst(option.count + 1))
        }
        guard let place = arguments.firstIndex(of: option), place + 1 < arguments.count else { return nil }
        return arguments[place + 1]
    }

    private static func found(_ typed: String, _ store: InboxStore) throws -> [LeadRow] {
        if let id = LeadID(typed) { return try store.lead(id).map { [$0] } ?? [] }
        if typed.isEmpty || typed == "L" { return try store.leadWindow(LeadQuery(limit: most)).rows }
        return try store.jump(typed, limit: most)
    }

    /// The id where one is being typed or the lead has no number, else the number.
    private static func offer(_ row: LeadRow, _ typed: String) -> String? {
        let number = typed.hasPrefix("L") ? nil : row.address.phoneNumber?.e164
        let word = number ?? row.id.description
        let name = visible(row.name ?? "", limit: 40).filter { $0.isLetter || $0.isNumber || " .-'".contains($0) }
        guard !name.isEmpty else { return word }
        switch CompletionShell.requesting {
        case .zsh?: return "\(word):\(name)"
        case .fish?: return "\(word)\t\(name)"
        default: return word
        }
    }
}
