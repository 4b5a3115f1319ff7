internal import Messaging

/// One page of an account's message list, newest first as Twilio orders it.
package struct MessagePage: Hashable, Sendable {
    package var messages: [MessageResource]
    /// Rows that were no messages and were left out.
    package var skippedRows: Int
    /// Where the list goes on, relative to the host and already encoded; `nil` at its end. An empty page may have one.
    package var nextPageURI: String?

    package init(messages: [MessageResource], skippedRows: Int = 0, nextPageURI: String? = nil) {
        (self.messages, self.skippedRows, self.nextPageURI) = (messages, skippedRows, nextPageURI)
    }

    /// Reads a page. A row that is no message costs only itself. Text that ends too early costs the page, and so does
    /// an answer that does not say whether there is a next page: taken for the last one, it would end a history too
    /// early.
    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> MessagePage {
        try JSONReader.read(bytes) { reader throws(DecodingFault) in
            var page = MessagePage(messages: [])
            var (hasList, saysWhetherLast) = (false, false)
            guard try reader.kind() == .object else { throw .missing("messages") }
            try reader.members { reader, name throws(DecodingFault) in
                if name == "messages", try reader.kind() == .array {
                    hasList = true
                    try page.readList(&reader)
                } else if name == "next_page_uri" {
                    saysWhetherLast = true
                    page.nextPageURI = try reader.scalar().flatMap { $0.isEmpty ? nil : $0.string }
                } else {
                    try reader.skip()
                }
            }
            guard hasList else { throw .missing("messages") }
            guard saysWhetherLast else { throw .missing("next_page_uri") }
            return page
        }
    }

    private mutating func readList(_ reader: inout JSONReader) throws(DecodingFault) {
        var decoder = MessageDecoder()
        try reader.elements { reader throws(DecodingFault) in
            if let message = try decoder.message(&reader) {
                messages.append(message)
            } else {
                skippedRows += 1
            }
        }
    }
}
