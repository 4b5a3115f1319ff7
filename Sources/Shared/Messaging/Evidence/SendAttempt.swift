/// One attempt to hand a text over of which no answer tells the outcome: what there is to recognise it by in a list of
/// the remote, which keeps no mark of ours.
package struct SendAttempt: Hashable, Sendable {
    /// Who the remote was to take for the sender.
    package enum Sender: Hashable, Sendable {
        case number(PhoneNumber)
        /// A messaging service that chooses one of its numbers; `nil` and none where they are not known.
        case service(String?, pool: Set<PhoneNumber> = [])
    }

    package var recipient: PhoneNumber
    package var sender: Sender
    package var body: String
    package var mediaCount: Int
    /// When the request left, by the remote's clock.
    package var at: Instant
    /// How long the request could have reached the remote: from then to its time-out.
    package var lifetime: Duration
    /// Whether the remote refused it. Then it can stand in the list as failed, and as nothing else.
    package var wasRefused: Bool

    package init(
        to recipient: PhoneNumber, from sender: Sender, body: String, mediaCount: Int = 0, at: Instant,
        lifetime: Duration = SendAttempt.timeout, wasRefused: Bool = false
    ) {
        (self.recipient, self.sender, self.body, self.mediaCount) = (recipient, sender, body, mediaCount)
        (self.at, self.lifetime, self.wasRefused) = (at, max(lifetime, Self.timeout), wasRefused)
    }

    /// After how long a request to send is given up.
    package static let timeout = Duration.seconds(30)
    /// How far a date of the remote may be from ours, which is made of its last answer: clocks differ, and what a
    /// kernel still holds of a request that was given up can arrive a little later.
    package static let margin = Duration.seconds(60)

    /// How far beyond that a row of the same text is still shown to a person: clocks on the way can be wrong by minutes,
    /// and a request that we gave up can be held by a go-between.
    package static let reach = Duration.seconds(3600)

    /// No row that is this attempt is dated before; the remote tells whole seconds.
    package var earliest: Instant { Instant(seconds: at.seconds) - Self.margin }
    /// Nor after.
    package var latest: Instant { at + lifetime + Self.margin }

    /// What is dated before cannot be it, whatever clock is wrong.
    package var horizon: Instant { earliest - Self.reach }
}

/// A row of a remote's list, as far as it tells whether it is a text of ours.
package struct ListedMessage: Hashable, Sendable {
    package var recipient: PeerAddress
    /// Whose list the row stood in, where it was asked for by recipient.
    package var listedFor: PhoneNumber?
    /// `nil` while the remote has not chosen one.
    package var sender: PhoneNumber?
    /// Whether that is known to be none of our numbers.
    package var isForeign = false
    /// The messaging service that chose the sender or is to.
    package var service: String?
    /// Whether it was sent by the way that we use too.
    package var isFromAPI: Bool
    package var body: String
    package var mediaCount: Int
    /// When it was made; `nil` where the remote does not tell.
    package var madeAt: Instant?
    package var hasFailed: Bool

    package init(
        to recipient: PeerAddress, listedFor: PhoneNumber? = nil, from sender: PhoneNumber?, service: String? = nil,
        isFromAPI: Bool = true, body: String, mediaCount: Int = 0, madeAt: Instant?, hasFailed: Bool = false
    ) {
        self.listedFor = listedFor
        (self.recipient, self.sender, self.service, self.isFromAPI) = (recipient, sender, service, isFromAPI)
        (self.body, self.mediaCount, self.madeAt, self.hasFailed) = (body, mediaCount, madeAt, hasFailed)
    }
}
