extension Ledger {
    /// Gives the new texts to the full-text index, the oldest first: it takes ascending ids at once, while each step
    /// back makes it begin a new segment.
    func indexFreshTexts() throws {
        guard !freshTexts.isEmpty else { return }
        freshTexts.sort { $0.id < $1.id }
        for table in Self.indexes {
            let insert = try db.prepared("INSERT INTO \(table) (rowid, body) VALUES (?1, ?2)")
            for text in freshTexts where !text.body.isEmpty {
                insert.bind(1, text.id)
                insert.bind(2, text.body)
                try insert.run()
            }
        }
        freshTexts = []
    }

    /// Takes a text out again. The index keeps no copy, so it has to be told what it was given.
    func removeText(of message: MessageRecord) throws {
        try indexFreshTexts()
        guard !message.body.isEmpty else { return }
        for table in Self.indexes {
            let delete = try db.prepared("INSERT INTO \(table) (\(table), rowid, body) VALUES ('delete', ?1, ?2)")
            delete.bind(1, message.id)
            delete.bind(2, message.body)
            try delete.run()
        }
    }

    private static let indexes = ["message_words", "message_pieces"]
}
