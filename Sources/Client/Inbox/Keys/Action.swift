/// Everything a person can ask of the inbox, by the name that settings, the palette and the help use.
package enum Action: String, Hashable, Sendable, CaseIterable {
    // Moving.
    case down, up
    case halfPageDown = "half-page-down", halfPageUp = "half-page-up"
    case pageDown = "page-down", pageUp = "page-up"
    case top, bottom
    case longestWaiting = "longest-waiting", previousWaiting = "previous-waiting"
    case nextFailed = "next-failed", previousFailed = "previous-failed", nextUnread = "next-unread"

    // Panes.
    case open, back
    case nextPane = "next-pane", previousPane = "previous-pane"
    case paneLeft = "pane-left", paneDown = "pane-down", paneUp = "pane-up", paneRight = "pane-right"
    case zoom, unzoom

    // Finding.
    case filter, search, jump
    case nextMatch = "next-match", previousMatch = "previous-match"
    case sort, reverse

    // Writing.
    case reply, compose, resend
    case send, sendDoneNext = "send-done-next", newLine = "new-line"
    case leaveComposer = "leave-composer"
    case replaceCostly = "replace-costly", attach, sender, editor
    case takeBack = "take-back", sendNow = "send-now"

    // Triage.
    case unread, done, name, block, unblock, undo, redo

    // Looking closer.
    case details, media, leadCard = "lead-card", save
    case copyMessage = "copy-message", copyNumber = "copy-number", copyLink = "copy-link", openLink = "open-link"

    // The program.
    case palette, help, theme, sync, redraw, suspend, cancel, quit

    // One-line prompts and lists of choices.
    case accept, dismiss, complete
    case nextChoice = "next-choice", previousChoice = "previous-choice"
    case historyBack = "history-back", historyForward = "history-forward"
    /// The safe answer to a question.
    case answerNo = "answer-no"

    // Line editing.
    case lineStart = "line-start", lineEnd = "line-end", caretLeft = "caret-left", caretRight = "caret-right"
    case caretUp = "caret-up", caretDown = "caret-down"
    case wordBack = "word-back", wordForward = "word-forward"
    case textStart = "text-start", textEnd = "text-end"
    case deleteBack = "delete-back", deleteForward = "delete-forward"
    case deleteWordBack = "delete-word-back", deleteWordForward = "delete-word-forward"
    case deleteToStart = "delete-to-start", deleteToEnd = "delete-to-end", yank
    case undoEdit = "undo-edit", redoEdit = "redo-edit"
}

/// Where a key is pressed. The same key can mean different things in different contexts, never in one.
package enum KeyContext: String, Hashable, Sendable, CaseIterable {
    case table, conversation, composer
    /// A prompt of one line: the filter, a search, the palette, the help.
    case line
    /// A list or a card that lies over the panes.
    case sheet
    /// A question that has to be answered first.
    case question
}
