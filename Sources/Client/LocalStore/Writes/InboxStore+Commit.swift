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
        let report = try write(.fetched, now: now, isHistory: isHistory) { ledger in
            if batch.origin == .head { try ledger.beginFirstSync(at: batch.askedAt) }
            try ledger.noteRemoteClock(batch.readAt)
            ledger.news.tellsNewMessages = batch.origin != .backfill
            ledger.news.tellsLeads = false
            var absorption = Absorption(batch: batch, ledger: ledger)
            let report = try absorption.run()
            if let cursor = batch.cursor { try ledger.save(cursor) }
            return report
        }
        for lead in report.left { try forgetEmptyLead(lead, now: now) }
        return report
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
        let attempts = try ledger.openAttempts()
        // Most of history is new: to try writing a row finds out as much as to look for it first, at half the cost.
        let isMostlyNew = batch.origin == .backfill && attempts.isEmpty
        let others = attempts.isEmpty ? distinct() : try judge(distinct(), attempts)
        let rest = isMostlyNew ? others : try changeKnown(others)
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
            var isNew = try ledger.insert(row.message, number: row.number)
            if !isNew, try !mergeKnown(rows[row.remote]) {
                isNew = try ledger.insert(row.message, number: row.number)
            }
            guard isNew else { continue }
            report.inserted += 1
            report.isAllKnown = false
        }
        return report
    }

    /// The rows of the batch, each external id once.
    private func distinct() -> [RemoteMessage] {
        var seen: Set<SIDKey> = []
        seen.reserveCapacity(batch.messages.count)
        return batch.messages.filter { seen.insert(SIDKey($0.externalID)).inserted }
    }

    /// Merges the rows that are here already; what is left is new.
    private mutating func changeKnown(_ rows: [RemoteMessage]) throws -> [RemoteMessage] {
        var unknown: [RemoteMessage] = []
        for remote in rows where try !mergeKnown(remote) { unknown.append(remote) }
        return unknown
    }

    /// Merges a row if it is here already, and may stay where it is.
    private mutating func mergeKnown(_ remote: RemoteMessage) throws -> Bool {
        guard let old = try known(remote) else { return false }
        if old.updatedAt != remote.updatedAt { report.isAllKnown = false }
        // Its sender is told by now: it goes to whom it is from, as if it had just come.
        if old.direction == .inbound, remote.peer != .untold, try ledger.address(of: old.lead) == .untold {
            try ledger.delete(old)
            report.left.append(LeadID(rawValue: old.lead))
            return false
        }
        if try ledger.merge(remote, into: old) { report.changed += 1 }
        return true
    }

    private func known(_ remote: RemoteMessage) throws -> MessageRecord? {
        try ledger.message(externalID: SIDKey(remote.externalID), createdAt: remote.createdAt)
    }

    /// Gives the rows that are messages of ours with a lost answer to these, and notes the rows that may be. Returns
    /// the others of `rows`; strays are stored as what they are judged to be or not at all.
    private mutating func judge(_ rows: [RemoteMessage], _ attempts: [OutboxEntry]) throws -> [RemoteMessage] {
        let (entries, tried) = (attempts, attempts.compactMap(\.attempt))
        let open = try (rows + batch.strays).filter { row in
            guard row.direction == .outbound else { return false }
            return try known(row)?.isMadeHere != true
        }
        let late = Set(try entries.filter { try ledger.wasCalledAbsentByALook($0) }.map(\.id))
        let judgement = Judgement(
            tried, open.compactMap(\.listed), isOpen: { entries[$0].state.isOpen },
            mayReopen: { late.contains(entries[$0].id) })
        for tie in judgement.ties {
            let row = open[tie.row], message = entries[tie.attempt].id
            if let double = try known(row) { try ledger.makeRoom(double) }
            try ledger.tie(row, to: message.rawValue)
            report.settled.append(message)
            report.changed += 1
        }
        for pair in judgement.candidates {
            let entry = entries[pair.attempt]
            if late.contains(entry.id) { try ledger.reopen(entry) }
            try ledger.note(open[pair.row], asCandidateFor: entry.id.rawValue)
        }
        let tied = Set(judgement.ties.map { open[$0.row].externalID })
        return rows.filter { !tied.contains($0.externalID) }
    }

    private mutating func makeRecord(_ remote: RemoteMessage) throws -> (message: MessageRecord, number: Int64?) {
        let moment = remote.moment ?? batch.readAt
        let place = try place(second: TimePlace.second(TimePlace.floor(moment)))
        let floor = try ledger.readFloor(of: remote.ourNumber, firstReadAt: batch.origin == .head ? batch.askedAt : nil)
        ledger.newLeadFloor = floor
        let lead = try ledger.leadID(remote.peer, display: batch.display[remote.peer], place: place)
        if remote.direction == .inbound, let floor { try ledger.countAsRead(place, of: lead, before: floor) }
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
