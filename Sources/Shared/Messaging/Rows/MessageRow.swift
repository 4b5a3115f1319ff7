/// One message of a conversation, with all that is known of it.
package struct MessageRow: Hashable, Sendable, Identifiable {
    package var id: MessageID
    package var leadID: LeadID
    package var conversationID: ConversationID
    /// Twilio's SID, or `nil` while the message has none.
    package var externalID: String?
    package var direction: Direction
    package var ourNumber: PhoneNumber?
    package var body: String
    package var status: DeliveryState?
    /// Only of outbound messages.
    package var sendState: SendState?
    package var errorCode: Int?
    /// What the remote wrote beside the error code.
    package var errorText: String?
    package var segments: Int?
    package var price: Price?
    package var mediaCount: Int
    /// What is known of the media; shorter than `mediaCount` until their list was fetched.
    package var media: [MediaRow]
    package var createdAt: Instant
    package var sentAt: Instant?
    /// Until when an unsent message is kept back, or when it is due.
    package var dueAt: Instant?
    /// Of a message whose answer was lost: what it may be in the remote's list, where a person has to compare.
    package var doubt: SendDoubt?
    /// When the text was sent again as another message, which speaks for it since.
    package var sentAgainAt: Instant?
    /// Of a text that has not left: what it waits behind, where that is not settled by itself.
    package var waitsBehind: TextAhead?
    /// Whether a server looks after it, and it has not left from there.
    package var isWithServer = false

    package init(
        id: MessageID, leadID: LeadID, conversationID: ConversationID, externalID: String? = nil,
        direction: Direction, ourNumber: PhoneNumber? = nil, body: String, status: DeliveryState? = nil,
        sendState: SendState? = nil, errorCode: Int? = nil, errorText: String? = nil, segments: Int? = nil,
        price: Price? = nil, mediaCount: Int = 0, media: [MediaRow] = [], createdAt: Instant, sentAt: Instant? = nil,
        dueAt: Instant? = nil, doubt: SendDoubt? = nil
    ) {
        (self.id, self.leadID, self.conversationID, self.externalID) = (id, leadID, conversationID, externalID)
        (self.direction, self.ourNumber, self.body) = (direction, ourNumber, body)
        (self.status, self.sendState, self.errorCode, self.errorText) = (status, sendState, errorCode, errorText)
        (self.segments, self.price, self.mediaCount, self.media) = (segments, price, mediaCount, media)
        (self.createdAt, self.sentAt, self.dueAt, self.doubt) = (createdAt, sentAt, dueAt, doubt)
    }

    /// When the message counts as said: when it was sent, or else made.
    package var moment: Instant { sentAt ?? createdAt }
}

/// One attachment of a message.
package struct MediaRow: Hashable, Sendable, Identifiable {
    package var id: MediaID
    /// Twilio's SID of it, or `nil` for a link we are sending ourselves.
    package var externalID: String?
    package var contentType: String
    /// Bytes, once fetched.
    package var size: Int?
    /// Lower-case hexadecimal SHA-256 of the content, once fetched; its name in the cache.
    package var contentHash: String?
    /// The public address of an outbound attachment.
    package var url: String?

    package init(
        id: MediaID, externalID: String? = nil, contentType: String, size: Int? = nil, contentHash: String? = nil,
        url: String? = nil
    ) {
        (self.id, self.externalID, self.contentType) = (id, externalID, contentType)
        (self.size, self.contentHash, self.url) = (size, contentHash, url)
    }
}
