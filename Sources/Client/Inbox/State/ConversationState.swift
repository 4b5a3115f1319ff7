package import Messaging

/// A message of the conversation, cleaned once for drawing when it came.
package struct ShownMessage: Hashable, Sendable, Identifiable {
    package let row: MessageRow
    /// The text with its line breaks, without anything a terminal could obey.
    package let text: String
    /// How many characters were taken out of the text because a reader could not have seen them.
    package let removedCount: Int
    /// Whether the text goes on behind what is shown.
    package let isCut: Bool
    /// How far a text has come that is not in the store yet; `nil` of a message that is.
    let writing: Writing?
    /// Whether a lead wrote it who probably wants no further messages, though it is no keyword.
    let isNearStop: Bool
    /// Whether there is nothing to see of it: neither a text nor an attachment.
    let isBare: Bool
    package var id: MessageID { row.id }

    /// How far a text has come on its way into the store.
    enum Writing: Hashable, Sendable {
        case begun, delayed, unwanted
    }

    /// Several times what Twilio takes as one message. What somebody has made longer must not hold up every key.
    private static let limit = 10_000

    package init(_ row: MessageRow) {
        let visible = VisibleText(row.body, limit: Self.limit)
        (self.row, text, removedCount, isCut) = (row, visible.text, visible.removedCount, visible.isCut)
        writing = nil
        isNearStop = row.direction == .inbound && OptOutKeyword.isNearStop(row.body)
        isBare = row.mediaCount == 0 && VisibleText.isBlank(text)
    }

    /// A text that is on its way into the store, as the message that it will be.
    init(_ reply: HeldReply) {
        let draft = reply.draft ?? Draft()
        // No message of the store has such an id, so no key ever acts on it.
        row = MessageRow(
            id: MessageID(rawValue: -1 - Int64(reply.token)), leadID: reply.lead,
            conversationID: ConversationID(rawValue: 0),
            direction: .outbound, body: draft.text, mediaCount: draft.mediaURLs.count, createdAt: reply.writtenAt)
        let visible = VisibleText(draft.text, limit: Self.limit)
        (text, removedCount, isCut) = (visible.text, visible.removedCount, visible.isCut)
        writing = reply.isWantedBack ? .unwanted : reply.isDelayed ? .delayed : .begun
        (isNearStop, isBare) = (false, row.mediaCount == 0 && VisibleText.isBlank(text))
    }

    /// The text with a name in place of everything that was taken out of it.
    var spelledOut: String { VisibleText.spelledOut(String(row.body.unicodeScalars.prefix(Self.limit))) }
}

/// The messages of one lead that are at hand, and which part of them is on the screen.
package struct ConversationState: Sendable {
    /// Whose messages these are.
    package let lead: LeadID?
    package internal(set) var row: LeadRow?
    package internal(set) var messages: [ShownMessage] = []
    package internal(set) var hasOlder = false
    package internal(set) var hasNewer = false
    package internal(set) var draft: Draft?
    package internal(set) var pricePerSegment: Price?
    package internal(set) var isPriceListed = false
    /// From which of our numbers that is the price.
    var priceSender: PhoneNumber?
    /// Whether a window of this lead has come at all.
    package internal(set) var isLoaded = false
    /// Since when the newest message is at hand.
    var newestSince = Duration.zero
    /// The message that keys act on.
    package internal(set) var cursor: MessageID?
    var bottom: Bottom = .newest
    /// The newest message at the time the person scrolled away from it.
    var newestWhenLeft: MessageID?
    /// The message to go to once it is at hand.
    var target: MessageID?
    /// Whether the very first message is on its way.
    var goesToFirst = false
    var wish: ConversationQuery.Anchor?
    var isStale = true
    var asked: Asked<Window>?

    /// A window as it was asked for.
    struct Window: Hashable, Sendable {
        var sender: PhoneNumber?
        /// Whether the person went to a place that is not at hand.
        var isSought: Bool
    }

    init(of lead: LeadID? = nil, row: LeadRow? = nil) { (self.lead, self.row) = (lead, row) }

    /// Whether messages that belong on the screen are on their way; otherwise those at hand are only read again.
    package var awaitsMessages: Bool { !isLoaded || asked?.what.isSought == true }

    /// What stands on the last line of the pane.
    enum Bottom: Hashable, Sendable {
        /// The newest message, whichever it is.
        case newest
        /// This message, with so many of its lines below the edge.
        case message(MessageID, linesBelow: Int)
    }

    /// Where a message stands in `messages`.
    func index(of id: MessageID?) -> Int? {
        guard let id else { return nil }
        return messages.lastIndex { $0.id == id }
    }

    /// The message that keys act on: the one under the cursor, else the newest.
    package var current: ShownMessage? { index(of: cursor).map { messages[$0] } ?? messages.last }

    /// How many inbound messages came since the person scrolled away from the end.
    package var newBelow: Int {
        guard bottom != .newest, let from = index(of: newestWhenLeft) else { return 0 }
        return messages[(from + 1)...].count { $0.row.direction == .inbound }
    }
}
