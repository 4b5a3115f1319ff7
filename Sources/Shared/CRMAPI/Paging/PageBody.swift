internal import Messaging

/// One page of a list, and the cursor of the next where there is one.
package struct PageBody: Hashable, Sendable {
    private let items: [JSONLine]
    private let next: Cursor?

    private init(items: [JSONLine], next: Cursor?) { (self.items, self.next) = (items, next) }

    /// Channels, their secrets masked.
    package init(_ channels: [ChannelBody], next: Cursor?) { self.init(items: channels.map(\.maskedLine), next: next) }

    /// What is read again as it was written.
    package init(_ answers: [some AnswerBody], next: Cursor? = nil) {
        self.init(items: answers.map(\.line), next: next)
    }

    package init(_ tokens: [TokenBody], next: Cursor?) { self.init(items: tokens.map(\.line), next: next) }

    package init(_ entries: [AuditBody], next: Cursor?) { self.init(items: entries.map(\.line), next: next) }

    package var text: String {
        var line = JSONLine()
        line.set("items", items)
        line.set("next_cursor", next?.text)
        return line.text
    }

    static func schema(of item: String) -> BodySchema {
        .object([
            .init("items", .list(.reference(item))), .init("next_cursor", .nullable(.text(limit: nil))),
        ])
    }
}

/// One page of a list, as its reader gets it.
package struct ReceivedPage<Item: AnswerBody>: Hashable, Sendable {
    package var items: [Item]
    /// What the next page is asked by; `nil` where this is the last.
    package var next: String?

    package static func read(_ bytes: [UInt8]) throws(APIErrorBody) -> Self {
        try BodyFields.read(bytes, valueLimit: BodyJSONParser.answerLimit) { fields in
            ReceivedPage(
                items: fields.needed("items", fields.list("items") { Item(&$0) }, else: []),
                next: fields.said("next_cursor"))
        }
    }
}
