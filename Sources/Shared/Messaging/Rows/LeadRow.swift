/// Whether a lead still wants something of us.
package enum LeadState: String, Hashable, Sendable, CaseIterable {
    case open, snoozed, closed
}

/// One row of the lead table: a person, and what was last said.
package struct LeadRow: Hashable, Sendable, Identifiable {
    package var id: LeadID
    package var address: PeerAddress
    /// The name a person gave this lead, if anyone did.
    package var name: String?
    /// The address written for people, such as `+55 11 99988-7766`; made when the lead was first seen.
    package var displayAddress: String
    package var state: LeadState
    /// How many inbound messages are newer than the read mark and than our last message.
    package var unread: Int
    /// Since when the lead waits for an answer, or `nil` when we spoke last.
    package var waitingSince: Instant?
    package var lastMessage: LastMessage?
    /// What is not as usual with our last messages, though the lead may have written since.
    package var ourTrouble: OurTrouble?
    package var lastContactAt: Instant?
    /// Whether the lead itself has forbidden messages: by STOP, or Twilio refused one for that reason. Its START lifts
    /// it.
    package var hasStopped: Bool
    /// Whether a person on our side has stopped writing to the lead.
    package var isBlocked: Bool
    package var hasDraft: Bool
    /// Our number that the lead last wrote to; it answers.
    package var ourNumber: PhoneNumber?

    package init(
        id: LeadID, address: PeerAddress, name: String? = nil, displayAddress: String, state: LeadState = .open,
        unread: Int = 0, waitingSince: Instant? = nil, lastMessage: LastMessage? = nil, ourTrouble: OurTrouble? = nil,
        lastContactAt: Instant? = nil,
        hasStopped: Bool = false, isBlocked: Bool = false, hasDraft: Bool = false,
        ourNumber: PhoneNumber? = nil
    ) {
        (self.id, self.address, self.name, self.displayAddress) = (id, address, name, displayAddress)
        (self.state, self.unread, self.waitingSince) = (state, unread, waitingSince)
        (self.lastMessage, self.ourTrouble, self.lastContactAt) = (lastMessage, ourTrouble, lastContactAt)
        (self.hasStopped, self.isBlocked) = (hasStopped, isBlocked)
        (self.hasDraft, self.ourNumber) = (hasDraft, ourNumber)
    }

    /// Whether the lead is not written to, whoever said so.
    package var isOptedOut: Bool { hasStopped || isBlocked }

    /// The name where there is one, else the number.
    package var title: String { name ?? displayAddress }
}

/// Why our side of a conversation wants a look, the most pressing first.
package enum OurTrouble: Hashable, Sendable {
    /// Our last message did not arrive.
    case failed
    /// Of one of ours nobody knows whether it left.
    case unknown
    /// One of ours has not left yet.
    case held
}

/// The newest message of a lead as far as the table shows it.
package struct LastMessage: Hashable, Sendable {
    package var direction: Direction
    /// The first 200 characters of the text, as they came; all of it where whole texts were asked for.
    package var preview: String
    package var status: DeliveryState?
    package var sendState: SendState?
    package var hasMedia: Bool
    package var createdAt: Instant

    package init(
        direction: Direction, preview: String, status: DeliveryState? = nil, sendState: SendState? = nil,
        hasMedia: Bool = false, createdAt: Instant
    ) {
        (self.direction, self.preview, self.status) = (direction, preview, status)
        (self.sendState, self.hasMedia, self.createdAt) = (sendState, hasMedia, createdAt)
    }
}
