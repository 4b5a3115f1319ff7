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
    /// There is one exactly while the focus is in the composer.
    package internal(set) var composer: ComposerState?
    package internal(set) var picker: Picker?
    package internal(set) var sheet: Sheet?
    package internal(set) var question: Question?
    package internal(set) var engine = EngineReport()
    /// Whether the moment that the engine named has passed without a word from it: the line hangs.
    package internal(set) var isEngineLate = false
    /// The outage that is not told of yet.
    var outage: Outage?
    package internal(set) var counts: InboxCounts?
    var countsAreStale = true
    var countsAsked: Asked<Void>?
    package internal(set) var theme: String?
    /// Whether the terminal has the keyboard, as far as it tells.
    package internal(set) var hasKeyboard = true
    /// The wall's time at the newest input: for what people see.
    package internal(set) var now: Instant
    /// The time that had passed at the newest input: for whatever waits.
    var elapsed: Duration
    var pending = PendingKeys()
    /// Questions that news brought while the person was writing.
    var waitingQuestions: [Question] = []
    var outgoing = Outgoing()
    var quitAsked: QuitAsked?
    /// The texts that the question about quitting told of, once it was answered: nothing else is sent for it.
    package internal(set) var namedAtQuit: Set<MessageID> = []
    var drafts = Drafts()
    var reading = Reading()
    var mediaWatch = MediaWatch()
    var notices = Notices()
    var failures = Failures()
    var undoLog = UndoLog()
    var alarms = Alarms()
    var commandHistory: [String] = []
    /// What the last search found, for `n` and `N`, and which hit was shown last.
    var lastHits: [SearchHit] = []
    var lastHit = 0
    var waitingAsked: Asked<SoughtLead>?
    /// The lead that the queue of those who wait brought last.
    var queueLead: LeadID?
    /// Keys that wait until it is known which lead they are about.
    var typedAhead: [TypedKey] = []
    /// What the key that is being taken came with.
    var burst = Burst([], at: .zero)
    /// Whether an Enter of this read was not obeyed, so that what follows it begins a line.
    var isBreakDue = false
    /// The key that was taken last.
    var lastKey: Key?
    /// Whether the last key was to begin a text, and was refused.
    var hasRefusedText = false
    /// Why the key that was taken last was not obeyed, where others came together with it.
    var refusal: String?
    /// The theme that is shown for a try.
    var previewedTheme: String?
    /// Names that stood beside the numbers of leads that have none.
    var offeredNames: [LeadID: String] = [:]
    /// Leads for whose country's price the remote's list was asked in this session.
    var askedPrices: Set<LeadID> = []
    /// When a key was last pressed.
    var lastKeyAt: Duration
    /// While letters may be meant for what has just gone.
    package internal(set) var lull: Lull?
    /// When a letter was last typed that belonged to a text; `nil` once the person has left that.
    var textAt: Duration?
    /// What the status line says of the next look; kept still while nobody is at the keyboard.
    var shownNextLook: Instant?
    /// Whether a first key was pressed since the start; until then the demo says which to try.
    var hasHeardKey = false
    private var shown = ConversationState()
    private var lastToken = 0
    /// What the turn that is being computed wants done.
    var effects: [Effect] = []

    /// An inbox that has seen nothing yet. The first input makes it ask for its windows.
    package init(settings: InboxSettings, size: Size, place: Place? = nil, at clock: ClockReading) {
        (self.settings, self.size, now) = (settings, size, clock.wall)
        (elapsed, lastKeyAt) = (clock.elapsed, clock.elapsed)
        if let place {
            table.order = LeadQuery.Order(rawValue: place.order) ?? .activity
            table.isReversed = place.isReversed
            table.filterText = place.filter
            table.filter = FilterReading(place.filter).filter
            table.wish = place.lead.map { .lead(LeadID(rawValue: $0)) } ?? .top
        } else {
            table.wish = .top
        }
    }

    /// The conversation with the current lead, whichever that is: another lead's messages are never part of it.
    package internal(set) var conversation: ConversationState {
        // No coroutine: of what one yields from two places an optimized build copied a row without its id.
        get { shown.lead == currentLead ? shown : newConversation }
        _modify {
            if shown.lead != currentLead { shown = newConversation }
            yield &shown
        }
    }

    /// Nothing but the row is at hand of a lead that has just become the current one.
    private var newConversation: ConversationState {
        ConversationState(of: currentLead, row: composer?.row ?? table.selectedRow?.row)
    }

    /// When the loop has to come back although nothing happened, by the time that has passed, or `nil` to sleep until
    /// something does.
    package var nextWake: Duration? { alarms.next }

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
        if currentLead == nil { return nil }
        if let row = conversation.row { return row }
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

    package var notice: Notice? { notices.current }

    mutating func say(_ text: String, _ weight: Notice.Weight = .remark) { show(Notice(text, weight)) }

    /// Shows a notice in place of the one before. One of a fault stays until a key is pressed; others make way for what
    /// the engine is doing.
    mutating func show(_ notice: Notice) {
        notices.show(notice, at: elapsed)
        alarms[.notice] = notice.weight == .warning || notice.weight == .failure ? nil : elapsed + Self.noticeLife
    }

    mutating func clearNotice() {
        notices.clear()
        alarms[.notice] = nil
    }

    /// How long a notice that is no warning stands.
    static let noticeLife = Duration.seconds(8)

    /// The draft of a lead as this session knows it, which may be newer than the store's.
    func draft(of lead: LeadID) -> Draft? {
        if let composer, composer.lead == lead { return composer.draft }
        if let newer = drafts.draft(of: lead) { return newer.isEmpty ? nil : newer }
        return lead == currentLead ? conversation.draft : nil
    }
}
