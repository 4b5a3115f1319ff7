import Drawing
import Messaging

extension InboxState {
    /// What was open of another lead, and decided about reading it, does not count for the one that is now meant.
    mutating func followLead() {
        if reading.turn(to: currentLead) { sheet = nil }
    }

    /// Moves the cursor by so many messages and brings the one reached into view.
    mutating func moveMessage(by count: Int) {
        guard !conversation.messages.isEmpty else { return }
        let last = conversation.messages.count - 1
        let index = conversation.index(of: conversation.cursor) ?? last
        showMessage(at: min(max(0, index + count), last))
    }

    /// Puts the cursor on a message at hand.
    mutating func showMessage(at index: Int) {
        conversation.cursor = conversation.messages[index].id
        bringIntoView(index)
        keepConversationLoaded()
    }

    /// To the very first message, wherever in the account's history that is.
    mutating func moveToFirstMessage() {
        guard !conversation.messages.isEmpty else { return }
        showMessage(at: 0)
        if conversation.hasOlder { (conversation.wish, conversation.goesToFirst) = (.oldest, true) }
    }

    mutating func moveToNewestMessage() {
        if conversation.hasNewer {
            conversation.wish = .newest
            (conversation.cursor, conversation.bottom) = (nil, .newest)
        } else if !conversation.messages.isEmpty {
            showMessage(at: conversation.messages.count - 1)
        }
    }

    /// Scrolls by so many lines; the cursor stays where it is as long as that is on the screen.
    mutating func scrollConversation(by lines: Int) {
        guard let area = messageArea, !conversation.messages.isEmpty else { return }
        var (index, below) = bottomPlace
        below -= lines
        while below < 0, index < conversation.messages.count - 1 {
            index += 1
            below += blockHeight(index)
        }
        while index > 0, below >= blockHeight(index) {
            below -= blockHeight(index)
            index -= 1
        }
        let least = lowestBottom(height: area.height)
        if (index, -below) < (least.index, -least.below) { (index, below) = least }
        setBottom(index, below: max(0, below))
        keepCursorInView(moving: lines)
        keepConversationLoaded()
    }

    // MARK: What stands where

    /// The lines a message takes, with the day above it where one begins.
    func blockHeight(_ index: Int) -> Int {
        guard let width = messageArea?.width else { return 1 }
        return MessageBlock(
            conversation.messages, index, of: conversation.row, width: width, settings: settings, pane: focus, now: now
        ).height
    }

    /// The last message on the screen and how many of its lines are below the edge.
    var bottomPlace: (index: Int, below: Int) {
        if case .message(let id, let below) = conversation.bottom, let index = conversation.index(of: id) {
            return (index, min(below, max(0, blockHeight(index) - 1)))
        }
        return (max(0, conversation.messages.count - 1), 0)
    }

    /// The first message of which anything is on the screen.
    private var firstVisible: Int {
        guard let area = messageArea, !conversation.messages.isEmpty else { return 0 }
        let (bottom, below) = bottomPlace
        var index = bottom
        var room = area.height + below
        while index > 0 {
            room -= blockHeight(index)
            if room <= 0 { break }
            index -= 1
        }
        return index
    }

    /// The messages of which anything is on the screen.
    var visibleMessages: ClosedRange<Int> {
        let first = firstVisible
        return first...max(first, bottomPlace.index)
    }

    /// Where the bottom is when the first message stands at the top.
    private func lowestBottom(height: Int) -> (index: Int, below: Int) {
        var sum = 0
        for index in conversation.messages.indices {
            sum += blockHeight(index)
            if sum >= height { return (index, sum - height) }
        }
        return (conversation.messages.count - 1, 0)
    }

    /// Sets what stands on the last line; at the very end the pane follows what comes.
    private mutating func setBottom(_ index: Int, below: Int) {
        if index == conversation.messages.count - 1, below == 0, !conversation.hasNewer {
            (conversation.bottom, conversation.newestWhenLeft) = (.newest, nil)
            return
        }
        if conversation.bottom == .newest { conversation.newestWhenLeft = conversation.messages.last?.id }
        conversation.bottom = .message(conversation.messages[index].id, linesBelow: below)
    }

    /// Scrolls as little as shows the message from its first line on.
    private mutating func bringIntoView(_ index: Int) {
        guard let area = messageArea else { return }
        let (bottom, below) = bottomPlace
        let visible = firstVisible
        if index > bottom || index == bottom && below > 0 {
            setBottom(index, below: max(0, blockHeight(index) - area.height))
        } else if index <= visible {
            var sum = 0
            for candidate in index..<conversation.messages.count {
                sum += blockHeight(candidate)
                if sum >= area.height {
                    return setBottom(candidate, below: sum - area.height)
                }
            }
        }
    }

    /// After scrolling the cursor is on the nearest message that is still seen.
    private mutating func keepCursorInView(moving lines: Int) {
        guard focus == .conversation else { return }
        let (bottom, _) = bottomPlace
        let index = conversation.index(of: conversation.cursor) ?? bottom
        let inView = min(max(index, firstVisible), bottom)
        let moved = inView == index && (lines < 0 ? index > 0 : index < conversation.messages.count - 1)
        // At the very end there is nothing to scroll any more, and the cursor goes the rest of the way.
        let atEnd = moved && (lines < 0 ? firstVisible == 0 : conversation.bottom == .newest)
        conversation.cursor = conversation.messages[atEnd ? (lines < 0 ? 0 : bottom) : inView].id
    }

    /// Asks for more messages before the person can reach the end of those at hand.
    private mutating func keepConversationLoaded() {
        let margin = max(4, (messageArea?.height ?? 8) / 2)
        let index = conversation.index(of: conversation.cursor) ?? conversation.messages.count - 1
        let nearTop = conversation.hasOlder && min(index, firstVisible) < margin
        let last = max(index, bottomPlace.index)
        let nearEnd = conversation.hasNewer && last > conversation.messages.count - margin
        if nearTop || nearEnd { conversation.isStale = true }
    }

    // MARK: Windows

    /// The query that fetches what the pane wants to show.
    func conversationQuery(of lead: LeadID) -> ConversationQuery {
        var query = placeQuery(of: lead)
        query.sender = senderNumber
        return query
    }

    /// What would be asked for first, should the person come from the table to one of these leads.
    private func arrivalQueries(of rows: [LeadRow]) -> [ConversationQuery] {
        rows.map {
            ConversationQuery(
                lead: $0.id, limit: windowHeight,
                sender: settings.senders.number(chosen: nil, lastWrittenTo: $0.ourNumber))
        }
    }

    /// How long after a key the next one is taken to be near.
    private static let readAheadTime = Duration.seconds(30)

    /// Has the conversations read to which one more key would lead.
    private mutating func readAhead() {
        guard focus == .table, layout.conversation != nil, elapsed - lastKeyAt < Self.readAheadTime,
            let index = table.selectedIndex
        else { return }
        let near = [1, -1, tableHeight, -tableHeight].map { index + $0 }.filter(table.rows.indices.contains)
        emit(.read(.readAhead(arrivalQueries(of: near.map { table.rows[$0].row }))))
    }

    private var windowHeight: Int { max(messageArea?.height ?? 10, 10) }

    private func placeQuery(of lead: LeadID) -> ConversationQuery {
        let height = windowHeight
        if let wish = conversation.wish {
            return ConversationQuery(lead: lead, anchor: wish, limit: wish == .newest ? 2 * height : 4 * height)
        }
        let count = conversation.messages.count
        let index = conversation.index(of: conversation.cursor)
        let isAtEnd = conversation.bottom == .newest && (index ?? count) >= count - height / 2
        if !conversation.isLoaded || isAtEnd && !conversation.hasNewer {
            return ConversationQuery(lead: lead, limit: focus == .table ? height : 2 * height)
        }
        let id = conversation.messages[index ?? bottomPlace.index].id
        return ConversationQuery(lead: lead, anchor: .around(id), limit: 4 * height)
    }

    /// Takes a window that was asked for.
    mutating func receive(_ window: ConversationWindow?, token: Int) {
        guard let asked = conversation.asked, asked.token == token else { return }
        conversation.asked = nil
        guard let window, window.lead.id == conversation.lead else {
            conversation.isLoaded = true
            composer?.knowsDraft = true
            return
        }
        let known = Dictionary(conversation.messages.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let newest = conversation.messages.last?.id
        conversation.messages = window.messages.map { row in
            if let shown = known[row.id], shown.row == row { return shown }
            return ShownMessage(row)
        }
        if conversation.messages.last?.id != newest { conversation.newestSince = elapsed }
        (conversation.hasOlder, conversation.hasNewer) = (window.hasOlder, window.hasNewer)
        (conversation.row, conversation.isLoaded) = (window.lead, true)
        (conversation.pricePerSegment, conversation.priceSender) = (window.pricePerSegment, asked.what.sender)
        conversation.isPriceListed = window.isPriceListed
        outgoing.shown(in: token, of: window.lead.id)
        takeDraft(window.draft, of: window.lead.id, token: token)
        if composer?.lead == window.lead.id { composer?.row = window.lead }
        if focus == .conversation, conversation.cursor == nil { conversation.cursor = conversation.messages.last?.id }
        if case .message(let id, _) = conversation.bottom, conversation.index(of: id) == nil {
            conversation.bottom = .newest
        }
        if conversation.goesToFirst, !conversation.hasOlder, !conversation.messages.isEmpty {
            showMessage(at: 0)
        } else if let target = conversation.index(of: conversation.target) {
            showMessage(at: target)
        }
        (conversation.goesToFirst, conversation.target) = (false, nil)
        // The window may have told of another number that answers, or of one that the draft names.
        if conversation.priceSender != senderNumber { conversation.isStale = true }
        watchHeldReplies(of: window)
        readAhead()
    }
}
