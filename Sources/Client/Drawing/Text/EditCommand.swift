/// What the line editor can be told to do.
package enum EditCommand: Hashable, Sendable {
    case insert(String), paste(String), newline
    case deleteBackward, deleteForward, deleteWordBackward, deleteWordForward
    case killToLineStart, killToLineEnd, yank
    case left, right, up, down, wordLeft, wordRight
    case lineStart, lineEnd, textStart, textEnd
    case undo, redo
}
