internal import GRDB

/// What a transaction has to tell to those who follow the mirror, each message and lead once.
struct FreshNews {
    /// Whether a message that comes in is news; history is none.
    var tellsNewMessages = true
    /// Whether leads are told of by themselves, and not only with their messages.
    var tellsLeads = true
    private(set) var messages: [(id: Int64, lead: Int64, isNew: Bool)] = []
    private(set) var leads: Set<Int64> = []
    private var known: Set<Int64> = []

    mutating func add(_ message: MessageRecord, isNew: Bool) {
        if known.insert(message.id).inserted { messages.append((message.id, message.lead, isNew)) }
    }

    mutating func add(lead: Int64) {
        if tellsLeads { leads.insert(lead) }
    }
}

extension Ledger {
    /// How many rows of news are kept. Whoever falls further behind is told that there is a gap.
    static let keptNews = 20_000

    /// Takes note of a message that was not here before. What was there before the first sync is no news.
    func noteNew(_ message: MessageRecord) {
        guard news.tellsNewMessages, message.position > readFloor ?? 0 else { return }
        news.add(message, isNew: true)
    }

    /// Takes note of a message that reads differently now.
    func noteChange(from old: MessageRecord, to new: MessageRecord) {
        var seen = new
        (seen.position, seen.updatedAt) = (old.position, old.updatedAt)
        if seen != old { news.add(new, isNew: false) }
    }

    /// Writes the news down behind those of earlier transactions, and lets the oldest go.
    func saveNews() throws {
        let rows = news.messages.map { ($0.lead, $0.id, $0.isNew) } + news.leads.sorted().map { ($0, 0, false) }
        guard !rows.isEmpty else { return }
        let insert = try db.prepared("INSERT INTO news (lead_id, message_id, is_new) VALUES (?1, ?2, ?3)")
        for (lead, message, isNew) in rows {
            insert.bind(1, lead)
            insert.bind(2, message)
            insert.bind(3, isNew ? 1 : 0)
            try insert.run()
        }
        let trim = try db.prepared("DELETE FROM news WHERE id <= ?1")
        trim.bind(1, db.lastInsertedRowID - Int64(Self.keptNews))
        try trim.run()
    }
}
