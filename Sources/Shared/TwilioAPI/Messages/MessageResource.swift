package import Messaging

/// A message as Twilio's API tells it.
///
/// Every member but the SID may be missing, because Twilio adds, omits and nulls members without notice: a word that is
/// not known is kept, a value of another type reads as absent.
package struct MessageResource: Hashable, Sendable {
    /// `SM` or `MM` and 32 hexadecimal digits.
    package var sid: String
    package var accountSID: String?
    /// `nil` until a messaging service has chosen the sender.
    package var from: String?
    package var to: String?
    package var body: String
    /// Whether the answer told the text at all. One that was redacted is told, and empty.
    package var isBodyTold = true
    package var direction: Direction
    /// Whether the message was created by an API request, as ours are, and not by a reply in TwiML or a call.
    package var isFromAPI: Bool
    package var status: DeliveryState
    package var errorCode: Int?
    package var errorMessage: String?
    /// How many segments are billed; 0 while a messaging service has not chosen the sender.
    package var numSegments: Int?
    package var numMedia: Int
    /// What the message cost so far, with Twilio's sign: negative is a charge. `nil` until it is billed.
    package var price: Price?
    package var dateCreated: Instant?
    package var dateUpdated: Instant?
    /// When Twilio sent it, or when Twilio called the webhook of an inbound one.
    package var dateSent: Instant?
    package var messagingServiceSID: String?

    package init(
        sid: String, accountSID: String? = nil, from: String? = nil, to: String? = nil, body: String = "",
        direction: Direction = .outbound, isFromAPI: Bool = true, status: DeliveryState = .queued,
        errorCode: Int? = nil, errorMessage: String? = nil, numSegments: Int? = nil, numMedia: Int = 0,
        price: Price? = nil, dateCreated: Instant? = nil, dateUpdated: Instant? = nil, dateSent: Instant? = nil,
        messagingServiceSID: String? = nil
    ) {
        (self.sid, self.accountSID, self.from, self.to, self.body) = (sid, accountSID, from, to, body)
        (self.direction, self.isFromAPI, self.status) = (direction, isFromAPI, status)
        (self.errorCode, self.errorMessage) = (errorCode, errorMessage)
        (self.numSegments, self.numMedia, self.price) = (numSegments, numMedia, price)
        (self.dateCreated, self.dateUpdated, self.dateSent) = (dateCreated, dateUpdated, dateSent)
        self.messagingServiceSID = messagingServiceSID
    }

    /// Reads the answer to a create, a fetch or an update.
    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> MessageResource {
        try JSONReader.read(bytes) { reader throws(DecodingFault) in
            var decoder = MessageDecoder()
            guard let message = try decoder.message(&reader) else { throw .missing("message SID") }
            return message
        }
    }
}
