extension Schema {
    /// Version 12: the index of words is merged more seldom.
    ///
    /// Each page of history adds a piece to it, and pieces of one size are written again as one as soon as there are so
    /// many of them: 32 in place of 8 take a quarter of the index's time away. A search has more pieces to look into, which
    /// costs it a tenth of a millisecond.
    static let step12 = """
        INSERT INTO message_words (message_words, rank) VALUES ('automerge', 32), ('crisismerge', 48);
        """
}
