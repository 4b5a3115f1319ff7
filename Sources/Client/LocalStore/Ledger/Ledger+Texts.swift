internal import GRDB

extension Ledger {
    /// Gives the new texts to the full-text index, the oldest first: it takes ascending ids at once, while each step
    /// back makes it begin a new segment.
    func indexFreshTexts() throws {
        guard !freshTexts.isEmpty else { return }
        freshTexts.sort { $0.id < $1.id }
        let insert = try hot(.insertWords)
        for text in freshTexts where !text.body.isEmpty {
            insert.bind(1, text.id)
            insert.bind(2, IndexText.spaced(text.body))
            try insert.run()
        }
        for text in freshTexts { try IndexText.eachLongWord(text.body, learn) }
        freshTexts = []
    }

    /// Takes a text out again. The index keeps no copy, so it has to be told what it was given.
    func removeText(of message: MessageRecord) throws {
        try indexFreshTexts()
        guard !message.body.isEmpty else { return }
        let delete = try db.prepared(
            "INSERT INTO message_words (message_words, rowid, body) VALUES ('delete', ?1, ?2)")
        delete.bind(1, message.id)
        delete.bind(2, IndexText.spaced(message.body))
        try delete.run()
    }

    /// Writes a word down that was never seen before.
    private func learn(_ hash: UInt64, _ word: () -> String?) throws {
        guard !store.words.isKnown(hash), seenWords.insert(hash).inserted, let text = word() else { return }
        let find = try hot(.findWord)
        find.bind(1, text)
        guard try find.firstInt() == 0 else { return }
        let insert = try hot(.insertWord)
        insert.bind(1, text)
        try insert.run()
        let pieces = try hot(.insertWordPieces)
        pieces.bind(1, db.lastInsertedRowID)
        pieces.bind(2, text)
        try pieces.run()
    }
}
