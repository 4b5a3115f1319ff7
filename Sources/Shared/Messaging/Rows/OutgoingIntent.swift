/// A person's decision to send something: what, to whom, and from which of our numbers.
package struct OutgoingIntent: Hashable, Sendable {
    package var lead: LeadID
    package var body: String
    package var mediaURLs: [String]
    /// The number to send from (`Senders`); `nil` leaves the choice to the profile's messaging service.
    package var sender: PhoneNumber?
    /// That messaging service's SID. The message leaves by this one or not at all.
    package var service: String?
    /// When Twilio is to send it, or `nil` for at once.
    package var sendAt: Instant?
    /// The newest message of the lead that the person had seen.
    package var seenUpTo: MessageID?
    /// Whether this is what became of the lead's draft. Whoever sends beside a person that writes leaves the draft
    /// alone.
    package var endsDraft: Bool
    /// That draft as it was last saved; where it is gone or another by now, somebody else may have sent it.
    package var savedDraft: String?
    /// Whose lead that is. Should the text reach the mirror only later, the lead may have another id there.
    package var address: PeerAddress?
    /// The message in whose place it is sent, where that did not arrive. Only one is sent so.
    package var resends: MessageID?

    package init(
        lead: LeadID, body: String, mediaURLs: [String] = [], sender: PhoneNumber? = nil, service: String? = nil,
        sendAt: Instant? = nil, seenUpTo: MessageID? = nil, endsDraft: Bool = false, savedDraft: String? = nil,
        address: PeerAddress? = nil, resends: MessageID? = nil
    ) {
        (self.lead, self.body, self.mediaURLs, self.address) = (lead, body, mediaURLs, address)
        (self.sender, self.service) = (sender, sender == nil ? service : nil)
        (self.sendAt, self.seenUpTo) = (sendAt, seenUpTo)
        (self.endsDraft, self.savedDraft) = (endsDraft, savedDraft)
        self.resends = resends
    }
}
