package import Drawing
package import Messaging

/// Everything the screen shows and every key depends on, as one value.
///
/// `reduce` is the only function that changes it; `draw` is a function of it. It holds the windows that are on the
/// screen and never the list, so its size does not grow with the account.
package struct InboxState: Sendable {
    package internal(set) var settings: InboxSettings
    package internal(set) var size: Size
    package internal(set) var focus: Pane = .table
    package internal(set) var isZoomed = false
    package internal(set) var table = TableState()
    package internal(set) var conversation = ConversationState()
    /// There is one exactly while the focus is in the composer.
    package internal(set) var composer: ComposerState?
    package internal(set) var picker: Picker?
    package internal(set) var sheet: Sheet?
    package internal(set) var question: Question?
    package internal(set) var notice: Notice?
    package internal(set) var engine = EngineReport()
    /// Whether the moment that the engine named has passed without a word from it: the line hangs.
    package internal(set) var isEngineLate = false
    package internal(set) var counts: InboxCounts?
    var countsAreStale = true
    /// When the counts were asked for that have not come yet.
    var countsAskedAt: Instant?
    package internal(set) var theme: String?
    /// Whether the terminal has the keyboard, as far as it tells.
    package internal(set) var hasKeyboard = true
    /// The moment of the newest input.
    package internal(set) var now: Instant
    var pending = PendingKeys()
    /// Questions that news brought while the person was writing.
    var waitingQuestions: [Question] = []
    var held: [HeldReply] = []
    var quitAsked: QuitAsked?
    var pendingDrafts: [LeadID: PendingDraft] = [:]
    /// Leads for whom a draft was saved in this session, whatever became of it.
    var draftedHere: Set<LeadID> = []
    /// Leads that were marked as done with the reply that was sent to them, and the names of those steps.
    var doneBySending: [LeadID: Int] = [:]
    var undoLog = UndoLog()
    var commandHistory: [String] = []
    /// What the last search found, for `n` and `N`, and which hit was shown last.
    var lastHits: [SearchHit] = []
    var lastHit = 0
    var alarms = Alarms()
    /// The lead whose read mark the person has just moved by hand; dwelling does not move it again.
    var leadLeftUnread: LeadID?
    var dwelt: Dwelt?
    /// After whom the next who waits was asked for.
    var waitingAsked: (after: LeadID?, isBackwards: Bool) = (nil, false)
    /// Since when, until the answer has come.
    var waitingAskedAt: Instant?
    /// Keys that wait until it is known which lead they are about.
    var typedAhead: [Key] = []
    /// Whether the last key was to begin a text, and was refused.
    var hasRefusedText = false
    /// Where the attachments on the screen were asked for last.
    var mediaSought: MessagePlace?
    /// The theme that is shown for a try.
    var previewedTheme: String?
    var waitingToken = 0
    /// Held replies about which the person was asked.
    var guarded: Set<MessageID> = []
    /// Messages whose list of media was asked for in this session.
    var askedMedia: Set<MessageID> = []
    /// Of these the list could not be had.
    var unlistedMedia: Set<MessageID> = []
    /// Leads for whose country's price the remote's list was asked in this session.
    var askedPrices: Set<LeadID> = []
    var noticeSince: Instant?
    var lastKeyAt: Instant
    /// Until then a key is taken for the answer to a question that has just gone by itself, and does nothing.
    var keysCountFrom: Instant?
    /// What the status line says of the next look; kept still while nobody is at the keyboard.
    var shownNextLook: Instant?
    /// Whether a first key was pressed since the start; until then the demo says which to try.
    var hasHeardKey = false
    private var lastToken = 0
    /// What the turn that is being computed wants done.
    var effects: [Effect] = []

    /// An inbox that has seen nothing yet. The first input makes it ask for its windows.
    package init(settings: InboxSettings, size: Size, place: Place? = nil, now: Instant) {
        (self.settings, self.size, self.now, lastKeyAt) = (settings, size, now, now)
        if let place {
            table.order = LeadQuery.Order(rawValue: place.order) ?? .activity
            table.isReversed = place.isReversed
            table.filterText = place.filter
            table.filter = FilterReading(place.filter).filter
            table.followsTop = place.lead == nil
            table.wish = place.lead.map { .lead(LeadID(rawValue: $0)) } ?? .top
        } else {
            table.wish = .top
        }
    }

    /// When the loop has to come back although nothing happened, or `nil` to sleep until something does.
    package var nextWake: Instant? { alarms.next }

    /// Where the inbox stands, to open it there again.
    package var place: Place {
        Place(
            lead: table.selection?.rawValue, order: table.order.rawValue, isReversed: table.isReversed,
            filter: table.filterText)
    }

    /// The lead that the conversation pane and the keys belong to.
    package var currentLead: LeadID? { composer?.lead ?? table.selection }

    /// The row of the current lead, from whichever pane has it.
    package var currentRow: LeadRow? {
        guard let lead = currentLead else { return nil }
        if conversation.lead == lead, let row = conversation.row { return row }
        if let composer { return composer.row }
        return table.selectedRow?.row
    }

    /// Where a key that is pressed now belongs.
    package var context: KeyContext {
        if question != nil { return .question }
        if picker != nil { return .line }
        if sheet != nil { return .sheet }
        switch focus {
        case .table: return .table
        case .conversation: return .conversation
        case .composer: return .composer
        }
    }

    mutating func emit(_ effect: Effect) { effects.append(effect) }

    /// A number for an answer to carry; later ones are greater.
    mutating func makeToken() -> Int {
        lastToken += 1
        return lastToken
    }

    mutating func say(_ text: String, _ weight: Notice.Weight = .remark) { show(Notice(text, weight)) }

    /// Shows a notice in place of the one before. One of a fault stays until a key is pressed; others make way for what
    /// the engine is doing.
    mutating func show(_ notice: Notice) {
        (self.notice, noticeSince) = (notice, now)
        alarms.notice = notice.weight == .warning || notice.weight == .failure ? nil : now + Self.noticeLife
    }

    /// How long a notice that is no warning stands.
    static let noticeLife = Duration.seconds(8)

    /// The draft of a lead as this session knows it, which may be newer than the store's.
    func draft(of lead: LeadID) -> Draft? {
        if let composer, composer.lead == lead { return composer.draft }
        if let pending = pendingDrafts[lead] { return pending.draft.isEmpty ? nil : pending.draft }
        return conversation.lead == lead ? conversation.draft : nil
    }
}

/// Moments at which the inbox has something to do by itself. Each is rare and ends; an idle inbox has none but
/// `engine`, which the engine's next word puts off.
struct Alarms: Hashable, Sendable {
    /// The continuations of a half-typed key are shown.
    var hint: Instant?
    /// The draft in the composer is saved.
    var draft: Instant?
    /// The meter takes up a text that has come to rest.
    var meter: Instant?
    /// The selected lead was looked at long enough to count as read.
    var dwell: Dwell?
    /// The person has rested where attachments on the screen are not listed yet.
    var media: MediaRest?
    /// What the notice says of a held message is over.
    var notice: Instant?
    /// A reply that was kept back while the person was asked about quitting is let go.
    var release: Instant?
    /// Drafts that the store could not take are handed to it again.
    var draftsAgain: Instant?
    /// The engine should have been heard by now.
    var engine: Instant?
    /// Keys have waited long enough for the store.
    var typedAhead: Instant?

    struct Dwell: Hashable, Sendable {
        var at: Instant
        var lead: LeadID
        var upTo: MessageID
    }

    struct MediaRest: Hashable, Sendable {
        var at: Instant
        var place: MessagePlace
    }

    var next: Instant? {
        [hint, draft, meter, dwell?.at, media?.at, notice, release, draftsAgain, engine, typedAhead].compactMap(\.self)
            .min()
    }
}
