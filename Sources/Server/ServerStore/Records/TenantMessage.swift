package import Messaging

/// One SMS or MMS with all that is known of it.
package struct TenantMessage: Hashable, Sendable {
    package let tenant: TenantID
    package let id: TenantMessageID
    package let conversation: TenantConversationID
    /// Twilio's SID, or `nil` while it has none.
    package let externalID: String?
    package let clientRef: String?
    package let direction: Direction
    package let ourNumber: String?
    /// Who wrote to whom, as sent.
    package let from: String?
    package let to: String?
    package let body: String
    /// Twilio's word, and how far the message has come by it.
    package let status: DeliveryState?
    package let sendState: SendState?
    /// When it is to leave, where that was said, and what keeps it back.
    package let sendAt: Instant?
    package let keptBack: KeptBack?
    /// The text that was sent in its place.
    package let resentAs: TenantMessageID?
    package let errorCode: Int?
    package let errorText: String?
    package let segments: Int?
    /// Millionths of a unit.
    package let price: Int64?
    package let priceUnit: String?
    /// How many media Twilio said there are.
    package let mediaCount: Int
    package let author: UserID?
    /// What a keyword asked for: `stop`, `start`, `help`.
    package let keyword: String?
    /// Its place among all that the tenant ever got or sent; 0 within the transaction that makes it.
    package let arrival: Int64
    /// When it was said by the provider's clock; `nil` while only a webhook, which bears no time, told of it.
    package let providerAt: Instant?
    package let createdAt: Instant
    package let sentAt: Instant?
    package let deliveredAt: Instant?
    /// `date_updated` of the last answer of the provider's that was merged, and when the last callback was.
    package let dateUpdated: Instant?
    package let callbackAt: Instant?
    package let version: Int

    /// When the message counts as said.
    package var moment: Instant { providerAt ?? sentAt ?? createdAt }
}

extension TenantMessage: SQLRecord {
    static let columns = """
        tenant_id, id, conversation_id, external_id, client_ref, direction, our_number, from_address, to_address, body,
        status, send_state, send_at, kept_back, resent_as, error_code, error_text, segments, price, price_unit, num_media, author, keyword, arrival,
        provider_at, created_at, sent_at, delivered_at, date_updated, callback_at, version
        """

    init(_ row: inout SQLRow) throws {
        tenant = try row.next()
        id = try row.next()
        conversation = try row.next()
        externalID = try row.next()
        clientRef = try row.next()
        direction = try row.next()
        ourNumber = try row.next()
        from = try row.next()
        to = try row.next()
        body = try row.next()
        let word: String? = try row.next()
        status = word.map { DeliveryState(word: $0) }
        sendState = try row.next()
        sendAt = try row.next()
        keptBack = try row.next()
        resentAs = try row.next()
        errorCode = try row.next()
        errorText = try row.next()
        segments = try row.next()
        price = try row.next()
        priceUnit = try row.next()
        mediaCount = try row.next()
        author = try row.next()
        keyword = try row.next()
        arrival = try row.next()
        providerAt = try row.next()
        createdAt = try row.next()
        sentAt = try row.next()
        deliveredAt = try row.next()
        dateUpdated = try row.next()
        callbackAt = try row.next()
        version = try row.next()
    }
}

/// A message before it has a row.
package struct NewMessage: Hashable, Sendable {
    package var id: TenantMessageID?
    package var conversation: TenantConversationID
    package var externalID: String?
    package var clientRef: String?
    package var direction: Direction
    package var ourNumber: String?
    package var from: String?
    package var to: String?
    package var body: String
    package var status: DeliveryState?
    package var sendState: SendState?
    package var sendAt: Instant?
    package var segments: Int?
    package var author: UserID?
    package var keyword: String?
    package var providerAt: Instant?
    package var createdAt: Instant
    /// How many media there are to be, and those whose addresses came along.
    package var mediaCount = 0
    package var media: [NewMedia] = []

    package init(
        in conversation: TenantConversationID, _ direction: Direction, externalID: String?, body: String,
        createdAt: Instant
    ) {
        (self.conversation, self.direction, self.externalID) = (conversation, direction, externalID)
        (self.body, self.createdAt) = (body, createdAt)
    }
}
