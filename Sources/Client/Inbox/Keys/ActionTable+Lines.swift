extension ActionTable {
    private static let text: [KeyContext] = [.composer, .line]

    /// The rows of prompts, of line editing and of questions.
    static let lines: [ActionRow] = [
        ActionRow(.accept, .answering, "accept", "Accept the line or the choice.", keys: [.line: "Enter"]),
        ActionRow(.dismiss, .answering, "close", "Close the prompt.", keys: [.line: "Esc  Ctrl-g"]),
        ActionRow(.complete, .answering, "complete", "Take the choice over into the line.", keys: [.line: "Tab"]),
        ActionRow(.nextChoice, .answering, "next", "Go to the next choice.", keys: [.line: "Down"]),
        ActionRow(
            .previousChoice, .answering, "before", "Go to the choice before.", keys: [.line: "Up  Shift-Tab"]),
        ActionRow(
            .historyBack, .answering, "earlier", "Bring back an earlier command; elsewhere, the choice before.",
            keys: [.line: "Ctrl-p"]),
        ActionRow(
            .historyForward, .answering, "later", "Bring back a later command; elsewhere, the next choice.",
            keys: [.line: "Ctrl-n"]),
        ActionRow(
            .answerNo, .answering, "the safe answer", "Take the safe answer.", keys: [.question: "Esc  Ctrl-g"]),

        ActionRow(.lineStart, .editing, "line start", "Go to the beginning of the line.", text, by: "Ctrl-a  Home"),
        ActionRow(.lineEnd, .editing, "line end", "Go to the end of the line.", text, by: "Ctrl-e  End"),
        ActionRow(.caretLeft, .editing, "left", "Go one character left.", text, by: "Left  Ctrl-b"),
        ActionRow(
            .caretRight, .editing, "right", "Go one character right.",
            keys: [.composer: "Right  Ctrl-f", .line: "Right  Ctrl-f"]),
        ActionRow(.caretUp, .editing, "line up", "Go one line up.", keys: [.composer: "Up  Ctrl-p"]),
        ActionRow(.caretDown, .editing, "line down", "Go one line down.", keys: [.composer: "Down  Ctrl-n"]),
        ActionRow(.wordBack, .editing, "word back", "Go one word back.", text, by: "Alt-b  Ctrl-Left"),
        ActionRow(.wordForward, .editing, "word on", "Go one word on.", text, by: "Alt-f  Ctrl-Right"),
        ActionRow(
            .textStart, .editing, "text start", "Go to the beginning of the text.",
            keys: [.composer: "Alt-<  Ctrl-Home"]),
        ActionRow(.textEnd, .editing, "text end", "Go to the end of the text.", keys: [.composer: "Alt->  Ctrl-End"]),
        ActionRow(.deleteBack, .editing, "delete back", "Delete the character before.", text, by: "Backspace"),
        ActionRow(
            .deleteForward, .editing, "delete", "Delete the character under the caret.", text, by: "Delete  Ctrl-d"),
        ActionRow(
            .deleteWordBack, .editing, "delete word", "Delete the word before.", text, by: "Ctrl-w  Alt-Backspace"),
        ActionRow(.deleteWordForward, .editing, "delete word on", "Delete the word after.", text, by: "Alt-d"),
        ActionRow(
            .deleteToStart, .editing, "delete to start", "Delete to the beginning of the line.", text, by: "Ctrl-u"),
        ActionRow(.deleteToEnd, .editing, "delete to end", "Delete to the end of the line.", text, by: "Ctrl-k"),
        ActionRow(.yank, .editing, "bring back", "Bring back what was deleted last.", text, by: "Ctrl-y"),
        ActionRow(
            .undoEdit, .editing, "undo", "Undo the last edit; with nothing to undo, take the held message back.", text,
            by: "Ctrl-_"),
        ActionRow(.redoEdit, .editing, "redo", "Do the undone edit again.", text, by: "Alt-_"),
    ]
}
