/// One line of the action table: what a person can do, with which keys, and how the help says it.
package struct ActionRow: Hashable, Sendable {
    /// The headings of the help.
    package enum Section: String, Hashable, Sendable, CaseIterable {
        case writing = "Writing"
        case triage = "Triage"
        case finding = "Finding"
        case looking = "Looking closer"
        case moving = "Moving"
        case panes = "Panes"
        case program = "The program"
        case editing = "Editing a line"
        case answering = "Prompts and questions"
    }

    package let action: Action
    package let section: Section
    /// One sentence for the help.
    package let sentence: String
    /// Two or three words for the hints of the status line.
    package let hint: String
    /// The default keys of each context, in the notation of the settings, the one to be shown first.
    package let keys: [KeyContext: [String]]

    init(
        _ action: Action, _ section: Section, _ hint: String, _ sentence: String, _ keys: [KeyContext]...,
        by names: String
    ) {
        (self.action, self.section, self.hint, self.sentence) = (action, section, hint, sentence)
        let all = names.split(separator: "  ").map(String.init)
        self.keys = Dictionary(keys.joined().map { ($0, all) }, uniquingKeysWith: { first, _ in first })
    }

    init(_ action: Action, _ section: Section, _ hint: String, _ sentence: String, keys: [KeyContext: String]) {
        (self.action, self.section, self.hint, self.sentence) = (action, section, hint, sentence)
        self.keys = keys.mapValues { $0.split(separator: "  ").map(String.init) }
    }
}

/// The one table of actions. Key handling, hints, help, palette, settings and the README's key section read it.
///
/// Keys of one cell stand two spaces apart; the strokes of one key one space apart (`g g`).
package enum ActionTable {
    /// By section, and in each in the order of the actions: what one comes for stands first, how to get about behind it.
    package static let rows: [ActionRow] = {
        let all = Action.allCases.map(written)
        return ActionRow.Section.allCases.flatMap { section in all.filter { $0.section == section } }
    }()

    /// The line of an action.
    package static func row(_ action: Action) -> ActionRow { byAction[action] ?? written(action) }

    private static let byAction = Dictionary(rows.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    private static let reading: [KeyContext] = [.table, .conversation]
    private static let lists: [KeyContext] = [.table, .conversation, .sheet]
    private static let text: [KeyContext] = [.composer, .line]

    private static func written(_ action: Action) -> ActionRow {
        switch action {
        case .down:
            ActionRow(
                action, .moving, "down", "Go one row down; with a number before it, so many.", lists, by: "j  Down")
        case .up:
            ActionRow(action, .moving, "up", "Go one row up.", lists, by: "k  Up")
        case .halfPageDown:
            ActionRow(action, .moving, "half page", "Go half a page down.", lists, by: "Ctrl-d")
        case .halfPageUp:
            ActionRow(action, .moving, "half page", "Go half a page up.", lists, by: "Ctrl-u")
        case .pageDown:
            ActionRow(
                action, .moving, "page", "Go a page down.",
                keys: [
                    .table: "Ctrl-f  PageDown", .conversation: "Ctrl-f  PageDown", .sheet: "Ctrl-f  PageDown",
                    .line: "PageDown",
                    .composer: "PageDown",
                ])
        case .pageUp:
            ActionRow(
                action, .moving, "page", "Go a page up.",
                keys: [
                    .table: "Ctrl-b  PageUp", .conversation: "Ctrl-b  PageUp", .sheet: "Ctrl-b  PageUp",
                    .line: "PageUp",
                    .composer: "PageUp",
                ])
        case .top:
            ActionRow(action, .moving, "top", "Go to the first row.", lists, by: "g g  Home")
        case .bottom:
            ActionRow(
                action, .moving, "bottom", "Go to the last row, or to the row of the number before it.", lists,
                by: "G  End")
        case .longestWaiting:
            ActionRow(
                action, .moving, "longest waiting",
                "Go to the lead who has waited longest for an answer, then to the next.",
                reading, by: "a")
        case .previousWaiting:
            ActionRow(
                action, .moving, "waiting, back", "Go back to the lead who waits before this one.", reading,
                by: "A")
        case .nextFailed:
            ActionRow(
                action, .moving, "next failed", "Go to the next lead whom our last message did not reach.", reading,
                by: "g f")
        case .previousFailed:
            ActionRow(
                action, .moving, "failed, back", "Go back to the lead before whom our last message did not reach.",
                reading, by: "g F")
        case .nextUnread:
            ActionRow(action, .moving, "next unread", "Go to the next lead who is unread.", reading, by: "g u")

        case .open:
            ActionRow(
                action, .panes, "open", "Open the lead, the message's details, or the choice.",
                keys: [.table: "Enter  l  Right", .sheet: "Enter  l"])
        case .back:
            ActionRow(
                action, .panes, "back", "Go back: close what is open, then lift the filter.",
                keys: [.table: "Esc  h  Left", .conversation: "Esc  h  Left", .sheet: "Esc  h  q"])
        case .nextPane:
            ActionRow(action, .panes, "next pane", "Go to the next pane.", reading + [.composer], by: "Tab")
        case .previousPane:
            ActionRow(action, .panes, "pane before", "Go to the pane before.", reading + [.composer], by: "Shift-Tab")
        case .paneLeft:
            ActionRow(action, .panes, "pane left", "Go to the pane on the left.", reading, by: "Ctrl-w h")
        case .paneDown:
            ActionRow(action, .panes, "pane below", "Go to the pane below.", reading, by: "Ctrl-w j")
        case .paneUp:
            ActionRow(action, .panes, "pane above", "Go to the pane above.", reading, by: "Ctrl-w k")
        case .paneRight:
            ActionRow(action, .panes, "pane right", "Go to the pane on the right.", reading, by: "Ctrl-w l")
        case .zoom:
            ActionRow(action, .panes, "zoom", "Give the pane the whole screen.", reading, by: "+")
        case .unzoom:
            ActionRow(action, .panes, "all panes", "Show all panes again.", reading, by: "_")

        case .filter:
            ActionRow(
                action, .finding, "filter",
                "Narrow the table: words, is:unread, is:waiting, is:failed, from:+55, -is:closed.",
                reading, by: "/")
        case .search:
            ActionRow(action, .finding, "search", "Search the text of every message, newest first.", reading, by: "g /")
        case .jump:
            ActionRow(
                action, .finding, "jump", "Jump to a lead by a few letters of its name or digits of its number.",
                keys: [.table: "g l  Ctrl-k", .conversation: "g l"])
        case .nextMatch:
            ActionRow(
                action, .finding, "next match", "Go to the next message that the last search found.", reading, by: "n")
        case .previousMatch:
            ActionRow(
                action, .finding, "match before", "Go to the message before that the last search found.", reading,
                by: "N")
        case .sort:
            ActionRow(
                action, .finding, "sort", "Sort the table by activity, by waiting time, by name.", keys: [.table: "o"])
        case .reverse:
            ActionRow(action, .finding, "reverse", "Turn the order of the table round.", keys: [.table: "O"])

        case .reply:
            ActionRow(action, .writing, "reply", "Write to this lead.", reading, by: "r  i")
        case .compose:
            ActionRow(action, .writing, "new message", "Write to a number in any usual form.", reading, by: "c")
        case .resend:
            ActionRow(
                action, .writing, "edit and resend", "Edit a message that did not go out, and send it again.", reading,
                by: "R")
        case .send:
            ActionRow(action, .writing, "send", "Send; it is held for the undo time first.", keys: [.composer: "Enter"])
        case .sendDoneNext:
            ActionRow(
                action, .writing, "send, done, next",
                "Send, mark done, go to the next who waits; there letters are keys after a pause.",
                keys: [.composer: "Ctrl-s"])
        case .newLine:
            ActionRow(action, .writing, "new line", "Begin a new line.", keys: [.composer: "Alt-Enter  Ctrl-j"])
        case .leaveComposer:
            ActionRow(
                action, .writing, "leave, keep draft", "Leave the composer; the draft stays with its lead.",
                keys: [.composer: "Esc  Ctrl-g"])
        case .replaceCostly:
            ActionRow(
                action, .writing, "cheaper characters",
                "Replace the characters that make the message longer to send.",
                keys: [.composer: "Ctrl-r"])
        case .attach:
            ActionRow(
                action, .writing, "attach", "Attach a public address; an empty line takes the last one away.",
                keys: [.composer: "Alt-a"])
        case .sender:
            ActionRow(action, .writing, "sender", "Send from the next of our numbers.", keys: [.composer: "Ctrl-x n"])
        case .editor:
            ActionRow(action, .writing, "editor", "Edit the text in your own editor.", keys: [.composer: "Ctrl-o"])
        case .takeBack:
            ActionRow(action, .writing, "take back", "Take the message back that is still held.", keys: [:])
        case .sendNow:
            ActionRow(
                action, .writing, "send now", "Send what is held at once; what did not leave, once more.",
                reading + [.sheet], by: "g s")

        case .unread:
            ActionRow(action, .triage, "unread", "Mark the lead unread, or read.", reading, by: "u")
        case .done:
            ActionRow(action, .triage, "done", "Mark the lead done, or open again.", reading, by: "e")
        case .name:
            ActionRow(action, .triage, "name", "Give the lead a name.", keys: [:])
        case .block:
            ActionRow(action, .triage, "block", "Stop writing to this lead, until you unblock it.", keys: [:])
        case .unblock:
            ActionRow(
                action, .triage, "unblock", "Lift your own block; a lead's STOP is lifted by its START alone.",
                keys: [:])
        case .undo:
            ActionRow(
                action, .triage, "undo", "Take a held message back; otherwise undo the last change.", reading, by: "z")
        case .redo:
            ActionRow(action, .triage, "redo", "Do again what was undone.", reading, by: "Z")

        case .details:
            ActionRow(
                action, .looking, "details", "Show everything that is known of the message.",
                keys: [.conversation: "Enter  l  Right"])
        case .media:
            ActionRow(action, .looking, "media", "List the pictures and documents of the message.", reading, by: "g m")
        case .leadCard:
            ActionRow(action, .looking, "lead card", "Show everything that is known of the lead.", reading, by: "I")
        case .save:
            ActionRow(
                action, .looking, "save", "Save the message's picture or document.",
                keys: [.conversation: "s", .sheet: "s"])
        case .copyMessage:
            ActionRow(action, .looking, "copy text", "Copy the message.", lists, by: "y m")
        case .copyNumber:
            ActionRow(action, .looking, "copy number", "Copy the lead's number.", lists, by: "y p")
        case .copyLink:
            ActionRow(action, .looking, "copy link", "Copy the message's link.", lists, by: "y u")
        case .openLink:
            ActionRow(action, .looking, "open link", "Open the message's link.", lists, by: "g x")

        case .palette:
            ActionRow(action, .program, "command", "Type a command.", reading + [.sheet], by: ":")
        case .help:
            ActionRow(
                action, .program, "help", "Show and search all keys.",
                keys: [.table: "?  F1", .conversation: "?  F1", .composer: "F1", .sheet: "?  F1", .line: "F1"])
        case .theme:
            ActionRow(action, .program, "theme", "Change the colours, seen at once while you choose.", keys: [:])
        case .sync:
            ActionRow(action, .program, "look now", "Look for new messages now.", keys: [:])
        case .redraw:
            ActionRow(action, .program, "redraw", "Draw the screen anew.", KeyContext.allCases, by: "Ctrl-l")
        case .suspend:
            ActionRow(
                action, .program, "suspend", "Put Leadline to sleep; fg wakes it.", KeyContext.allCases, by: "Ctrl-z")
        case .cancel:
            ActionRow(
                action, .program, "cancel", "Cancel what is open; never quits.", KeyContext.allCases, by: "Ctrl-c")
        case .quit:
            ActionRow(action, .program, "quit", "Quit; asks only if something has not left yet.", reading, by: "q")

        case .accept:
            ActionRow(action, .answering, "accept", "Accept the line or the choice.", keys: [.line: "Enter"])
        case .dismiss:
            ActionRow(action, .answering, "close", "Close the prompt.", keys: [.line: "Esc  Ctrl-g"])
        case .complete:
            ActionRow(action, .answering, "complete", "Take the choice over into the line.", keys: [.line: "Tab"])
        case .nextChoice:
            ActionRow(action, .answering, "next", "Go to the next choice.", keys: [.line: "Down"])
        case .previousChoice:
            ActionRow(action, .answering, "before", "Go to the choice before.", keys: [.line: "Up  Shift-Tab"])
        case .historyBack:
            ActionRow(
                action, .answering, "earlier", "Bring back an earlier command; elsewhere, the choice before.",
                keys: [.line: "Ctrl-p"])
        case .historyForward:
            ActionRow(
                action, .answering, "later", "Bring back a later command; elsewhere, the next choice.",
                keys: [.line: "Ctrl-n"])
        case .answerNo:
            ActionRow(
                action, .answering, "the safe answer", "Take the safe answer; where you were typing, end that first.",
                keys: [.question: "Esc  Ctrl-g"])

        case .lineStart:
            ActionRow(action, .editing, "line start", "Go to the beginning of the line.", text, by: "Ctrl-a  Home")
        case .lineEnd:
            ActionRow(action, .editing, "line end", "Go to the end of the line.", text, by: "Ctrl-e  End")
        case .caretLeft:
            ActionRow(action, .editing, "left", "Go one character left.", text, by: "Left  Ctrl-b")
        case .caretRight:
            ActionRow(
                action, .editing, "right", "Go one character right.",
                keys: [.composer: "Right  Ctrl-f", .line: "Right  Ctrl-f"])
        case .caretUp:
            ActionRow(action, .editing, "line up", "Go one line up.", keys: [.composer: "Up  Ctrl-p"])
        case .caretDown:
            ActionRow(action, .editing, "line down", "Go one line down.", keys: [.composer: "Down  Ctrl-n"])
        case .wordBack:
            ActionRow(action, .editing, "word back", "Go one word back.", text, by: "Alt-b  Ctrl-Left")
        case .wordForward:
            ActionRow(action, .editing, "word on", "Go one word on.", text, by: "Alt-f  Ctrl-Right")
        case .textStart:
            ActionRow(
                action, .editing, "text start", "Go to the beginning of the text.",
                keys: [.composer: "Alt-<  Ctrl-Home"])
        case .textEnd:
            ActionRow(action, .editing, "text end", "Go to the end of the text.", keys: [.composer: "Alt->  Ctrl-End"])
        case .deleteBack:
            ActionRow(action, .editing, "delete back", "Delete the character before.", text, by: "Backspace")
        case .deleteForward:
            ActionRow(action, .editing, "delete", "Delete the character under the caret.", text, by: "Delete  Ctrl-d")
        case .deleteWordBack:
            ActionRow(action, .editing, "delete word", "Delete the word before.", text, by: "Ctrl-w  Alt-Backspace")
        case .deleteWordForward:
            ActionRow(action, .editing, "delete word on", "Delete the word after.", text, by: "Alt-d")
        case .deleteToStart:
            ActionRow(action, .editing, "delete to start", "Delete to the beginning of the line.", text, by: "Ctrl-u")
        case .deleteToEnd:
            ActionRow(action, .editing, "delete to end", "Delete to the end of the line.", text, by: "Ctrl-k")
        case .yank:
            ActionRow(action, .editing, "bring back", "Bring back what was deleted last.", text, by: "Ctrl-y")
        case .undoEdit:
            ActionRow(
                action, .editing, "undo", "Undo the last edit; with nothing to undo, take the held message back.", text,
                by: "Ctrl-_")
        case .redoEdit:
            ActionRow(action, .editing, "redo", "Do the undone edit again.", text, by: "Alt-_")
        }
    }
}
