import Inbox

/// What `leadline do` can do: the commands of the palette that make sense without the screen.
enum Deed: String, CaseIterable {
    case done, open, unread, read, name, block, unblock
    case reply, compose, resend, discard
    case takeBack = "take-back", sendNow = "send-now"
    case filter, search, jump, sync, help
    case longestWaiting = "longest-waiting", leadCard = "lead-card"
    case details, media, save
    case copyNumber = "copy-number", copyMessage = "copy-message", copyLink = "copy-link", openLink = "open-link"
    case replaceCostly = "replace-costly"

    /// Reads a name as it is typed in the palette.
    init?(named name: String) { self.init(rawValue: Self.synonyms[name] ?? name) }

    private static let synonyms = [
        "new": "compose", "write": "reply", "refresh": "sync", "reopen": "open", "undo": "take-back",
        "next": "longest-waiting", "mark-done": "done", "h": "help",
    ]

    /// How many words may follow the name, where that is limited here.
    var mostWords: Int? {
        switch self {
        case .done, .open, .unread, .read, .block, .unblock, .resend, .discard, .takeBack, .sendNow, .details, .media,
            .leadCard, .copyNumber, .copyMessage, .copyLink, .openLink:
            1
        case .longestWaiting: 0
        case .name, .reply, .compose, .filter, .search, .jump, .sync, .help, .save, .replaceCostly: nil
        }
    }

    /// The commands of the palette that concern the screen alone: every other one is a deed.
    static let ofScreenAlone: [Action] = [
        .back, .nextPane, .previousPane, .paneLeft, .paneDown, .paneUp, .paneRight, .zoom, .unzoom, .nextMatch,
        .previousMatch, .sort, .reverse, .send, .sendDoneNext, .newLine, .leaveComposer, .attach, .sender, .editor,
        .redo, .palette, .theme, .redraw, .suspend, .cancel, .quit,
    ]

    /// What does the same in another way, for those of them where something does.
    static func instead(of action: Action) -> String {
        switch action {
        case .sort, .reverse: "`leadline leads --sort … --reverse` lists in another order."
        case .send, .sendDoneNext, .attach: "`leadline send` sends, with --media for attachments."
        case .sender: "The number that the lead last wrote to answers."
        case .theme: "Set theme in the settings."
        case .nextMatch, .previousMatch: "`leadline search` prints all that is found."
        default: "`leadline` opens it."
        }
    }
}
