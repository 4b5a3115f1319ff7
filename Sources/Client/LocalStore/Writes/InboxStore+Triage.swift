package import Messaging

/// What became of a list of names.
package struct NamesTaken: Equatable, Sendable {
    /// How many leads are called otherwise than before.
    package var changed = 0
    /// Which of the names, by their places in the list, were not taken because the lead has another one.
    package var kept: [Int] = []

    package init() {}
}

extension InboxStore {
    /// The lead with this address, made when there is none.
    package func ensureLead(_ address: PeerAddress, display: String, now: Instant) throws(StoreError) -> LeadID {
        if let known = try lead(address) { return known.id }
        return try write(.decided, now: now) { ledger in
            LeadID(rawValue: try ledger.leadID(address, display: display, place: TimePlace.floor(now)))
        }
    }

    /// Names many leads, making those that are not there. A name that somebody has given stays, unless names are to be
    /// replaced.
    ///
    /// It takes few at a time, so that whoever sends or writes meanwhile does not wait for the file's end. What is
    /// interrupted can be done again from the beginning.
    package func importNames(
        _ names: [(address: PeerAddress, display: String, name: String)], replacing: Bool = false, now: Instant
    ) throws(StoreError) -> NamesTaken {
        var taken = NamesTaken()
        for start in stride(from: 0, to: names.count, by: Self.namesAtOnce) {
            let places = start..<min(start + Self.namesAtOnce, names.count)
            let some = try write(.decided, now: now) { ledger in
                var some = NamesTaken()
                for place in places {
                    let entry = names[place]
                    let lead = try ledger.leadID(entry.address, display: entry.display, place: TimePlace.floor(now))
                    let given = try ledger.name(of: lead)
                    if !replacing, let given {
                        if given != entry.name { some.kept.append(place) }
                    } else if try ledger.setName(entry.name, of: lead) {
                        if isServed { try ledger.journal(.name(given), .name(entry.name), of: lead) }
                        some.changed += 1
                    }
                }
                return some
            }
            taken.changed += some.changed
            taken.kept += some.kept
        }
        return taken
    }

    private static let namesAtOnce = 200
}

extension LeadFlags {
    var state: LeadState { contains(.closed) ? .closed : contains(.snoozed) ? .snoozed : .open }
}

extension Ledger {
    func markRead(_ lead: Int64, upTo message: Int64?) throws {
        let record = try self.lead(lead)
        let mark = try message.flatMap { try self.message($0)?.position } ?? max(record.inPosition, record.activity)
        guard mark > record.readPosition else { return }
        try change(lead) { $0.readPosition = mark }
        if record.unread > 0 { try recompute(lead, after: nil) }
    }

    func name(of lead: Int64) throws -> String? {
        let query = try db.prepared("SELECT name FROM lead WHERE id = ?1")
        query.bind(1, lead)
        guard try query.step() else { throw StoreError.missing }
        defer { query.reset() }
        return query.optionalText(0)
    }

    /// Names a lead; `nil`, or a text of which nothing can be seen, takes the name away. False where nothing changes.
    @discardableResult
    func setName(_ name: String?, of lead: Int64) throws -> Bool {
        let name = name.flatMap { VisibleText($0).text.allSatisfy(\.isWhitespace) ? nil : $0 }
        guard try name != self.name(of: lead) else { return false }
        let update = try db.prepared("UPDATE lead SET name = ?2, name_key = ?3 WHERE id = ?1")
        update.bind(1, lead)
        update.bind(2, name)
        update.bind(3, try name.map(NameKey.named) ?? NameKey.unnamed(address(of: lead)))
        try update.run()
        try changeText(lead) { $0.name = name.map(LeadText.line) ?? "" }
        news.add(lead: lead)
        return true
    }
}
