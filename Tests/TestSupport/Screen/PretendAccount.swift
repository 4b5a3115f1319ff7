package import Messaging

/// Leads and messages in memory that answer the inbox's questions as the store would, for tests of the screen.
///
/// It knows the order of activity only, and of the filters `is:unread`, `is:waiting`, states, names and words.
package struct PretendAccount: Sendable {
    package var leads: [LeadID: LeadRow] = [:]
    package var messages: [LeadID: [MessageRow]] = [:]
    package var drafts: [LeadID: Draft] = [:]
    package var intents: [MessageID: OutgoingIntent] = [:]
    /// What a segment costs from each of our numbers.
    package var prices = [
        People.desk: Price(millionths: 7_900, unit: "USD"), People.secondDesk: Price(millionths: 12_000, unit: "USD"),
    ]
    /// What the remote's list says of every country, and the leads for whose country it was asked.
    package var listPrice: Price?
    package var listedLeads: Set<LeadID> = []
    private var lastMessage: Int64 = 0

    package init() {}

    /// Adds a lead, or changes one that is there.
    package mutating func add(
        _ id: Int64, _ name: String?, _ number: PhoneNumber? = nil, ourNumber: PhoneNumber? = People.desk
    ) {
        let number = number ?? People.lead(Int(id))
        leads[LeadID(rawValue: id)] = LeadRow(
            id: LeadID(rawValue: id), address: .number(number), name: name, displayAddress: number.e164,
            ourNumber: ourNumber)
    }

    /// Somebody said something; the lead's row follows.
    @discardableResult
    package mutating func say(
        _ lead: Int64, _ direction: Direction, _ body: String, at instant: Instant, status: DeliveryState? = nil,
        sendState: SendState? = nil, change: (inout MessageRow) -> Void = { _ in }
    ) -> MessageID {
        lastMessage += 1
        let id = LeadID(rawValue: lead)
        var row = MessageRow(
            id: MessageID(rawValue: lastMessage), leadID: id, conversationID: ConversationID(rawValue: lead),
            externalID: "SM" + padded(Int(lastMessage), 32), direction: direction, ourNumber: leads[id]?.ourNumber,
            body: body, status: status ?? (direction == .inbound ? .received : nil),
            sendState: direction == .inbound ? nil : sendState ?? .submitted, createdAt: instant)
        change(&row)
        messages[id, default: []].append(row)
        leads[id]?.lastMessage = LastMessage(
            direction: direction, preview: String(body.unicodeScalars.prefix(200)), status: row.status,
            sendState: row.sendState, hasMedia: row.mediaCount > 0, createdAt: instant)
        leads[id]?.lastContactAt = instant
        if direction == .outbound { leads[id]?.ourTrouble = row.status?.isFailure == true ? .failed : nil }
        if direction == .inbound {
            leads[id]?.unread += 1
            if leads[id]?.waitingSince == nil { leads[id]?.waitingSince = instant }
        } else {
            leads[id]?.unread = 0
            leads[id]?.waitingSince = nil
        }
        return row.id
    }

    package var counts: InboxCounts {
        var counts = InboxCounts()
        counts.leads = leads.count
        counts.unreadLeads = leads.values.count { $0.unread > 0 }
        counts.unreadMessages = leads.values.reduce(0) { $0 + $1.unread }
        counts.waiting = leads.values.count { $0.waitingSince != nil }
        let all = messages.values.joined()
        counts.held = all.count { $0.sendState == .held || $0.sendState == .pending }
        let own = all.filter { $0.sendState == .held || $0.sendState == .pending }.sorted { $0.id < $1.id }
        counts.own.ids = own.map(\.id)
        counts.own.first = own.first.flatMap { row in leads[row.leadID].map { SearchHit(message: row, lead: $0) } }
        counts.unknown = all.count { $0.sendState == .unknown }
        counts.messages = all.count
        counts.inbound = all.count { $0.direction == .inbound }
        return counts
    }

    // MARK: Windows

    package func window(_ query: LeadQuery) -> LeadWindow {
        let order = sorted(query)
        let rows = order.filter { passes($0, query.filter) }
        guard !rows.isEmpty else { return LeadWindow(total: LeadWindow.Total(0)) }
        func place(_ lead: LeadID) -> Int {
            if let index = rows.firstIndex(where: { $0.id == lead }) { return index }
            let before = order.prefix { $0.id != lead }.count { passes($0, query.filter) }
            return min(before, rows.count - 1)
        }
        let focus: Int
        let start: Int
        switch query.anchor {
        case .top: (focus, start) = (0, 0)
        case .bottom: (focus, start) = (rows.count - 1, rows.count - query.limit)
        case .around(let lead, let above):
            focus = place(lead)
            start = focus - above
        case .offset(let lead, let count):
            focus = min(max(0, place(lead) + count), rows.count - 1)
            start = focus - query.limit / 3
        }
        let first = max(0, min(start, rows.count - query.limit))
        let end = min(rows.count, first + query.limit)
        return LeadWindow(
            rows: Array(rows[first..<end]), hasMoreAbove: first > 0, hasMoreBelow: end < rows.count,
            total: LeadWindow.Total(rows.count), focus: focus - first)
    }

    private func sorted(_ query: LeadQuery) -> [LeadRow] {
        let rows = leads.values.map { lead in
            var lead = lead
            lead.hasDraft = drafts[lead.id]?.isEmpty == false
            return lead
        }
        func moment(_ lead: LeadRow) -> Int64 { lead.lastContactAt?.milliseconds ?? 0 }
        let sorted = rows.sorted { one, other in
            switch query.order {
            case .activity: (moment(one), one.id) > (moment(other), other.id)
            case .waiting:
                (one.waitingSince?.milliseconds ?? .max, one.id) < (other.waitingSince?.milliseconds ?? .max, other.id)
            case .name: (one.title, one.id) < (other.title, other.id)
            }
        }
        return query.isReversed ? sorted.reversed() : sorted
    }

    private func passes(_ lead: LeadRow, _ filter: LeadFilter) -> Bool {
        filter.terms.allSatisfy { term in
            let holds: Bool
            switch term.condition {
            case .unread: holds = lead.unread > 0
            case .waiting: holds = lead.waitingSince != nil
            case .state(let state): holds = lead.state == state
            case .draft: holds = lead.hasDraft
            case .name(let text), .text(let text):
                let all = "\(lead.title) \(lead.displayAddress) \(lead.lastMessage?.preview ?? "")".lowercased()
                holds = all.contains(text.lowercased())
            case .addressPrefix(let prefix): holds = lead.address.text.contains(prefix)
            case .failed, .optedOut, .held, .unknown, .ourNumberPrefix:
                preconditionFailure("The pretended account does not know the filter \(term.condition).")
            }
            return holds != term.isNegated
        }
    }

    package func window(_ query: ConversationQuery) -> ConversationWindow? {
        guard var lead = leads[query.lead] else { return nil }
        lead.hasDraft = drafts[query.lead]?.isEmpty == false
        let all = messages[query.lead] ?? []
        let end: Int
        switch query.anchor {
        case .newest: end = all.count
        case .oldest: end = min(all.count, query.limit)
        case .before(let id): end = all.firstIndex { $0.id == id } ?? all.count
        case .after(let id): end = min(all.count, (all.firstIndex { $0.id == id } ?? 0) + 1 + query.limit)
        case .around(let id): end = min(all.count, (all.firstIndex { $0.id == id } ?? 0) + query.limit / 2)
        }
        let first = max(0, end - query.limit)
        var window = ConversationWindow(
            lead: lead, messages: Array(all[first..<end]), hasOlder: first > 0, hasNewer: end < all.count,
            draft: drafts[query.lead], pricePerSegment: query.sender.flatMap { prices[$0] })
        if window.pricePerSegment == nil, query.sender != nil, listedLeads.contains(lead.id) {
            (window.pricePerSegment, window.isPriceListed) = (listPrice, true)
        }
        return window
    }

    package func hits(_ text: String) -> [SearchHit] {
        messages.values.joined().filter { $0.body.lowercased().contains(text.lowercased()) }
            .sorted { $0.id > $1.id }.prefix(50)
            .compactMap { message in leads[message.leadID].map { SearchHit(message: message, lead: $0) } }
    }

    package func next(
        _ attention: Attention, within filter: LeadFilter, after lead: LeadID?, since: Instant?, isBackwards: Bool
    ) -> LeadID? {
        let waiting = order(of: attention).filter { leads[$0].map { passes($0, filter) } ?? false }
        guard !waiting.isEmpty else { return nil }
        if let lead, let since {
            return waiting.first { $0 != lead && (leads[$0]?.waitingSince ?? since) >= since }
        }
        guard let lead, let index = waiting.firstIndex(of: lead) else {
            return isBackwards ? waiting.last : waiting.first
        }
        return waiting[(index + (isBackwards ? waiting.count - 1 : 1)) % waiting.count]
    }

    package func newestFailed(of lead: LeadID?) -> MessageID? {
        lead.flatMap { messages[$0]?.last { $0.direction == .outbound && $0.status?.isFailure == true }?.id }
    }

    private func order(of attention: Attention) -> [LeadID] {
        func newest(where isWanted: (LeadRow) -> Bool) -> [LeadID] {
            sorted(LeadQuery(limit: 0)).filter(isWanted).map(\.id)
        }
        switch attention {
        case .waiting:
            return leads.values.filter { $0.waitingSince != nil && $0.state == .open }
                .sorted { ($0.waitingSince?.milliseconds ?? 0, $0.id) < ($1.waitingSince?.milliseconds ?? 0, $1.id) }
                .map(\.id)
        case .failed: return newest { $0.ourTrouble == .failed }
        case .unread: return newest { $0.unread > 0 }
        }
    }

    // MARK: What people change

    /// Makes a change and gives its inverse, as the store does.
    @discardableResult
    package mutating func apply(_ change: LeadChange, to lead: LeadID) -> LeadChange? {
        guard var row = leads[lead] else { return nil }
        if let over = change.over {
            if standing(over, row) != over { return nil }
            if change.wish == .state(.closed), drafts[lead]?.isEmpty == false { return nil }
        }
        let before = standing(change.wish, row)
        switch change.wish {
        case .state(let state): row.state = state
        case .name(let name): row.name = name
        case .blocked(let isBlocked): row.isBlocked = isBlocked
        case .read: row.unread = 0
        case .unread: if row.waitingSince != nil { row.unread = 1 }
        case .readMark(let mark): row.unread = Int(mark.position)
        }
        leads[lead] = row
        let after = standing(change.wish, row)
        return before == after ? nil : LeadChange(before, over: after)
    }

    /// What is so now. The read mark here is how many are unread.
    private func standing(_ wish: LeadChange.Wish, _ row: LeadRow) -> LeadChange.Wish {
        switch wish {
        case .state: .state(row.state)
        case .name: .name(row.name)
        case .blocked: .blocked(row.isBlocked)
        case .read, .unread, .readMark: .readMark(ReadMark(position: Int64(row.unread)))
        }
    }

    // MARK: The outbox

    package mutating func queue(_ intent: OutgoingIntent, heldUntil: Instant, now: Instant) -> MessageID {
        drafts[intent.lead] = nil
        let id = say(intent.lead.rawValue, .outbound, intent.body, at: now, sendState: .held) { row in
            row.externalID = nil
            row.dueAt = heldUntil
        }
        intents[id] = intent
        mark(intent.resends, sentAgainAt: now)
        return id
    }

    private mutating func mark(_ id: MessageID?, sentAgainAt moment: Instant?) {
        for (lead, rows) in messages {
            guard let index = rows.firstIndex(where: { $0.id == id }) else { continue }
            messages[lead]?[index].sentAgainAt = moment
        }
    }

    package mutating func takeBack(_ id: MessageID) -> (LeadID, Draft)? {
        for (lead, rows) in messages {
            guard let index = rows.firstIndex(where: { $0.id == id }), rows[index].sendState == .held else { continue }
            messages[lead]?.remove(at: index)
            let original = intents[id]?.resends
            mark(original, sentAgainAt: nil)
            let draft = Draft(
                text: rows[index].body, caret: rows[index].body.unicodeScalars.count, resends: original)
            drafts[lead] = draft
            return (lead, draft)
        }
        return nil
    }

    package mutating func returnDraft(_ draft: Draft, to lead: LeadID) -> Draft {
        var whole = draft
        if let since = drafts[lead], !since.isEmpty { whole.text += "\n" + since.text }
        drafts[lead] = whole
        return whole
    }

    /// Queues the text of a message once more, as a new one.
    package mutating func resend(_ id: MessageID, heldUntil: Instant, now: Instant) -> MessageID? {
        guard let row = messages.values.joined().first(where: { $0.id == id }) else { return nil }
        return queue(OutgoingIntent(lead: row.leadID, body: row.body, resends: id), heldUntil: heldUntil, now: now)
    }

    /// Keeps a held message until a person decides.
    package mutating func holdForPerson(_ id: MessageID) { hold(id, until: nil) }

    /// Holds a message until then, or until a person decides.
    package mutating func hold(_ id: MessageID, until due: Instant?) {
        for (lead, rows) in messages {
            guard let index = rows.firstIndex(where: { $0.id == id }) else { continue }
            messages[lead]?[index].dueAt = due
            messages[lead]?[index].sendState = .held
        }
    }

    /// A text whose answer was lost is this row of the list.
    package mutating func accept(_ externalID: String, as id: MessageID) {
        for (lead, rows) in messages {
            guard let index = rows.firstIndex(where: { $0.id == id }) else { continue }
            messages[lead]?[index].sendState = .submitted
            messages[lead]?[index].externalID = externalID
            messages[lead]?[index].doubt = nil
        }
    }

    package mutating func set(_ state: SendState, of id: MessageID) {
        for (lead, rows) in messages {
            guard let index = rows.firstIndex(where: { $0.id == id }) else { continue }
            messages[lead]?[index].sendState = state
            // As in the store, what is let go is due at once.
            if state == .pending { messages[lead]?[index].dueAt = nil }
        }
    }
}
