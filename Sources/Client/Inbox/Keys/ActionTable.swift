/// One line of the action table: what a person can do, with which keys, and how the help says it.
package struct ActionRow: Hashable, Sendable {
    /// The headings of the help.
    package enum Section: String, Hashable, Sendable, CaseIterable {
        case moving = "Moving"
        case panes = "Panes"
        case finding = "Finding"
        case writing = "Writing"
        case triage = "Triage"
        case looking = "Looking closer"
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
    package static let rows: [ActionRow] = moving + panes + finding + writing + triage + looking + program + lines

    /// The line of an action; every action has one.
    package static func row(_ action: Action) -> ActionRow? { byAction[action] }

    private static let byAction = Dictionary(rows.map { ($0.action, $0) }, uniquingKeysWith: { first, _ in first })
    private static let reading: [KeyContext] = [.table, .conversation]
    private static let lists: [KeyContext] = [.table, .conversation, .sheet]

    private static let moving: [ActionRow] = [
        ActionRow(.down, .moving, "down", "Go one row down; with a number before it, so many.", lists, by: "j  Down"),
        ActionRow(.up, .moving, "up", "Go one row up.", lists, by: "k  Up"),
        ActionRow(.halfPageDown, .moving, "half page", "Go half a page down.", lists, by: "Ctrl-d"),
        ActionRow(.halfPageUp, .moving, "half page", "Go half a page up.", lists, by: "Ctrl-u"),
        ActionRow(
            .pageDown, .moving, "page", "Go a page down.",
            keys: [
                .table: "Ctrl-f  PageDown", .conversation: "Ctrl-f  PageDown", .sheet: "Ctrl-f  PageDown",
                .line: "PageDown",
                .composer: "PageDown",
            ]),
        ActionRow(
            .pageUp, .moving, "page", "Go a page up.",
            keys: [
                .table: "Ctrl-b  PageUp", .conversation: "Ctrl-b  PageUp", .sheet: "Ctrl-b  PageUp", .line: "PageUp",
                .composer: "PageUp",
            ]),
        ActionRow(.top, .moving, "top", "Go to the first row.", lists, by: "g g  Home"),
        ActionRow(
            .bottom, .moving, "bottom", "Go to the last row, or to the row of the number before it.", lists,
            by: "G  End"),
        ActionRow(
            .longestWaiting, .moving, "longest waiting",
            "Go to the lead who has waited longest for an answer, then to the next.",
            reading, by: "a"),
        ActionRow(
            .previousWaiting, .moving, "waiting, back", "Go back to the lead who waits before this one.", reading,
            by: "A"),
    ]

    private static let panes: [ActionRow] = [
        ActionRow(
            .open, .panes, "open", "Open the lead, the message's details, or the choice.",
            keys: [.table: "Enter  l  Right", .sheet: "Enter  l"]),
        ActionRow(
            .back, .panes, "back", "Go back: close what is open, then lift the filter.",
            keys: [.table: "Esc  h  Left", .conversation: "Esc  h  Left", .sheet: "Esc  h  q"]),
        ActionRow(.nextPane, .panes, "next pane", "Go to the next pane.", reading + [.composer], by: "Tab"),
        ActionRow(
            .previousPane, .panes, "pane before", "Go to the pane before.", reading + [.composer], by: "Shift-Tab"),
        ActionRow(.paneLeft, .panes, "pane left", "Go to the pane on the left.", reading, by: "Ctrl-w h"),
        ActionRow(.paneDown, .panes, "pane below", "Go to the pane below.", reading, by: "Ctrl-w j"),
        ActionRow(.paneUp, .panes, "pane above", "Go to the pane above.", reading, by: "Ctrl-w k"),
        ActionRow(.paneRight, .panes, "pane right", "Go to the pane on the right.", reading, by: "Ctrl-w l"),
        ActionRow(.zoom, .panes, "zoom", "Give the pane the whole screen.", reading, by: "+"),
        ActionRow(.unzoom, .panes, "all panes", "Show all panes again.", reading, by: "_"),
    ]

    private static let finding: [ActionRow] = [
        ActionRow(
            .filter, .finding, "filter",
            "Narrow the table: words, is:unread, is:waiting, is:failed, from:+55, -is:closed.",
            reading, by: "/"),
        ActionRow(.search, .finding, "search", "Search the text of every message, newest first.", reading, by: "g /"),
        ActionRow(
            .jump, .finding, "jump", "Jump to a lead by a few letters of its name or digits of its number.",
            keys: [.table: "g l  Ctrl-k", .conversation: "g l"]),
        ActionRow(
            .nextMatch, .finding, "next match", "Go to the next message that the last search found.", reading, by: "n"),
        ActionRow(
            .previousMatch, .finding, "match before", "Go to the message before that the last search found.", reading,
            by: "N"),
        ActionRow(
            .sort, .finding, "sort", "Sort the table by activity, by waiting time, by name.", keys: [.table: "o"]),
        ActionRow(.reverse, .finding, "reverse", "Turn the order of the table round.", keys: [.table: "O"]),
    ]

    private static let writing: [ActionRow] = [
        ActionRow(.reply, .writing, "reply", "Write to this lead.", reading, by: "r  i"),
        ActionRow(.compose, .writing, "new message", "Write to a number in any usual form.", reading, by: "c"),
        ActionRow(
            .resend, .writing, "edit and resend", "Edit a message that did not go out, and send it again.", reading,
            by: "R"),
        ActionRow(.send, .writing, "send", "Send; it is held for the undo time first.", keys: [.composer: "Enter"]),
        ActionRow(
            .sendDoneNext, .writing, "send, done, next", "Send, mark done, and go to the next who waits.",
            keys: [.composer: "Alt-s"]),
        ActionRow(.newLine, .writing, "new line", "Begin a new line.", keys: [.composer: "Alt-Enter  Ctrl-j"]),
        ActionRow(
            .leaveComposer, .writing, "leave, keep draft", "Leave the composer; the draft stays with its lead.",
            keys: [.composer: "Esc  Ctrl-g"]),
        ActionRow(
            .replaceCostly, .writing, "cheaper characters",
            "Replace the characters that make the message longer to send.",
            keys: [.composer: "Ctrl-r"]),
        ActionRow(
            .attach, .writing, "attach", "Attach a public address; an empty line takes the last one away.",
            keys: [.composer: "Alt-a"]),
        ActionRow(.sender, .writing, "sender", "Send from the next of our numbers.", keys: [.composer: "Alt-n"]),
        ActionRow(.editor, .writing, "editor", "Edit the text in your own editor.", keys: [.composer: "Ctrl-o"]),
        ActionRow(.takeBack, .writing, "take back", "Take the message back that is still held.", keys: [:]),
        ActionRow(
            .sendNow, .writing, "send now", "Send what is held at once; what did not leave, once more.",
            reading + [.sheet], by: "g s"),
    ]

    private static let triage: [ActionRow] = [
        ActionRow(.unread, .triage, "unread", "Mark the lead unread, or read.", reading, by: "u"),
        ActionRow(.done, .triage, "done", "Mark the lead done, or open again.", reading, by: "e"),
        ActionRow(.name, .triage, "name", "Give the lead a name.", keys: [:]),
        ActionRow(.block, .triage, "block", "Stop writing to this lead, until you unblock it.", keys: [:]),
        ActionRow(
            .unblock, .triage, "unblock", "Lift your own block; a lead's STOP is lifted by its START alone.", keys: [:]),
        ActionRow(
            .undo, .triage, "undo", "Take a held message back; otherwise undo the last change.", reading, by: "z"),
        ActionRow(.redo, .triage, "redo", "Do again what was undone.", reading, by: "Z"),
    ]

    private static let looking: [ActionRow] = [
        ActionRow(
            .details, .looking, "details", "Show everything that is known of the message.",
            keys: [.conversation: "Enter  l  Right"]),
        ActionRow(.media, .looking, "media", "List the pictures and documents of the message.", reading, by: "g m"),
        ActionRow(.leadCard, .looking, "lead card", "Show everything that is known of the lead.", reading, by: "I"),
        ActionRow(
            .save, .looking, "save", "Save the message's picture or document.",
            keys: [.conversation: "s", .sheet: "s"]),
        ActionRow(.copyMessage, .looking, "copy text", "Copy the message.", lists, by: "y m"),
        ActionRow(.copyNumber, .looking, "copy number", "Copy the lead's number.", lists, by: "y p"),
        ActionRow(.copyLink, .looking, "copy link", "Copy the message's link.", lists, by: "y u"),
        ActionRow(.openLink, .looking, "open link", "Open the message's link.", lists, by: "g x"),
    ]

    private static let program: [ActionRow] = [
        ActionRow(.palette, .program, "command", "Type a command.", reading + [.sheet], by: ":"),
        ActionRow(
            .help, .program, "help", "Show and search all keys.",
            keys: [.table: "?  F1", .conversation: "?  F1", .composer: "F1", .sheet: "?  F1", .line: "F1"]),
        ActionRow(.theme, .program, "theme", "Change the colours, seen at once while you choose.", keys: [:]),
        ActionRow(.sync, .program, "look now", "Look for new messages now.", keys: [:]),
        ActionRow(
            .redraw, .program, "redraw", "Draw the screen anew.", KeyContext.allCases, by: "Ctrl-l"),
        ActionRow(
            .suspend, .program, "suspend", "Put Leadline to sleep; fg wakes it.", KeyContext.allCases, by: "Ctrl-z"),
        ActionRow(.cancel, .program, "cancel", "Cancel what is open; never quits.", KeyContext.allCases, by: "Ctrl-c"),
        ActionRow(.quit, .program, "quit", "Quit; asks only if something has not left yet.", reading, by: "q"),
    ]
}
