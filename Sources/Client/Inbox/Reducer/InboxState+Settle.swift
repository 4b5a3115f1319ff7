import Messaging

extension InboxState {
    /// How long a lead has to lie under the cursor of a focused terminal to count as read.
    static let dwellTime = Duration.seconds(3)

    /// Asks for what the screen needs now, and sets the alarms: the end of every turn.
    mutating func settle() {
        followLead()
        // A row under the cursor has its conversation read before more rows are, since reads take their turn.
        if table.rows.isEmpty { loadTable() }
        loadConversation()
        loadTable()
        if countsAreStale, !isAwaited(countsAskedAt) {
            (countsAreStale, countsAskedAt) = (false, now)
            emit(.read(.loadCounts))
        }
        watchReading()
        watchMedia()
        watchPrice()
        if composer == nil, picker == nil, question == nil, !waitingQuestions.isEmpty {
            var next = waitingQuestions.removeFirst()
            next.hearsFrom = now + Question.patience
            ask(next)
        }
    }

    /// Whether an answer is on its way. One that has not come after two seconds will not come, and is asked for anew.
    func isAwaited(_ askedAt: Instant?) -> Bool {
        askedAt.map { now - $0 < .seconds(2) } ?? false
    }

    /// Asks for rows: at once where the person went somewhere, else one question at a time.
    private mutating func loadTable() {
        guard table.wish != nil || table.isStale && !isAwaited(table.inFlight?.at) else { return }
        let query = leadQuery(table.wish)
        let wish = table.wish
        table.wish = nil
        if table.inFlight?.query == query { return }
        table.isStale = false
        let token = makeToken()
        table.inFlight = TableState.Flight(token: token, wish: wish, query: query, selection: table.selection, at: now)
        emit(.read(.loadLeads(query, token: token)))
    }

    /// Asks for messages, likewise.
    private mutating func loadConversation() {
        guard let lead = conversation.lead else { return }
        guard conversation.wish != nil || conversation.isStale && !isAwaited(conversation.inFlight?.at) else { return }
        let token = makeToken()
        let query = conversationQuery(of: lead)
        let isSought = conversation.wish != nil || conversation.target != nil
        conversation.inFlight = ConversationState.Flight(
            token: token, at: now, sender: query.sender, isSought: isSought)
        emit(.read(.loadConversation(query, token: token)))
        (conversation.wish, conversation.isStale) = (nil, false)
    }

    // MARK: Reading

    /// Lets the read mark follow the eyes: at once where the focus is in the conversation, after a while under the
    /// cursor of the table, and never while old news arrives or somebody else has the keyboard.
    private mutating func watchReading() {
        guard hasKeyboard, !engine.isCatchingUp, conversation.isLoaded, layout.conversation != nil,
            let lead = conversation.lead,
            let newest = conversation.messages.last?.id, !conversation.hasNewer, conversation.bottom == .newest
        else {
            alarms.dwell = nil
            return
        }
        if focus == .conversation, picker == nil, leadLeftUnread != lead {
            alarms.dwell = nil
            if dwelt != Dwelt(lead: lead, upTo: newest) { read(lead, upTo: newest) }
        } else if table.cameByItself == lead {
            // Nobody has shown to be there since the lead came under the cursor.
            alarms.dwell = nil
        } else if dwelt != Dwelt(lead: lead, upTo: newest),
            alarms.dwell?.lead != lead || alarms.dwell?.upTo != newest
        {
            alarms.dwell = Alarms.Dwell(at: now + Self.dwellTime, lead: lead, upTo: newest)
        }
    }

    /// Whoever writes to a country for the first time is told what that costs by the remote's list.
    private mutating func watchPrice() {
        guard let composer, composer.lead == conversation.lead, conversation.isLoaded, let sender = senderNumber,
            sender == conversation.priceSender, conversation.pricePerSegment == nil,
            composer.row.address.phoneNumber != nil, askedPrices.insert(composer.lead).inserted
        else { return }
        emit(.outside(.wantListPrice(composer.lead)))
    }

    /// The lead has lain under the cursor long enough.
    mutating func endDwell(_ dwell: Alarms.Dwell) {
        alarms.dwell = nil
        guard dwell.lead == conversation.lead else { return }
        read(dwell.lead, upTo: dwell.upTo)
    }

    /// Moves the read mark.
    private mutating func read(_ lead: LeadID, upTo newest: MessageID) {
        dwelt = Dwelt(lead: lead, upTo: newest)
        guard let unread = conversation.row?.unread, unread > 0, leadLeftUnread != lead else { return }
        // Taken off at once, so that a message which comes with the same counts still rings the bell.
        if let counts { self.counts?.unreadMessages = max(0, counts.unreadMessages - unread) }
        emit(.write(.change(.read(upTo: newest), of: lead, token: nil)))
    }

    /// Up to where a lead's messages have been looked at.
    struct Dwelt: Hashable, Sendable {
        var lead: LeadID
        var upTo: MessageID
    }
}
