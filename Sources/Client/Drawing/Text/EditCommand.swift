/// What the line editor can be told to do.
package enum EditCommand: Hashable, Sendable {
    case insert(String), paste(String), newline
    case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
    case killToLineStart, killToLineEnd, yank
    case left, right, up, down, wordLeft, wordRight
    case lineStart, lineEnd, textStart, textEnd
    case undo, redo

    /// The command that line editors conventionally give a key, or `nil` where a key edits nothing.
    ///
    /// Enter is not among them: whether it sends or breaks the line is the pane's affair.
    package init?(_ key: Key) {
        switch key {
        case .character(let character): self = .insert(String(character))
        case .paste(let text, _): self = .paste(text)
        case .ctrl(let letter):
            guard let command = EditCommand.ctrl[letter] else { return nil }
            self = command
        case .alt(let letter):
            guard let command = EditCommand.alt[letter] else { return nil }
            self = command
        case .named(let name):
            guard let command = EditCommand.named[name] else { return nil }
            self = command
        case .mouse, .resize, .focusIn, .focusOut: return nil
        }
    }

    private static let ctrl: [Character: EditCommand] = [
        "a": .lineStart, "e": .lineEnd, "k": .killToLineEnd, "u": .killToLineStart, "w": .deleteWordBackward,
        "y": .yank, "b": .left, "f": .right, "p": .up, "n": .down, "d": .deleteForward, "j": .newline, "_": .undo,
    ]
    private static let alt: [Character: EditCommand] = [
        "b": .wordLeft, "f": .wordRight, "d": .deleteWordForward, "_": .redo, "<": .textStart, ">": .textEnd,
    ]
    private static let named: [Key.Name: EditCommand] = [
        .backspace: .deleteBackward, .delete: .deleteForward, .left: .left, .right: .right, .up: .up, .down: .down,
        .home: .lineStart, .end: .lineEnd, .ctrlLeft: .wordLeft, .ctrlRight: .wordRight, .altLeft: .wordLeft,
        .altRight: .wordRight, .ctrlHome: .textStart, .ctrlEnd: .textEnd, .altBackspace: .deleteWordBackward,
        .ctrlDelete: .deleteWordForward, .altEnter: .newline,
    ]
}
