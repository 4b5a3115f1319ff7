import ArgumentParser
import Inbox
import Messaging

/// `leadline keys`: the table of keys, made from the one that the inbox obeys.
///
/// The README's table is this command's output, and a test compares the two.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Print the table of keys.",
        discussion: """
            With --profile it shows that profile's own keys, else the usual ones. Where a key works is told by the names \
            that the settings use: table, conversation, composer, line (a prompt of one line), sheet (a card or list over \
            the panes) and question.
            """)

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

    /// An object for each action and pane where it has a key.
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

    /// The tables of the README, one for each section of the help.
    private static func markdown(_ map: KeyMap) -> [String] {
        sections.flatMap { section, rows in
            ["**\(section.rawValue)**", "", "| key | where | what it does | name |", "|---|---|---|---|"]
                + rows.flatMap { row in
                    Place.of(row.action, map).map { place in
                        let keys = place.keys.map { "`\($0.replacing("|", with: "\\|"))`" }.joined(separator: " ")
                        return "| \(keys) | \(place.name) | \(row.sentence) | `\(row.action.rawValue)` |"
                    }
                } + [""]
        }
    }

    /// The same for people at a terminal.
    private static func plain(_ map: KeyMap) -> [String] {
        sections.flatMap { section, rows in
            var columns = Columns()
            for row in rows {
                for place in Place.of(row.action, map) {
                    columns.add(["  " + place.keys.joined(separator: "  "), place.name, row.sentence])
                }
            }
            return [section.rawValue] + columns.lines + [""]
        }
    }

    private static var sections: [(ActionRow.Section, [ActionRow])] {
        ActionRow.Section.allCases.map { section in (section, ActionTable.rows.filter { $0.section == section }) }
    }

    /// The keys that an action has in some contexts, the same in all of them.
    private struct Place {
        let keys: [String]
        let contexts: [KeyContext]

        /// By the names that the settings use; an action without a key is a command of the palette.
        var name: String {
            if contexts.isEmpty { return "palette" }
            if contexts.count == KeyContext.allCases.count { return "everywhere" }
            return contexts.map(\.rawValue).joined(separator: ", ")
        }

        /// One for each different set of keys, in the order of the contexts.
        static func of(_ action: Action, _ map: KeyMap) -> [Place] {
            var places: [Place] = []
            for context in KeyContext.allCases {
                let keys = map.keys(of: action, in: context)
                if keys.isEmpty { continue }
                if let same = places.firstIndex(where: { $0.keys == keys }) {
                    places[same] = Place(keys: keys, contexts: places[same].contexts + [context])
                } else {
                    places.append(Place(keys: keys, contexts: [context]))
                }
            }
            return places.isEmpty ? [Place(keys: [":\(action.rawValue)"], contexts: [])] : places
        }
    }
}
