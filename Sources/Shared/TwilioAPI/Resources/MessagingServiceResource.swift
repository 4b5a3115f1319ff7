/// A messaging service: numbers that send under one name, and where it reports what they receive.
package struct MessagingServiceResource: Hashable, Sendable {
    package var sid: String
    package var accountSID: String?
    package var friendlyName: String?
    /// Where texts to its numbers are reported. Where this is missing and the numbers' own addresses are not used,
    /// Twilio drops what comes in.
    package var inboundURL: String?
    package var inboundMethod: String?
    /// Whether the address of the number counts, and not the one of the service.
    package var usesNumberWebhook: Bool

    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> MessagingServiceResource {
        guard let service = MessagingServiceResource(try JSONValue(bytes)) else { throw .missing("service SID") }
        return service
    }

    /// Reads a page of the account's services.
    package static func decodePage(_ bytes: [UInt8]) throws(DecodingFault) -> ResourcePage<MessagingServiceResource> {
        try .decode(bytes, "services") { MessagingServiceResource($0) }
    }

    private init?(_ row: JSONValue) {
        guard let sid = row["sid"].text, SID.isService(sid) else { return nil }
        (self.sid, accountSID, friendlyName) = (sid, row["account_sid"].words, row["friendly_name"].words)
        (inboundURL, inboundMethod) = (row["inbound_request_url"].words, row["inbound_method"].words)
        usesNumberWebhook = row["use_inbound_webhook_on_number"].isTrue
    }
}
