/// Which messages of a lead are wanted.
package struct ConversationQuery: Hashable, Sendable {
    package enum Anchor: Hashable, Sendable {
        case newest, oldest
        case before(MessageID)
        case after(MessageID)
        case around(MessageID)
    }

    package var lead: LeadID
    package var anchor: Anchor
    package var limit: Int
    /// The number whose price of a segment is wanted; `nil` where none is, or nobody knows who will send.
    package var sender: PhoneNumber?

    package init(lead: LeadID, anchor: Anchor = .newest, limit: Int, sender: PhoneNumber? = nil) {
        (self.lead, self.anchor, self.limit, self.sender) = (lead, anchor, limit, sender)
    }
}

/// The messages of a lead that are on the screen, oldest first, with the lead they belong to.
package struct ConversationWindow: Hashable, Sendable {
    package var lead: LeadRow
    package var messages: [MessageRow]
    package var hasOlder: Bool
    package var hasNewer: Bool
    /// The lead's draft, if there is one.
    package var draft: Draft?
    /// What a segment from the query's sender to this lead's country costs: the median of what was billed, else what the
    /// remote's list says.
    package var pricePerSegment: Price?
    /// Whether that is the list's price, since nothing was billed yet.
    package var isPriceListed = false

    package init(
        lead: LeadRow, messages: [MessageRow] = [], hasOlder: Bool = false, hasNewer: Bool = false,
        draft: Draft? = nil, pricePerSegment: Price? = nil
    ) {
        (self.lead, self.messages, self.hasOlder, self.hasNewer) = (lead, messages, hasOlder, hasNewer)
        (self.draft, self.pricePerSegment) = (draft, pricePerSegment)
    }
}

/// One message that a search found, with its lead.
package struct SearchHit: Hashable, Sendable, Identifiable {
    package var message: MessageRow
    package var lead: LeadRow
    package var id: MessageID { message.id }

    package init(message: MessageRow, lead: LeadRow) { (self.message, self.lead) = (message, lead) }
}
