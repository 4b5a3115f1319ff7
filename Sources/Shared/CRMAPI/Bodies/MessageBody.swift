package import Messaging

/// One SMS or MMS, as answers show it.
package struct MessageBody: AnswerBody {
    package var id: TenantMessageID
    package var conversationID: TenantConversationID
    /// Twilio's SID, or `nil` while it has none.
    package var externalID: String?
    /// The name that its sender gave it, by which it is found again after a lost answer.
    package var clientRef: String?
    package var direction: Direction
    package var ourNumber: String?
    package var body: String
    package var status: DeliveryState?
    package var sendState: SendState?
    /// When it is to leave, where that was said.
    package var sendAt: Instant?
    /// Why it is kept back, for as long as it is.
    package var keptBack: KeptBack?
    package var errorCode: Int?
    package var errorText: String?
    package var segments: Int?
    package var price: Price?
    package var from: String?
    package var to: String?
    package var author: UserID?
    package var media: [Media]
    /// Its place among all that the tenant ever got or sent; lists, marks and replies go by it.
    package var arrival: Int64
    /// When it was said by the provider's clock; `nil` while only a webhook, which bears no time, told of it.
    package var providerAt: Instant?
    package var createdAt: Instant
    package var sentAt: Instant?
    package var deliveredAt: Instant?
    package var version: Int64

    package init(
        id: TenantMessageID, conversationID: TenantConversationID, direction: Direction, body: String, arrival: Int64,
        createdAt: Instant, version: Int64
    ) {
        (self.id, self.conversationID, self.direction, self.body) = (id, conversationID, direction, body)
        (self.arrival, self.createdAt, self.version, media) = (arrival, createdAt, version, [])
    }

    /// When the message counts as said.
    package var moment: Instant { providerAt ?? sentAt ?? createdAt }

    package init(_ fields: inout BodyFields) {
        self.init(
            id: fields.id("id"), conversationID: fields.id("conversation_id"),
            direction: fields.direction("direction"), body: fields.word(of: "body"),
            arrival: Int64(fields.count("arrival")), createdAt: fields.time("created_at"),
            version: Int64(fields.count("version")))
        externalID = fields.said("external_id")
        clientRef = fields.said("client_ref")
        ourNumber = fields.said("our_number")
        status = fields.said("status").map { DeliveryState(word: $0) }
        sendState = fields.sendState("send_state")
        sendAt = fields.moment("send_at")
        keptBack = fields.said("kept_back").map { KeptBack(rawValue: $0) ?? .other }
        errorCode = fields.integer("error_code", in: 0...Int.max)
        errorText = fields.said("error_text")
        segments = fields.integer("segments", in: 0...Int.max)
        if let amount = fields.said("price"), let unit = fields.said("price_unit") {
            price = Price(decimal: amount, unit: unit)
        }
        (from, to) = (fields.said("from"), fields.said("to"))
        author = fields.identifier("author")
        media = fields.list("media") { Media(&$0) } ?? []
        providerAt = fields.moment("provider_at")
        (sentAt, deliveredAt) = (fields.moment("sent_at"), fields.moment("delivered_at"))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("id", id.description)
        line.set("conversation_id", conversationID.description)
        line.set("external_id", externalID)
        line.set("client_ref", clientRef)
        line.set("direction", direction.rawValue)
        line.set("our_number", ourNumber)
        line.set("body", body)
        line.set("status", status?.word)
        line.set("send_state", sendState?.rawValue)
        line.set("send_at", sendAt)
        line.set("kept_back", keptBack?.rawValue)
        line.set("error_code", errorCode)
        line.set("error_text", errorText)
        line.set("segments", segments)
        line.set("price", price?.decimal)
        line.set("price_unit", price?.unit)
        line.set("from", from)
        line.set("to", to)
        line.set("author", author?.description)
        line.set("media", media.map(\.line))
        line.set("arrival", arrival)
        line.set("provider_at", providerAt)
        line.set("created_at", createdAt)
        line.set("sent_at", sentAt)
        line.set("delivered_at", deliveredAt)
        line.set("version", version)
        return line
    }

    static let schema = BodySchema.object([
        .init("id", .uuid), .init("conversation_id", .uuid), .init("external_id", .nullable(.text(limit: nil))),
        .init("client_ref", .nullable(.text(limit: nil))), .init("direction", .words(["inbound", "outbound"])),
        .init("our_number", .nullable(.text(limit: nil))), .init("body", .text(limit: nil)),
        .init("status", .nullable(.text(limit: nil))), .init("send_state", .nullable(.words(of: SendState.self))),
        .init("send_at", .nullable(.moment)), .init("kept_back", .nullable(.words(of: KeptBack.self))),
        .init("error_code", .nullable(.integer(0...Int.max))), .init("error_text", .nullable(.text(limit: nil))),
        .init("segments", .nullable(.integer(0...Int.max))), .init("price", .nullable(.text(limit: nil))),
        .init("price_unit", .nullable(.text(limit: nil))), .init("from", .nullable(.text(limit: nil))),
        .init("to", .nullable(.text(limit: nil))), .init("author", .nullable(.uuid)),
        .init("media", .list(Media.schema)), .init("arrival", .integer(0...Int.max)),
        .init("provider_at", .nullable(.moment)), .init("created_at", .moment), .init("sent_at", .nullable(.moment)),
        .init("delivered_at", .nullable(.moment)), .init("version", .integer(0...Int.max)),
    ])
}

extension BodyFields {
    /// Messages of an answer.
    mutating func messages(_ name: String) -> [MessageBody] { list(name) { MessageBody(&$0) } ?? [] }

    /// Which way a message went; one that this program does not know went neither, and reads as a fault.
    mutating func direction(_ name: String) -> Direction {
        let word = said(name)
        let direction = word.flatMap { Direction(rawValue: $0) }
        if word != nil, direction == nil { fault(name, "is neither inbound nor outbound") }
        return needed(name, direction, else: .inbound)
    }

    /// How far a text of ours is. A word that this program does not know reads as unknown: nothing is sent again for it.
    mutating func sendState(_ name: String) -> SendState? { said(name).map { SendState(rawValue: $0) ?? .unknown } }
}
