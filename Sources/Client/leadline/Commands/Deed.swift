import ArgumentParser
import Inbox

/// What `leadline do` can do: the commands of the palette that make sense without the screen.
enum Deed: String, CaseIterable {
    case done, open, unread, read, name, block, unblock
    case reply, compose, resend, discard, accept
    case takeBack = "take-back", sendNow = "send-now"
    case filter, search, jump, sync, help
    case longestWaiting = "longest-waiting", nextFailed = "next-failed", nextUnread = "next-unread"
    case leadCard = "lead-card"
    case details, media, save
    case copyNumber = "copy-number", copyMessage = "copy-message", copyLink = "copy-link", openLink = "open-link"
    case replaceCostly = "replace-costly"

    /// Reads a name as it is typed in the palette.
    init?(named name: String) { self.init(rawValue: Self.synonyms[name] ?? name) }

    private static let synonyms = [
        "new": "compose", "write": "reply", "refresh": "sync", "reopen": "open", "undo": "take-back",
        "next": "longest-waiting", "mark-done": "done", "h": "help",
    ]

    /// Whether the first word behind the name is a lead.
    var isAboutLead: Bool {
        switch self {
        case .done, .open, .unread, .read, .name, .block, .unblock, .reply, .compose, .leadCard, .copyNumber: true
        case .resend, .discard, .accept, .takeBack, .sendNow, .filter, .search, .jump, .sync, .help, .longestWaiting,
            .nextFailed, .nextUnread, .details, .media, .save, .copyMessage, .copyLink, .openLink, .replaceCostly:
            false
        }
    }

    /// How many words may follow the name, where that is limited here.
    var mostWords: Int? {
        switch self {
        case .done, .open, .unread, .read, .block, .unblock, .resend, .discard, .takeBack, .sendNow, .details, .media,
            .leadCard, .copyNumber, .copyMessage, .copyLink, .openLink:
            1
        case .accept: 2
        case .longestWaiting, .nextFailed, .nextUnread: 0
        case .name, .reply, .compose, .filter, .search, .jump, .sync, .help, .save, .replaceCostly: nil
        }
    }

    /// The command that does it, where it is one of its own already.
    var ownCommand: (any ParsableCommand.Type)? {
        switch self {
        case .reply, .compose: SendCommand.self
        case .filter: LeadsCommand.self
        case .search: SearchCommand.self
        case .sync: SyncCommand.self
        case .help: KeysCommand.self
        case .done, .open, .unread, .read, .name, .block, .unblock, .resend, .discard, .accept, .takeBack, .sendNow,
            .jump, .longestWaiting, .nextFailed, .nextUnread, .leadCard, .details, .media, .save, .copyNumber,
            .copyMessage, .copyLink, .openLink, .replaceCostly:
            nil
        }
    }

    /// The commands of the palette that concern the screen alone: every other one is a deed.
    static let ofScreenAlone: [Action] = Action.allCases.filter {
        if case .ofScreenAlone = $0.withoutScreen { true } else { false }
    }
}

/// What an action of the inbox comes to without the screen.
enum WithoutScreen: Hashable {
    case deed(Deed)
    /// A command of the palette that concerns the screen alone, and what does the same in another way.
    case ofScreenAlone(instead: String)
    /// It has keys, and no command in the palette either.
    case noCommand
}

extension Action {
    var withoutScreen: WithoutScreen {
        switch self {
        case .done: .deed(.done)
        case .open: .deed(.open)
        case .unread: .deed(.unread)
        case .name: .deed(.name)
        case .block: .deed(.block)
        case .unblock: .deed(.unblock)
        case .reply: .deed(.reply)
        case .compose: .deed(.compose)
        case .resend: .deed(.resend)
        case .takeBack, .undo: .deed(.takeBack)
        case .sendNow: .deed(.sendNow)
        case .filter: .deed(.filter)
        case .search: .deed(.search)
        case .jump: .deed(.jump)
        case .sync: .deed(.sync)
        case .help: .deed(.help)
        case .longestWaiting: .deed(.longestWaiting)
        case .nextFailed: .deed(.nextFailed)
        case .nextUnread: .deed(.nextUnread)
        case .leadCard: .deed(.leadCard)
        case .details: .deed(.details)
        case .media: .deed(.media)
        case .save: .deed(.save)
        case .copyNumber: .deed(.copyNumber)
        case .copyMessage: .deed(.copyMessage)
        case .copyLink: .deed(.copyLink)
        case .openLink: .deed(.openLink)
        case .replaceCostly: .deed(.replaceCostly)

        case .sort, .reverse: .ofScreenAlone(instead: "`leadline leads --sort … --reverse` lists in another order.")
        case .send, .sendDoneNext, .attach:
            .ofScreenAlone(instead: "`leadline send` sends, with --media for attachments.")
        case .sender: .ofScreenAlone(instead: "The number that the lead last wrote to answers.")
        case .theme: .ofScreenAlone(instead: "Set theme in the settings.")
        case .nextMatch, .previousMatch: .ofScreenAlone(instead: "`leadline search` prints all that is found.")
        case .back, .nextPane, .previousPane, .paneLeft, .paneDown, .paneUp, .paneRight, .zoom, .unzoom, .newLine,
            .leaveComposer, .editor, .redo, .palette, .redraw, .suspend, .cancel, .quit:
            .ofScreenAlone(instead: "`leadline` opens it.")

        case .down, .up, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .top, .bottom, .previousWaiting,
            .previousFailed, .accept, .dismiss, .complete, .nextChoice, .previousChoice, .historyBack, .historyForward,
            .answerNo, .lineStart,
            .lineEnd, .caretLeft, .caretRight, .caretUp, .caretDown, .wordBack, .wordForward, .textStart, .textEnd,
            .deleteBack, .deleteForward, .deleteWordBack, .deleteWordForward, .deleteToStart, .deleteToEnd, .yank,
            .undoEdit, .redoEdit:
            .noCommand
        }
    }
}
