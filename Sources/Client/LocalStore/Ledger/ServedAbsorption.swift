internal import Messaging

/// The taking in of one answer of a server.
///
/// Whom a message belongs to has to be there before it, and what is said of a lead goes before what would follow from
/// its messages: so leads and conversations are found or made first, then messages, then states, marks and counts.
struct ServedAbsorption {
    let batch: ServedBatch
    let ledger: Ledger
    private var report = CommitReport()
    /// The leads whose unread messages have to be counted anew.
    private var touched: Set<Int64> = []

    init(batch: ServedBatch, ledger: Ledger) { (self.batch, self.ledger) = (batch, ledger) }

    mutating func run() throws -> CommitReport {
        var fresh: [(told: ServedLead, lead: Int64)] = []
        for told in batch.leads {
            if let lead = try place(told) { fresh.append((told, lead)) }
        }
        for told in batch.conversations { try take(told) }
        // Within a second the order of arrival decides, and places are given upwards to news, downwards to history.
        let rising = batch.messages.sorted { ($0.arrival, $0.id) < ($1.arrival, $1.id) }
        for told in batch.isNews ? rising : rising.reversed() { try take(told) }
        for id in batch.erased { try erase(id) }
        for block in batch.blocks { try take(block) }
        for (told, lead) in fresh { try settle(told, lead) }
        for mark in batch.marks { try take(mark) }
        for lead in touched { try ledger.recountServed(lead) }
        for place in batch.places { try ledger.save(place) }
        return report
    }

    /// Finds or makes the lead; `nil` where this version of it is known.
    private mutating func place(_ told: ServedLead) throws -> Int64? {
        let id = told.id.description
        let known = try ledger.servedLead(id)
        if let known, known.version >= told.version { return nil }
        let lead: Int64
        if let known {
            lead = known.lead
        } else {
            let place = TimePlace.floor(told.moment)
            lead = try ledger.leadID(told.address, display: batch.display[told.address], place: place)
            try ledger.block(lead, at: told.address.text)
        }
        try ledger.noteServedLead(id, is: lead, version: told.version)
        report.changed += 1
        report.isAllKnown = false
        return lead
    }

    /// What people have said of the lead. What somebody here has said since goes before it.
    private func settle(_ told: ServedLead, _ lead: Int64) throws {
        let id = told.id.description
        if try !ledger.isWished(.name, of: id) { try ledger.setName(told.name, of: lead) }
        if try !ledger.isWished(.state, of: id) { try ledger.change(lead) { $0.flags = $0.flags.with(told.state) } }
    }

    private mutating func take(_ told: ServedConversation) throws {
        guard let lead = try ledger.servedLead(told.lead.description)?.lead else { return }
        let id = told.id.description
        var talk =
            try ledger.servedTalk(id)
            ?? ServedTalk(number: 0, lead: lead, version: -1, lastOutbound: 0, readUpTo: 0, markVersion: -1)
        let isNewer = told.version > talk.version
        if isNewer {
            (talk.lead, talk.version, talk.lastOutbound) = (lead, told.version, told.lastOutbound)
            talk.ourNumber = told.ourNumber?.e164 ?? talk.ourNumber
        }
        // A list tells the mark without its version: where the feed has told it, that is the truth.
        if let mark = told.readUpTo, talk.markVersion < 0, try !ledger.isWished(.read, of: id) { talk.readUpTo = mark }
        guard isNewer || told.readUpTo != nil else { return }
        try ledger.save(talk, id: id)
        touched.insert(lead)
    }

    private mutating func take(_ mark: ServedMark) throws {
        let id = mark.conversation.description
        guard var talk = try ledger.servedTalk(id), mark.version > talk.markVersion else { return }
        talk.markVersion = mark.version
        if try !ledger.isWished(.read, of: id) { talk.readUpTo = mark.readUpTo }
        try ledger.save(talk, id: id)
        touched.insert(talk.lead)
    }

    private mutating func take(_ told: ServedMessage) throws {
        // Whoever asks for messages has asked for their conversations before.
        guard let talk = try ledger.servedTalk(told.conversation.description) else { return }
        let known = try ledger.servedMessage(told.id.description)
        if let known, known.version >= told.version { return }
        touched.insert(talk.lead)
        report.isAllKnown = false
        let id: Int64
        if let known, let old = try ledger.message(known.message) {
            try ledger.merge(told, into: old)
            id = old.id
            report.changed += 1
        } else if let mine = try told.name.flatMap(ledger.entry(named:)) {
            // A text of this machine whose answer has not come, or got lost: it is that one, and no second.
            try ledger.tie(told, to: mine)
            id = mine.id.rawValue
            report.changed += 1
        } else {
            id = try insert(told, of: talk.lead)
            report.inserted += 1
        }
        try ledger.noteServedMessage(told, is: id, in: talk.number)
    }

    private func insert(_ told: ServedMessage, of lead: Int64) throws -> Int64 {
        let second = TimePlace.second(TimePlace.floor(told.moment))
        let place = try ledger.freePlace(second: second, rising: batch.isNews)
        let number = try told.ourNumber.map(ledger.numberID)
        let address = try ledger.address(of: lead)
        let conversation = try ledger.conversationID(lead: lead, peer: address, number: number)
        var message = MessageRecord(
            id: place, lead: lead, position: place, conversation: conversation, direction: told.direction,
            createdAt: told.createdAt, body: told.body)
        message.take(told)
        guard try ledger.insert(message, number: number) else {
            throw StoreError.ourFault(detail: "a served message that is here and was not found")
        }
        return place
    }

    private mutating func erase(_ id: TenantMessageID) throws {
        guard let known = try ledger.servedMessage(id.description), let message = try ledger.message(known.message)
        else { return }
        try ledger.delete(message)
        let delete = try ledger.db.prepared("DELETE FROM served_message WHERE id = ?1")
        delete.bind(1, id.description)
        try delete.run()
        touched.insert(message.lead)
        report.changed += 1
    }

    private func take(_ block: ServedBlock) throws {
        let known = try ledger.servedBlock(block.id.description)
        if let known, known.version >= block.version { return }
        try ledger.save(block)
        for address in Set([known?.address, block.address?.text].compactMap(\.self)) {
            if let lead = try ledger.leadHere(address) { try ledger.block(lead, at: address) }
        }
    }
}
