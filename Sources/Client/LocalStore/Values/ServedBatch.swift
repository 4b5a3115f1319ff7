package import Messaging

/// What a Leadline server told in one answer, and the place to go on from.
///
/// It is stored in one transaction, like `Batch`. Each row carries the server's version of it; one that is not newer
/// than what is known changes nothing, so that reading twice is reading once, in whatever order.
package struct ServedBatch: Hashable, Sendable {
    package var leads: [ServedLead] = []
    package var conversations: [ServedConversation] = []
    package var messages: [ServedMessage] = []
    package var marks: [ServedMark] = []
    package var blocks: [ServedBlock] = []
    /// Messages that are there no more.
    package var erased: [TenantMessageID] = []
    package var places: [FeedPlace] = []
    /// Whether it tells what has just happened, rather than what was there before.
    package var isNews: Bool
    /// When the answer came, by the server's clock as well as it is known.
    package var readAt: Instant
    /// How the addresses of new leads are written for people.
    package var display: [PeerAddress: String] = [:]

    package init(isNews: Bool, readAt: Instant) { (self.isNews, self.readAt) = (isNews, readAt) }
}

/// How far one list of the server was read, or the feed.
package struct FeedPlace: Hashable, Sendable {
    package enum List: String, Hashable, Sendable, CaseIterable {
        case leads, conversations, messages
        case blocks = "opt_outs"
        case feed = "changes"
    }

    package var list: List
    /// Where it goes on, as the server named it; `nil` at its beginning, and behind its end.
    package var next: String?
    package var isDone: Bool

    package init(_ list: List, next: String?, isDone: Bool = false) {
        (self.list, self.next, self.isDone) = (list, next, isDone)
    }
}

/// A person as the server knows them.
package struct ServedLead: Hashable, Sendable {
    package var id: TenantLeadID
    package var version: Int64
    package var address: PeerAddress
    package var name: String?
    package var state: LeadState
    /// When it was last in contact, or made.
    package var moment: Instant

    package init(
        id: TenantLeadID, version: Int64, address: PeerAddress, name: String?, state: LeadState, moment: Instant
    ) {
        (self.id, self.version, self.address) = (id, version, address)
        (self.name, self.state, self.moment) = (name, state, moment)
    }
}

/// All that one lead and one of our numbers have said to each other.
package struct ServedConversation: Hashable, Sendable {
    package var id: TenantConversationID
    package var version: Int64
    package var lead: TenantLeadID
    /// The number of ours that it is held from.
    package var ourNumber: PhoneNumber?
    /// The arrival of the newest message that we sent.
    package var lastOutbound: Int64
    /// The person's own mark, where the answer told it.
    package var readUpTo: Int64?

    package init(
        id: TenantConversationID, version: Int64, lead: TenantLeadID, lastOutbound: Int64, readUpTo: Int64?
    ) {
        (self.id, self.version, self.lead) = (id, version, lead)
        (self.lastOutbound, self.readUpTo) = (lastOutbound, readUpTo)
    }
}

/// One text as the server knows it.
package struct ServedMessage: Hashable, Sendable {
    package var id: TenantMessageID
    package var version: Int64
    package var conversation: TenantConversationID
    package var arrival: Int64
    package var externalID: String?
    /// The name that its sender gave it.
    package var name: IntentID?
    package var direction: Direction
    package var ourNumber: PhoneNumber?
    package var body: String
    package var status: DeliveryState?
    package var sendState: SendState?
    package var errorCode: Int?
    package var errorText: String?
    package var segments: Int?
    package var price: Price?
    package var mediaCount = 0
    package var createdAt: Instant
    package var sentAt: Instant?
    /// When it counts as said.
    package var moment: Instant

    package init(
        id: TenantMessageID, version: Int64, conversation: TenantConversationID, arrival: Int64, direction: Direction,
        body: String, createdAt: Instant, moment: Instant
    ) {
        (self.id, self.version, self.conversation, self.arrival) = (id, version, conversation, arrival)
        (self.direction, self.body, self.createdAt, self.moment) = (direction, body, createdAt, moment)
    }
}

/// Up to where the person has read a conversation.
package struct ServedMark: Hashable, Sendable {
    package var conversation: TenantConversationID
    package var version: Int64
    package var readUpTo: Int64

    package init(conversation: TenantConversationID, version: Int64, readUpTo: Int64) {
        (self.conversation, self.version, self.readUpTo) = (conversation, version, readUpTo)
    }
}

/// One entry of the server's ledger of those who must not be written to.
package struct ServedBlock: Hashable, Sendable {
    package var id: OptOutID
    package var version: Int64
    /// `nil` once it was erased.
    package var address: PeerAddress?
    /// Whether the lead itself said so, rather than a person on our side.
    package var isByLead: Bool
    package var isOpen: Bool

    package init(id: OptOutID, version: Int64, address: PeerAddress?, isByLead: Bool, isOpen: Bool) {
        (self.id, self.version, self.address) = (id, version, address)
        (self.isByLead, self.isOpen) = (isByLead, isOpen)
    }
}
