internal import GRDB
internal import Messaging

/// How rows of the lead table are read: the lead, and its last message beside it.
enum LeadRows {
    static let columns = """
        l.id, l.address, l.display, l.name, n.e164,
        m.kind, m.body, m.status, m.send_state, m.media_count, m.created_at, m.sent_at,
        l.\(LeadColumn.flags.name), l.\(LeadColumn.unread.name), l.\(LeadColumn.waitingPosition.name)
        """

    static let joins = "LEFT JOIN message m ON m.id = l.last_message LEFT JOIN number n ON n.id = l.our_number"

    /// Reads the row the query stands on; of the last message its beginning, or with `wholeTexts` all of it.
    static func read(_ row: Prepared, wholeTexts: Bool) -> LeadRow {
        let flags = LeadFlags(rawValue: row.int(12))
        var lead = LeadRow(
            id: LeadID(rawValue: row.int(0)), address: PeerAddress(carrier: row.text(1)), name: row.optionalText(3),
            displayAddress: row.text(2), state: flags.state, unread: Int(row.int(13)),
            waitingSince: flags.contains(.waiting) ? TimePlace.instant(row.int(14)) : nil,
            hasStopped: flags.contains(.stopped), isBlocked: flags.contains(.blocked),
            hasDraft: flags.contains(.draft), ourNumber: row.number(4))
        lead.ourTrouble = trouble(flags)
        guard !row.isNull(5) else { return lead }
        let kind = row.int(5)
        let created = Instant(milliseconds: row.int(10))
        lead.lastMessage = LastMessage(
            direction: kind == MessageKind.inbound.rawValue ? .inbound : .outbound,
            preview: wholeTexts ? row.text(6) : preview(row.text(6, atMost: 800)), status: row.status(7),
            sendState: row.sendState(8), hasMedia: row.int(9) > 0, createdAt: created)
        lead.lastContactAt = row.instant(11) ?? created
        return lead
    }

    /// 200 characters of what was cut to as many times four bytes; a character of many scalars only makes it shorter.
    private static func preview(_ text: String) -> String {
        // Counting characters takes longer than reading the row, and most messages are shorter.
        text.utf8.count <= 200 ? text : String(text.prefix(200))
    }

    private static func trouble(_ flags: LeadFlags) -> OurTrouble? {
        if flags.contains(.failed) { return .failed }
        if flags.contains(.unknown) { return .unknown }
        return flags.contains(.held) ? .held : nil
    }

    static func all(_ query: Prepared, wholeTexts: Bool = false) throws -> [LeadRow] {
        var rows: [LeadRow] = []
        while try query.step() { rows.append(read(query, wholeTexts: wholeTexts)) }
        return rows
    }

    static func one(_ db: Database, id: Int64, wholeTexts: Bool = false) throws -> LeadRow? {
        let query = try db.prepared("SELECT \(columns) FROM lead l \(joins) WHERE l.id = ?1")
        query.bind(1, id)
        return try all(query, wholeTexts: wholeTexts).first
    }
}
