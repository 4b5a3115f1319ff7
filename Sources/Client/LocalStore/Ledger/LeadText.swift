/// What a filter looks through for one lead: name, address and last message, folded, a line each.
struct LeadText: Equatable {
    var name: String
    var address: String
    var preview: String

    var words: String { "\(name)\n\(address)\n\(preview)" }

    init(address: String) { (name, self.address, preview) = ("", address, "") }

    init(words: String) {
        let lines = words.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        (name, address, preview) = (lines.first ?? "", lines.count > 1 ? lines[1] : "", lines.count > 2 ? lines[2] : "")
    }

    /// A text of one line in folded letters.
    static func line(_ text: String) -> String {
        let key = Folding.key(text)
        guard key.utf8.contains(0x0A) else { return key }
        return String(decoding: key.utf8.map { $0 == 0x0A ? 0x20 : $0 }, as: UTF8.self)
    }

    /// As much of a message as the table shows.
    static func preview(_ body: String) -> String {
        line(body.utf8.count <= 200 ? body : String(body.unicodeScalars.prefix(200)))
    }
}

extension Ledger {
    /// Changes what a lead is found by. Written when the transaction ends.
    func changeText(_ lead: Int64, _ body: (inout LeadText) -> Void) throws {
        var text = try leadTexts[lead] ?? storedText(lead) ?? LeadText(address: "")
        body(&text)
        leadTexts[lead] = text
    }

    func storedText(_ lead: Int64) throws -> LeadText? {
        if freshLeads.contains(lead) { return nil }
        let query = try db.prepared("SELECT words FROM lead_text WHERE lead_id = ?1")
        query.bind(1, lead)
        guard try query.step() else { return nil }
        defer { query.reset() }
        return LeadText(words: query.text(0))
    }

    /// Writes the changed texts and gives them to the index of pieces, which has to be told what it was given before.
    func saveLeadTexts() throws {
        // Only now: of the many last messages that a lead has while a page is taken in, one stays.
        for (lead, body) in lastBodies { try changeText(lead) { $0.preview = LeadText.preview(body) } }
        lastBodies = [:]
        for (lead, text) in leadTexts.sorted(by: { $0.key < $1.key }) {
            if let before = try storedText(lead) {
                guard before != text else { continue }
                let delete = try db.prepared(
                    "INSERT INTO lead_pieces (lead_pieces, rowid, words) VALUES ('delete', ?1, ?2)")
                delete.bind(1, lead)
                delete.bind(2, before.words)
                try delete.run()
                let update = try db.prepared("UPDATE lead_text SET name = ?2, words = ?3 WHERE lead_id = ?1")
                try write(text, of: lead, with: update)
            } else {
                try write(text, of: lead, with: try hot(.insertLeadText))
            }
            let pieces = try hot(.insertLeadPieces)
            pieces.bind(1, lead)
            pieces.bind(2, text.words)
            try pieces.run()
        }
        leadTexts = [:]
    }

    private func write(_ text: LeadText, of lead: Int64, with statement: Prepared) throws {
        statement.bind(1, lead)
        statement.bind(2, text.name)
        statement.bind(3, text.words)
        try statement.run()
    }
}
