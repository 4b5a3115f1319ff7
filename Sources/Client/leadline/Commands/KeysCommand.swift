import ArgumentParser
import Inbox
import Messaging

/// `leadline keys`: the table of keys, made from the one that the inbox obeys.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the table of keys.",
        discussion: "With --profile it shows that profile's own keys, else the usual ones.")

    @Flag(name: .long, help: "As a table for a README.")
    var markdown = false

    @OptionGroup var profile: ProfileOptions
    @OptionGroup var output: JSONOption

    func run() throws {
        var map = KeyMap.standard
        if profile.profile != nil || profile.config != nil {
            let desk = try Desk(profile)
            desk.warnings.forEach(Program.warn)
            map = desk.keys.map
        }
        try Output.printing { out in
            for line in output.json ? Self.json(map) : markdown ? Self.markdown(map) : Self.plain(map) {
                try out.line(line)
            }
        }
    }

    private static func json(_ map: KeyMap) -> [String] {
        ActionTable.rows.flatMap { row in
            KeyContext.allCases.compactMap { context in
                let keys = map.keys(of: row.action, in: context)
                guard !keys.isEmpty else { return nil }
                var line = JSONLine()
                line.set("action", row.action.rawValue)
                line.set("context", context.rawValue)
                line.set("keys", keys)
                line.set("help", row.sentence)
                return line.text
            }
        }
    }

    private static func markdown(_ map: KeyMap) -> [String] {
        sections.flatMap { section, rows in
            ["**\(section.rawValue)**", "", "| key | what it does | name |", "|---|---|---|"]
                + rows.map { row in
                    let keys = keys(of: row, map).map { "`\($0.replacing("|", with: "\\|"))`" }
                    let shown = keys.isEmpty ? "`:\(row.action.rawValue)`" : keys.joined(separator: " ")
                    return "| \(shown) | \(row.sentence) | `\(row.action.rawValue)` |"
                } + [""]
        }
    }

    private static func plain(_ map: KeyMap) -> [String] {
        sections.flatMap { section, rows in
            var columns = Columns()
            for row in rows {
                let keys = keys(of: row, map)
                columns.add([
                    "  " + (keys.isEmpty ? ":\(row.action.rawValue)" : keys.joined(separator: "  ")), row.sentence,
                ])
            }
            return [section.rawValue] + columns.lines + [""]
        }
    }

    private static var sections: [(ActionRow.Section, [ActionRow])] {
        ActionRow.Section.allCases.map { section in (section, ActionTable.rows.filter { $0.section == section }) }
    }

    /// The keys of an action in all contexts, each once.
    private static func keys(of row: ActionRow, _ map: KeyMap) -> [String] {
        var seen: Set<String> = []
        return KeyContext.allCases.flatMap { map.keys(of: row.action, in: $0) }.filter { seen.insert($0).inserted }
    }
}
