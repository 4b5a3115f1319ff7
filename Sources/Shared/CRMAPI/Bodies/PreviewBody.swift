package import Messaging

/// What a text would be if it were sent now: how it is cut, what it would leave from, and what keeps it back.
package struct PreviewBody: AnswerBody {
    /// What `POST /api/messages/preview` takes: a text, and a conversation or a number that it would go to.
    package struct Order: Hashable, Sendable {
        package var body: String
        package var conversation: TenantConversationID?
        package var to: String?
        package var from: String?

        package init(body: String, conversation: TenantConversationID? = nil, to: String? = nil, from: String? = nil) {
            (self.body, self.conversation, self.to, self.from) = (body, conversation, to, from)
        }

        package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Order {
            try BodyFields.read(bytes) { fields in
                let order = Order(
                    body: fields.needed("body", fields.text("body", limit: 100_000), else: ""),
                    conversation: fields.identifier("conversation_id"), to: fields.name("to"),
                    from: fields.name("from"))
                if order.conversation == nil, order.to == nil { fields.fault("to", "is needed, or a conversation_id") }
                return order
            }
        }

        package var text: String {
            var line = JSONLine()
            line.set("body", body)
            if let conversation { line.set("conversation_id", conversation.description) }
            if let to { line.set("to", to) }
            if let from { line.set("from", from) }
            return line.text
        }

        static let schema = BodySchema.object([
            .init("body", .text(limit: 100_000)), .optional("conversation_id", .nullable(.uuid)),
            .optional("to", .nullable(.text(limit: 100))), .optional("from", .nullable(.text(limit: 100))),
        ])
    }

    /// A character that makes every other one of the text cost more.
    package struct Culprit: Hashable, Sendable {
        /// Its place in Unicode scalars from the beginning.
        package var offset: Int
        package var character: String

        package init(offset: Int, character: String) { (self.offset, self.character) = (offset, character) }

        init(_ fields: inout BodyFields) {
            self.init(offset: fields.count("offset"), character: fields.word(of: "character"))
        }

        var line: JSONLine {
            var line = JSONLine()
            line.set("offset", offset)
            line.set("character", character)
            return line
        }

        static let schema = BodySchema.object([
            .init("offset", .integer(0...Int.max)), .init("character", .text(limit: nil)),
        ])
    }

    package var encoding: String
    package var units: Int
    package var segments: Int
    package var culprits: [Culprit]
    /// What it would cost by what texts like it have cost, or `nil` where none have.
    package var price: Price?
    /// What it would leave from and go to; `nil` where nothing fits.
    package var from: String?
    package var to: String?
    /// The word by which it would be refused now, and the sentence to it.
    package var blockedBy: String?
    package var blockedText: String?

    package init(encoding: String, units: Int, segments: Int, culprits: [Culprit]) {
        (self.encoding, self.units, self.segments, self.culprits) = (encoding, units, segments, culprits)
    }

    package init(_ fields: inout BodyFields) {
        self.init(
            encoding: fields.word(of: "encoding"), units: fields.count("units"), segments: fields.count("segments"),
            culprits: fields.list("culprits") { Culprit(&$0) } ?? [])
        if let amount = fields.said("price"), let unit = fields.said("price_unit") {
            price = Price(decimal: amount, unit: unit)
        }
        (from, to) = (fields.said("from"), fields.said("to"))
        (blockedBy, blockedText) = (fields.said("blocked_by"), fields.said("blocked_text"))
    }

    package var line: JSONLine {
        var line = JSONLine()
        line.set("encoding", encoding)
        line.set("units", units)
        line.set("segments", segments)
        line.set("culprits", culprits.map(\.line))
        line.set("price", price?.decimal)
        line.set("price_unit", price?.unit)
        line.set("from", from)
        line.set("to", to)
        line.set("blocked_by", blockedBy)
        line.set("blocked_text", blockedText)
        return line
    }

    static let schema = BodySchema.object([
        .init("encoding", .words(["GSM-7", "UCS-2"])), .init("units", .integer(0...Int.max)),
        .init("segments", .integer(0...Int.max)), .init("culprits", .list(Culprit.schema)),
        .init("price", .nullable(.text(limit: nil))), .init("price_unit", .nullable(.text(limit: nil))),
        .init("from", .nullable(.text(limit: nil))), .init("to", .nullable(.text(limit: nil))),
        .init("blocked_by", .nullable(.text(limit: nil))), .init("blocked_text", .nullable(.text(limit: nil))),
    ])
}
