import Drawing

/// One row of the help: an action, its keys where the person was, and why it cannot be used there now.
struct HelpRow {
    /// `nil` where the row explains a sign of the screen.
    let action: Action?
    let keys: String
    let sentence: String
    let reason: String?
}

extension InboxState {
    /// The rows of the help that match what is typed: keys that work where the person was, other keys, and the signs.
    var helpRows: [HelpRow] {
        guard let picker, picker.kind == .help else { return [] }
        let wanted = picker.line.text.lowercased().split(separator: " ")
        var here: [HelpRow] = []
        var elsewhere: [HelpRow] = []
        for row in ActionTable.rows {
            let local = settings.keyMap.keys(of: row.action, in: picker.origin)
            let others = KeyContext.allCases.lazy
                .map { (context: $0, keys: settings.keyMap.keys(of: row.action, in: $0)) }
                .first { !$0.keys.isEmpty }
            let keys = local.isEmpty ? others?.keys ?? [":" + row.action.rawValue] : local
            let text = "\(row.action.rawValue) \(row.sentence) \(row.hint) \(row.section.rawValue)".lowercased()
            let isFound = wanted.allSatisfy { word in
                text.contains(word) || keys.contains { $0.lowercased() == word }
            }
            guard isFound else { continue }
            var reason = unavailability(of: row.action, in: picker.origin)
            if reason == nil, local.isEmpty, let others { reason = "in the \(others.context.rawValue)" }
            let help = HelpRow(
                action: row.action, keys: keys.joined(separator: " "), sentence: row.sentence, reason: reason)
            if local.isEmpty { elsewhere.append(help) } else { here.append(help) }
        }
        let signs = SignTable.rows(settings.glyphs.signs).map { sign, meaning in
            HelpRow(action: nil, keys: sign, sentence: "Sign: \(meaning)", reason: nil)
        }
        return here + elsewhere
            + signs.filter { row in
                wanted.allSatisfy { row.sentence.lowercased().contains($0) || row.keys == $0 }
            }
    }
}
