internal import GRDB
internal import Messaging

/// One writing transaction: the rows it has touched, and what follows from them.
///
/// Leads are loaded once, changed in memory and written back by `settle`, which also brings the counts up to date and
/// the full-text index, so that a page of a thousand messages costs each lead one update.
final class Ledger {
    let db: Database
    let store: InboxStore
    /// When the transaction takes place.
    let now: Instant
    var tally = Tally()
    /// Text waiting for the full-text index.
    var freshTexts: [(id: Int64, body: String)] = []
    var priceChanges: [PriceKey: Int64] = [:]
    private var leads: [Int64: LoadedLead] = [:]
    private var leadIDs: [PeerAddress: Int64] = [:]
    var leadTexts: [Int64: LeadText] = [:]
    /// The texts of leads' last messages that are to be shown in the table, as they were written.
    var lastBodies: [Int64: String] = [:]
    /// Leads that were made in this transaction.
    private(set) var freshLeads: Set<Int64> = []
    var seenWords: Set<UInt64> = []
    var handles = [Prepared?](repeating: nil, count: HotStatement.allCases.count)
    var callingCodes: [Int64: Int] = [:]
    private var numberIDs: [PhoneNumber: Int64] = [:]
    private var conversationIDs: [ConversationKey: Int64] = [:]
    /// Messages before this place were there before the first sync, and count as read.
    var readFloor: Int64?
    /// Where a lead that is made now was read to; `nil` where it counts as read to its first message.
    var newLeadFloor: Int64?
    /// Where each of our numbers' lists count as read to.
    var readFloors: [PhoneNumber: Int64] = [:]
    var news = FreshNews()
    /// Whether a server tells what else would follow from messages: states, opt-outs, and how texts are delivered.
    var isServed = false
    /// How messages are told apart by name.
    let names: NameIndex

    init(_ db: Database, store: InboxStore, now: Instant) throws {
        (self.db, self.store, self.now) = (db, store, now)
        names = try db.nameIndex()
        readFloor = try note("read_floor")
        newLeadFloor = readFloor
    }

    private struct ConversationKey: Hashable {
        let lead: Int64
        let number: Int64?
    }

    // MARK: Leads

    /// A lead as it is and as it was when it was read.
    private final class LoadedLead {
        var record: LeadRecord
        let stored: LeadRecord

        init(_ record: LeadRecord) { (self.record, stored) = (record, record) }
    }

    private func loaded(_ id: Int64) throws -> LoadedLead {
        if let lead = leads[id] { return lead }
        let query = try db.prepared(Self.selectLead + " WHERE id = ?1")
        query.bind(1, id)
        guard let lead = try Self.readLead(query) else { throw StoreError.missing }
        return remember(lead)
    }

    func lead(_ id: Int64) throws -> LeadRecord { try loaded(id).record }

    func change(_ id: Int64, _ body: (inout LeadRecord) throws -> Void) throws { try body(&loaded(id).record) }

    /// The lead with this address, made when there is none. `place` is where a new one stands in the table.
    func leadID(_ address: PeerAddress, display: String?, place: Int64) throws -> Int64 {
        if let id = leadIDs[address] { return id }
        let id = try findOrMakeLead(address, display: display, place: place)
        leadIDs[address] = id
        callingCodes[id] = address.phoneNumber.map(CallingCode.of) ?? 0
        return id
    }

    private func findOrMakeLead(_ address: PeerAddress, display: String?, place: Int64) throws -> Int64 {
        let query = try hot(.leadByAddress)
        query.bind(1, address.text)
        if let lead = try Self.readLead(query) {
            if leads[lead.id] == nil { remember(lead) }
            return lead.id
        }
        return try makeLead(address, display: display ?? address.text, place: place)
    }

    private func makeLead(_ address: PeerAddress, display: String, place: Int64) throws -> Int64 {
        let insert = try hot(.makeLead)
        insert.bind(1, address.text)
        insert.bind(2, display)
        insert.bind(3, NameKey.unnamed(address))
        var lead = LeadRecord(id: 0, activity: place)
        lead.readPosition = newLeadFloor ?? place
        lead.bind(to: insert, from: 4)
        try insert.run()
        lead.id = db.lastInsertedRowID
        let loaded = remember(lead)
        if address.phoneNumber == nil { loaded.record.flags.insert(.unanswerable) }
        tally.leads += 1
        freshLeads.insert(lead.id)
        leadTexts[lead.id] = LeadText(address: LeadText.line(address.text))
        return lead.id
    }

    @discardableResult
    private func remember(_ lead: LeadRecord) -> LoadedLead {
        let loaded = LoadedLead(lead)
        leads[lead.id] = loaded
        return loaded
    }

    // MARK: Numbers and conversations

    func numberID(_ number: PhoneNumber) throws -> Int64 {
        if let id = numberIDs[number] { return id }
        let query = try db.prepared("SELECT id FROM number WHERE e164 = ?1")
        query.bind(1, number.e164)
        var id = try query.firstInt()
        if id == 0 {
            let insert = try db.prepared("INSERT INTO number (e164) VALUES (?1)")
            insert.bind(1, number.e164)
            try insert.run()
            id = db.lastInsertedRowID
        }
        numberIDs[number] = id
        return id
    }

    func conversationID(lead: Int64, peer: PeerAddress, number: Int64?) throws -> Int64 {
        if let number, let ours = leads[lead]?.record, ours.ourNumber == number, let id = ours.ourConversation {
            return id
        }
        let key = ConversationKey(lead: lead, number: number)
        if let id = conversationIDs[key] { return id }
        let query = try hot(.findConversation)
        query.bind(1, lead)
        query.bind(2, number)
        var id = try query.firstInt()
        if id == 0 {
            let insert = try hot(.makeConversation)
            insert.bind(1, lead)
            insert.bind(2, number)
            insert.bind(3, peer.remoteJID)
            try insert.run()
            id = db.lastInsertedRowID
        }
        conversationIDs[key] = id
        return id
    }

    // MARK: The end of the transaction

    /// Writes back the leads, the counts and the full-text index.
    func settle() throws {
        try indexFreshTexts()
        for lead in leads.values.filter({ $0.record != $0.stored }).sorted(by: { $0.stored.id < $1.stored.id }) {
            lead.record.refreshFlags()
            try save(lead.record, before: lead.stored)
            tally.count(lead.stored, sign: -1)
            tally.count(lead.record, sign: 1)
            news.add(lead: lead.record.id)
        }
        try saveLeadTexts()
        try savePrices()
        try saveTally()
        try saveNews()
    }

    private func save(_ lead: LeadRecord, before: LeadRecord) throws {
        let isQuiet = lead.isSorted(like: before)
        let update = try hot(isQuiet ? .saveLeadQuietly : .saveLead)
        update.bind(1, lead.id)
        lead.bind(to: update, from: 2, isQuiet: isQuiet)
        try update.run()
    }

    private func saveTally() throws {
        guard tally != Tally() else { return }
        let update = try db.prepared(
            """
            UPDATE tally SET leads = leads + ?1, unread_leads = unread_leads + ?2,
                unread_messages = unread_messages + ?3, waiting = waiting + ?4, failed = failed + ?5,
                held = held + ?6, unknown = unknown + ?7, messages = messages + ?8, inbound = inbound + ?9
            """)
        let changes = [
            tally.leads, tally.unreadLeads, tally.unreadMessages, tally.waiting, tally.failed, tally.held,
            tally.unknown, tally.messages, tally.inbound,
        ]
        for (place, change) in changes.enumerated() { update.bind(Int32(place + 1), change) }
        try update.run()
    }

    // MARK: Reading a lead

    static let selectLead = "SELECT l.id, \(LeadColumn.selected("l")) FROM lead l"

    private static func readLead(_ query: Prepared) throws -> LeadRecord? {
        guard try query.step() else { return nil }
        defer { query.reset() }
        return LeadRecord(query, id: query.int(0), from: 1)
    }
}
