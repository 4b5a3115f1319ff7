package import Messaging

extension InboxStore {
    /// Takes in what one request brought, with the place to go on from, in one transaction.
    ///
    /// A message that is here already is changed, never doubled, whatever path it came by. A row that is one of our own
    /// messages with a lost answer becomes that message.
    package func commit(_ batch: Batch, now: Instant) throws(StoreError) -> CommitReport {
        var isHistory: Bool?
        if batch.origin == .backfill { isHistory = batch.messages.count > 200 && batch.cursor?.reachedEnd != true }
        if isHistory == true { try prepareNamesForHistory(now: now) }
        return try write(.fetched, now: now, isHistory: isHistory) { ledger in
            try ledger.beginFirstSync(at: batch.askedAt)
            try ledger.noteRemoteClock(batch.readAt)
            ledger.news.tellsNewMessages = batch.origin != .backfill
            ledger.news.tellsLeads = false
            var absorption = Absorption(batch: batch, ledger: ledger)
            let report = try absorption.run()
            if let cursor = batch.cursor { try ledger.save(cursor) }
            return report
        }
    }
}

/// The taking in of one batch.
private struct Absorption {
    let batch: Batch
    let ledger: Ledger
    private var report = CommitReport()
    /// Places given in this batch, by second.
    private var given: [Int64: Int64] = [:]

    init(batch: Batch, ledger: Ledger) { (self.batch, self.ledger) = (batch, ledger) }

    mutating func run() throws -> CommitReport {
        let intents = try ledger.tieableIntents()
        // Most of history is new: to try writing a row finds out as much as to look for it first, at half the cost.
        let isMostlyNew = batch.origin == .backfill && intents.isEmpty
        let unknown = try isMostlyNew ? distinct() : changeKnown()
        let strays = try batch.strays.filter { try known($0) == nil }
        let rest = try tie(unknown + strays, intents).filter { row in
            !strays.contains { $0.externalID == row.externalID }
        }
        let rows = batch.origin == .backfill ? rest : rest.reversed()
        var fresh: [(message: MessageRecord, number: Int64?, remote: Int)] = []
        fresh.reserveCapacity(rows.count)
        for (place, remote) in rows.enumerated() {
            let record = try makeRecord(remote)
            fresh.append((record.message, record.number, place))
        }
        // Ascending ids fill the table's pages best.
        fresh.sort { $0.message.id < $1.message.id }
        for row in fresh {
            guard try ledger.insert(row.message, number: row.number) else {
                try mergeKnown(rows[row.remote])
                continue
            }
            report.inserted += 1
            report.isAllKnown = false
        }
        return report
    }

    /// The rows of the batch, each SID once.
    private func distinct() -> [RemoteMessage] {
        var seen: Set<SIDKey> = []
        seen.reserveCapacity(batch.messages.count)
        return batch.messages.filter { seen.insert(SIDKey($0.externalID)).inserted }
    }

    /// Merges the rows that are here already; what is left is new.
    private mutating func changeKnown() throws -> [RemoteMessage] {
        var unknown: [RemoteMessage] = []
        for remote in distinct() where try !mergeKnown(remote) { unknown.append(remote) }
        return unknown
    }

    /// Merges a row if it is here already.
    @discardableResult
    private mutating func mergeKnown(_ remote: RemoteMessage) throws -> Bool {
        guard let old = try known(remote) else { return false }
        if old.updatedAt != remote.updatedAt { report.isAllKnown = false }
        if try ledger.merge(remote, into: old) { report.changed += 1 }
        return true
    }

    private func known(_ remote: RemoteMessage) throws -> MessageRecord? {
        try ledger.message(externalID: SIDKey(remote.externalID), createdAt: remote.createdAt)
    }

    /// Gives the rows that are messages of ours to these; what is left is new.
    private mutating func tie(_ rows: [RemoteMessage], _ intents: [Tying.Intent]) throws -> [RemoteMessage] {
        let pairs = Tying.match(rows, with: intents)
        guard !pairs.isEmpty else { return rows }
        for pair in pairs {
            try ledger.tie(rows[pair.row], to: pair.intent)
            report.settled.append(MessageID(rawValue: pair.intent))
            report.changed += 1
        }
        let tied = Set(pairs.map(\.row))
        return rows.indices.filter { !tied.contains($0) }.map { rows[$0] }
    }

    private mutating func makeRecord(_ remote: RemoteMessage) throws -> (message: MessageRecord, number: Int64?) {
        let moment = remote.moment ?? batch.readAt
        let place = try place(second: TimePlace.second(TimePlace.floor(moment)))
        let lead = try ledger.leadID(remote.peer, display: batch.display[remote.peer], place: place)
        let number = try remote.ourNumber.map(ledger.numberID)
        let conversation = try ledger.conversationID(lead: lead, peer: remote.peer, number: number)
        var message = MessageRecord(
            id: place, lead: lead, position: place, conversation: conversation, direction: remote.direction,
            createdAt: remote.createdAt ?? moment, body: remote.body)
        message.externalID = SIDKey(remote.externalID)
        if remote.direction == .outbound { message.sendState = .submitted }
        _ = message.merge(remote)
        return (message, number)
    }

    /// History fills a second from its middle downwards, news upwards, because the list gives the newest first.
    private mutating func place(second: Int64) throws -> Int64 {
        let rising = batch.origin != .backfill
        let place: Int64
        if let last = given[second] {
            place = try ledger.freePlace(beside: last, rising: rising)
        } else {
            place = try ledger.freePlace(second: second, rising: rising)
        }
        given[second] = place
        return place
    }
}
