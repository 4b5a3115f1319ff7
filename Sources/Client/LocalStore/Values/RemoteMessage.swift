package import Messaging

/// A message as the remote tells of it, in our words.
package struct RemoteMessage: Hashable, Sendable {
    package var externalID: String
    package var direction: Direction
    /// Whether it was sent through the interface that we use too, so that it can be one of ours.
    package var isFromAPI: Bool
    /// The messaging service that chose its sender, or is to choose it.
    package var service: String?
    /// Our side, or `nil` while the remote has not chosen a sender.
    package var ourNumber: PhoneNumber?
    /// Whether that is another number of the account.
    package var isForeign = false
    package var peer: PeerAddress
    /// Whose list it stood in, where a lost text was looked for in its recipient's.
    package var listedFor: PhoneNumber?
    package var body: String
    /// Whether the remote told the text in this answer. Where it did not, the one that is known stays.
    package var isBodyTold = true
    package var status: DeliveryState
    package var errorCode: Int?
    package var errorText: String?
    package var segments: Int?
    package var mediaCount: Int
    package var price: Price?
    package var createdAt: Instant?
    package var updatedAt: Instant?
    package var sentAt: Instant?

    package init(
        externalID: String, direction: Direction, isFromAPI: Bool = false, service: String? = nil,
        ourNumber: PhoneNumber?,
        peer: PeerAddress, body: String, status: DeliveryState, errorCode: Int? = nil, errorText: String? = nil,
        segments: Int? = nil,
        mediaCount: Int = 0, price: Price? = nil, createdAt: Instant? = nil, updatedAt: Instant? = nil,
        sentAt: Instant? = nil
    ) {
        (self.externalID, self.direction, self.isFromAPI, self.service) = (externalID, direction, isFromAPI, service)
        (self.ourNumber, self.peer, self.body, self.status) = (ourNumber, peer, body, status)
        (self.errorCode, self.errorText, self.segments) = (errorCode, errorText, segments)
        (self.mediaCount, self.price) = (mediaCount, price)
        (self.createdAt, self.updatedAt, self.sentAt) = (createdAt, updatedAt, sentAt)
    }

    /// What the row tells of a text of ours whose answer was lost; `nil` for one that came to us.
    package var listed: ListedMessage? {
        guard direction == .outbound else { return nil }
        var listed = ListedMessage(
            to: peer, listedFor: listedFor, from: ourNumber, service: service, isFromAPI: isFromAPI, body: body,
            mediaCount: mediaCount,
            madeAt: createdAt, hasFailed: status.isFailure)
        listed.isForeign = isForeign
        return listed
    }

    /// When the message counts as said.
    package var moment: Instant? { sentAt ?? createdAt ?? updatedAt }
}
