/// One thing that came from the keyboard's side: a key, a paste, or news about the window.
package enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter in lower case, or one of `@ [ \ ] ^ _`, with Ctrl.
    case ctrl(Character)
    case alt(Character)
    case named(Name)
    /// Everything between the marks of a bracketed paste. `isCut` where more was pasted than is taken.
    case paste(String, isCut: Bool)
    case mouse(Mouse)
    case resize
    case focusIn
    case focusOut

    package static func paste(_ text: String) -> Key { .paste(text, isCut: false) }

    /// The keys that have names, some of them together with a modifier.
    package enum Name: Hashable, Sendable {
        case enter, escape, tab, backTab, backspace, delete, insert
        case up, down, left, right, pageUp, pageDown, home, end
        case ctrlUp, ctrlDown, ctrlLeft, ctrlRight, ctrlHome, ctrlEnd, ctrlDelete
        case altUp, altDown, altLeft, altRight, altEnter, altBackspace
        case shiftUp, shiftDown, shiftLeft, shiftRight
        case f(Int)
    }

    /// What a mouse did, where it is turned on.
    package struct Mouse: Hashable, Sendable {
        package enum Action: Hashable, Sendable { case press, release, drag, wheelUp, wheelDown }
        package let action: Action
        /// 1 left, 2 middle, 3 right; nought where no button is meant.
        package let button: Int
        package let point: Point

        package init(action: Action, button: Int, point: Point) {
            self.action = action
            self.button = button
            self.point = point
        }
    }
}

// MARK: - Names as people write them

/// Keys as settings and help write them: `j`, `Ctrl-k`, `Alt-s`, `Space`, `Shift-Tab`, `F1`.
extension Key: CustomStringConvertible {
    package var description: String {
        switch self {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .ctrl("@"): "Ctrl-Space"
        case .ctrl(let character): "Ctrl-\(character)"
        case .alt(" "): "Alt-Space"
        case .alt(let character): "Alt-\(character)"
        case .named(.f(let number)): "F\(number)"
        case .named(let name): Key.names.first { $0.name == name }?.text ?? "?"
        case .paste: "Paste"
        case .mouse: "Mouse"
        case .resize: "Resize"
        case .focusIn: "Focus-In"
        case .focusOut: "Focus-Out"
        }
    }

    /// Reads one key's name, whatever its case; `nil` where it names no key that can be bound.
    package init?(_ text: String) {
        if text.count == 1, let character = text.first {
            self = .character(character)
            return
        }
        let lower = text.lowercased()
        if lower == "space" {
            self = .character(" ")
        } else if let named = Key.names.first(where: { $0.text.lowercased() == lower }) ?? Key.alias(lower) {
            self = .named(named.name)
        } else if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...24).contains(number) {
            self = .named(.f(number))
        } else if let key = Key.modified(text, lower) {
            self = key
        } else {
            return nil
        }
    }

    private static func modified(_ text: String, _ lower: String) -> Key? {
        let isCtrl = lower.hasPrefix("ctrl-"), isAlt = lower.hasPrefix("alt-")
        guard isCtrl || isAlt else { return nil }
        let rest = text.dropFirst(isCtrl ? 5 : 4)
        let character: Character? =
            rest.lowercased() == "space" ? (isCtrl ? "@" : " ") : rest.count == 1 ? rest.first : nil
        guard let character else { return nil }
        if isAlt { return .alt(character) }
        let folded = Character(character.lowercased())
        // What these four send is the same byte as the key it is named for.
        switch folded {
        case "m": return .named(.enter)
        case "i": return .named(.tab)
        case "[": return .named(.escape)
        case "h": return .named(.backspace)
        case "a"..."z", "@", "\\", "]", "^", "_": return .ctrl(folded)
        default: return nil
        }
    }

    private static func alias(_ lower: String) -> (name: Name, text: String)? {
        let whole: [String: String] = [
            "return": "Enter", "escape": "Esc", "pgup": "PageUp", "pgdn": "PageDown", "page-up": "PageUp",
            "page-down": "PageDown", "del": "Delete", "ins": "Insert", "backtab": "Shift-Tab",
        ]
        guard let text = whole[lower] else { return nil }
        return names.first { $0.text == text }
    }

    private static let names: [(name: Name, text: String)] = [
        (.enter, "Enter"), (.escape, "Esc"), (.tab, "Tab"), (.backTab, "Shift-Tab"), (.backspace, "Backspace"),
        (.delete, "Delete"), (.insert, "Insert"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"),
        (.pageUp, "PageUp"), (.pageDown, "PageDown"), (.home, "Home"), (.end, "End"), (.ctrlUp, "Ctrl-Up"),
        (.ctrlDown, "Ctrl-Down"), (.ctrlLeft, "Ctrl-Left"), (.ctrlRight, "Ctrl-Right"), (.ctrlHome, "Ctrl-Home"),
        (.ctrlEnd, "Ctrl-End"), (.ctrlDelete, "Ctrl-Delete"), (.altUp, "Alt-Up"), (.altDown, "Alt-Down"),
        (.altLeft, "Alt-Left"), (.altRight, "Alt-Right"), (.altEnter, "Alt-Enter"),
        (.altBackspace, "Alt-Backspace"), (.shiftUp, "Shift-Up"), (.shiftDown, "Shift-Down"),
        (.shiftLeft, "Shift-Left"), (.shiftRight, "Shift-Right"),
    ]
}
