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
        if countsAreStale, !isAwaited(countsAsked) {
            (countsAreStale, countsAsked) = (false, asking(()))
            emit(.read(.loadCounts))
        }
        watchReading()
        if let lead = conversation.lead, conversation.isLoaded, layout.conversation != nil {
            failures.visit(lead, lastKey: lastKeyAt)
        }
        watchMedia()
        watchPrice()
        keepHeldWordsTrue()
        if composer == nil, picker == nil, question == nil, !waitingQuestions.isEmpty {
            askUninvited(waitingQuestions.removeFirst())
        }
    }

    /// Asks for rows: at once where the person went somewhere, else one question at a time.
    private mutating func loadTable() {
        guard table.wish != nil || table.isStale && !isAwaited(table.asked) else { return }
        let query = leadQuery(table.wish)
        let wish = table.wish
        table.wish = nil
        if table.asked?.what.query == query { return }
        table.isStale = false
        let asked = asking(TableState.Window(wish: wish, query: query, selection: table.selection))
        table.asked = asked
        emit(.read(.loadLeads(query, token: asked.token)))
    }

    /// Asks for messages, likewise.
    private mutating func loadConversation() {
        guard let lead = conversation.lead else { return }
        guard conversation.wish != nil || conversation.isStale && !isAwaited(conversation.asked) else { return }
        let query = conversationQuery(of: lead)
        let isSought = conversation.wish != nil || conversation.target != nil
        let asked = asking(ConversationState.Window(sender: query.sender, isSought: isSought))
        conversation.asked = asked
        emit(.read(.loadConversation(query, token: asked.token)))
        (conversation.wish, conversation.isStale) = (nil, false)
    }

    // MARK: Reading

    /// Lets the read mark follow the eyes: at once where the focus is in the conversation, after a while under the
    /// cursor of the table, and never while old news arrives or somebody else has the keyboard.
    private mutating func watchReading() {
        guard hasKeyboard, !engine.isCatchingUp, conversation.isLoaded, layout.conversation != nil,
            let lead = conversation.lead,
            let newest = conversation.messages.last?.id, !conversation.hasNewer, conversation.bottom == .newest
        else { return endRest() }
        let place = Reading.Place(lead: lead, upTo: newest)
        if focus == .conversation, picker == nil, !reading.isLeft(lead) {
            endRest()
            if !reading.hasRead(place) { read(place) }
        } else if !reading.hasRead(place), reading.rest(at: place) {
            alarms[.dwell] = elapsed + Self.dwellTime
        }
    }

    private mutating func endRest() {
        _ = reading.takeRest()
        alarms[.dwell] = nil
    }

    /// Whoever writes to a country for the first time is told what that costs by the remote's list.
    private mutating func watchPrice() {
        guard let composer, conversation.isLoaded, let sender = senderNumber,
            sender == conversation.priceSender, conversation.pricePerSegment == nil,
            composer.row.address.phoneNumber != nil, askedPrices.insert(composer.lead).inserted
        else { return }
        emit(.outside(.wantListPrice(composer.lead)))
    }

    /// The lead has lain under the cursor long enough.
    mutating func endDwell() {
        guard let place = reading.takeRest(), place.lead == conversation.lead else { return }
        read(place)
    }

    /// Moves the read mark.
    private mutating func read(_ place: Reading.Place) {
        reading.note(place)
        guard let unread = conversation.row?.unread, unread > 0, !reading.isLeft(place.lead) else { return }
        // Taken off at once, so that a message which comes with the same counts still rings the bell.
        if let counts { self.counts?.unreadMessages = max(0, counts.unreadMessages - unread) }
        emit(.write(.change(.read(upTo: place.upTo), of: place.lead, token: nil)))
    }
}
