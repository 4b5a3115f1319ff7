import Drawing
import Messaging

/// What an action is, whatever it is called and wherever the help lists it.
///
/// Handling, availability and what has to be known first are each one switch over this, without a default, so that a new
/// action does not compile before each of them knows it.
enum ActionKind: Hashable, Sendable {
    /// Goes along whatever lies uppermost: choices, a card, or the pane in focus.
    case move(Motion)
    /// Goes to the next lead who needs attention.
    case attend(Attention, isBackwards: Bool)
    case pane(PaneStep)
    case find(Search)
    /// Opens the composer, or the way to it.
    case begin(Beginning)
    /// Does something with the text that is being written.
    case compose(ComposerStep)
    /// Decides about a message that has not left.
    case outbox(OutboxStep)
    /// Changes what is known of the lead.
    case triage(TriageStep)
    case history(HistoryStep)
    /// Shows, saves or copies something of a message or a lead.
    case look(Look)
    case program(ProgramStep)
    /// Answers a prompt or a question.
    case line(LineStep)
    /// Edits the line or the text.
    case edit(EditCommand)

    enum Motion: Hashable, Sendable {
        case down, up, halfPageDown, halfPageUp, pageDown, pageUp, top, bottom

        /// Whether it leads towards the beginning.
        var isUpwards: Bool {
            switch self {
            case .up, .halfPageUp, .pageUp, .top: true
            case .down, .halfPageDown, .pageDown, .bottom: false
            }
        }
    }

    enum PaneStep: Hashable, Sendable { case open, back, next, previous, left, down, up, right, zoom, unzoom }
    enum Search: Hashable, Sendable { case filter, search, jump, nextMatch, previousMatch, sort, reverse }
    enum Beginning: Hashable, Sendable { case reply, compose, resend }
    enum ComposerStep: Hashable, Sendable {
        case send, sendDoneNext, newLine, leave, replaceCostly, attach, sender, editor
    }
    enum OutboxStep: Hashable, Sendable { case takeBack, sendNow }
    enum TriageStep: Hashable, Sendable { case unread, done, name, block, unblock }
    enum HistoryStep: Hashable, Sendable { case undo, redo }
    enum Look: Hashable, Sendable { case details, media, leadCard, save, copyMessage, copyNumber, copyLink, openLink }
    enum ProgramStep: Hashable, Sendable { case palette, help, theme, sync, redraw, suspend, cancel, quit }
    enum LineStep: Hashable, Sendable {
        case accept, dismiss, complete, nextChoice, previousChoice, historyBack, historyForward, answerNo
    }
}

extension Action {
    var kind: ActionKind {
        switch self {
        case .down: .move(.down)
        case .up: .move(.up)
        case .halfPageDown: .move(.halfPageDown)
        case .halfPageUp: .move(.halfPageUp)
        case .pageDown: .move(.pageDown)
        case .pageUp: .move(.pageUp)
        case .top: .move(.top)
        case .bottom: .move(.bottom)
        case .longestWaiting: .attend(.waiting, isBackwards: false)
        case .previousWaiting: .attend(.waiting, isBackwards: true)
        case .nextFailed: .attend(.failed, isBackwards: false)
        case .previousFailed: .attend(.failed, isBackwards: true)
        case .nextUnread: .attend(.unread, isBackwards: false)

        case .open: .pane(.open)
        case .back: .pane(.back)
        case .nextPane: .pane(.next)
        case .previousPane: .pane(.previous)
        case .paneLeft: .pane(.left)
        case .paneDown: .pane(.down)
        case .paneUp: .pane(.up)
        case .paneRight: .pane(.right)
        case .zoom: .pane(.zoom)
        case .unzoom: .pane(.unzoom)

        case .filter: .find(.filter)
        case .search: .find(.search)
        case .jump: .find(.jump)
        case .nextMatch: .find(.nextMatch)
        case .previousMatch: .find(.previousMatch)
        case .sort: .find(.sort)
        case .reverse: .find(.reverse)

        case .reply: .begin(.reply)
        case .compose: .begin(.compose)
        case .resend: .begin(.resend)
        case .send: .compose(.send)
        case .sendDoneNext: .compose(.sendDoneNext)
        case .newLine: .compose(.newLine)
        case .leaveComposer: .compose(.leave)
        case .replaceCostly: .compose(.replaceCostly)
        case .attach: .compose(.attach)
        case .sender: .compose(.sender)
        case .editor: .compose(.editor)
        case .takeBack: .outbox(.takeBack)
        case .sendNow: .outbox(.sendNow)

        case .unread: .triage(.unread)
        case .done: .triage(.done)
        case .name: .triage(.name)
        case .block: .triage(.block)
        case .unblock: .triage(.unblock)
        case .undo: .history(.undo)
        case .redo: .history(.redo)

        case .details: .look(.details)
        case .media: .look(.media)
        case .leadCard: .look(.leadCard)
        case .save: .look(.save)
        case .copyMessage: .look(.copyMessage)
        case .copyNumber: .look(.copyNumber)
        case .copyLink: .look(.copyLink)
        case .openLink: .look(.openLink)

        case .palette: .program(.palette)
        case .help: .program(.help)
        case .theme: .program(.theme)
        case .sync: .program(.sync)
        case .redraw: .program(.redraw)
        case .suspend: .program(.suspend)
        case .cancel: .program(.cancel)
        case .quit: .program(.quit)

        case .accept: .line(.accept)
        case .dismiss: .line(.dismiss)
        case .complete: .line(.complete)
        case .nextChoice: .line(.nextChoice)
        case .previousChoice: .line(.previousChoice)
        case .historyBack: .line(.historyBack)
        case .historyForward: .line(.historyForward)
        case .answerNo: .line(.answerNo)

        case .lineStart: .edit(.lineStart)
        case .lineEnd: .edit(.lineEnd)
        case .caretLeft: .edit(.left)
        case .caretRight: .edit(.right)
        case .caretUp: .edit(.up)
        case .caretDown: .edit(.down)
        case .wordBack: .edit(.wordLeft)
        case .wordForward: .edit(.wordRight)
        case .textStart: .edit(.textStart)
        case .textEnd: .edit(.textEnd)
        case .deleteBack: .edit(.deleteBackward)
        case .deleteForward: .edit(.deleteForward)
        case .deleteWordBack: .edit(.deleteWordBackward)
        case .deleteWordForward: .edit(.deleteWordForward)
        case .deleteToStart: .edit(.killToLineStart)
        case .deleteToEnd: .edit(.killToLineEnd)
        case .yank: .edit(.yank)
        case .undoEdit: .edit(.undo)
        case .redoEdit: .edit(.redo)
        }
    }
}
