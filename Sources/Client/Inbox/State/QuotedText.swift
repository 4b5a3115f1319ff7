import Messaging

/// A text of ours as a sentence names it: its first words, or what is attached where it has none.
enum QuotedText {
    static func words(_ draft: Draft, limit: Int = 60) -> String? {
        words(draft.text, media: draft.mediaURLs.count, limit: limit)
    }

    static func words(_ row: MessageRow, limit: Int = 60) -> String? {
        words(row.body, media: row.mediaCount, limit: limit)
    }

    private static func words(_ text: String, media: Int, limit: Int) -> String? {
        let visible = VisibleText(text, keepsLines: false, limit: limit).text
        if !VisibleText.isBlank(visible) { return "“\(visible)”" }
        return media == 0 ? nil : media == 1 ? "a picture" : "\(media) pictures"
    }
}

extension Draft {
    /// What a message of ours was made of, as far as its row tells.
    init(of row: MessageRow) { self.init(text: row.body, mediaURLs: row.media.compactMap(\.url)) }
}
