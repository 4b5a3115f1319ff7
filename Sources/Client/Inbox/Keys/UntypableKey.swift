/// Keys that people have on their keyboards and terminals cannot tell apart, or do not send at all.
enum UntypableKey {
    /// Why a name in the settings is no key that can be bound, and what to write instead.
    static func sentence(about text: String) -> String {
        guard !text.isEmpty else { return "an empty text names no key; [] leaves the action without one." }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        let modifiers = Set(parts.dropLast().map { $0.lowercased() })
        guard let last = parts.last, !modifiers.isEmpty, !last.isEmpty else { return "“\(text)” names no key." }
        if !modifiers.isDisjoint(with: ["super", "cmd", "command", "win", "meta"]) || isDigit(last),
            modifiers != ["shift"]
        {
            return "\(text) is sent by no terminal; take a letter, Ctrl- or Alt- and a letter, or F1 to F24."
        }
        let isLetter = last.count == 1 && last.first?.isLetter == true
        if modifiers == ["shift"], isLetter { return "\(text) is written \(last.uppercased())." }
        if modifiers == ["alt", "shift"], isLetter { return "\(text) is written Alt-\(last.uppercased())." }
        if modifiers == ["ctrl", "shift"] { return "\(text) arrives as Ctrl-\(last) in a terminal; write that." }
        if modifiers == ["ctrl"] || modifiers == ["shift"],
            ["enter", "tab", "esc", "backspace"].contains(last.lowercased())
        {
            return "\(text) arrives as \(last) in a terminal; take another key."
        }
        return "“\(text)” names no key."
    }

    private static func isDigit(_ text: Substring) -> Bool { text.count == 1 && text.first?.isNumber == true }
}
