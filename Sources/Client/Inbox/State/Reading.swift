import Messaging

/// How far the current lead has been looked at.
struct Reading: Sendable {
    /// Up to where a lead's messages were on the screen.
    struct Place: Hashable, Sendable {
        let lead: LeadID
        let upTo: MessageID
    }

    private var lead: LeadID?
    private var isLeftUnread = false
    /// Where somebody has read; it is not read a second time.
    private var read: Place?
    /// Where somebody's eyes rest.
    private var resting: Place?

    /// Turns to the lead that is now meant. False when it was that one already.
    mutating func turn(to lead: LeadID?) -> Bool {
        guard lead != self.lead else { return false }
        (self.lead, isLeftUnread) = (lead, false)
        return true
    }

    /// The person has just moved the lead's read mark by hand; looking at it does not move it again.
    mutating func leave(_ lead: LeadID) { (self.lead, isLeftUnread) = (lead, true) }

    /// The person goes into the conversation, to read.
    mutating func begin() { isLeftUnread = false }

    func isLeft(_ lead: LeadID) -> Bool { isLeftUnread && lead == self.lead }

    func hasRead(_ place: Place) -> Bool { read == place }

    mutating func note(_ place: Place) { read = place }

    /// The eyes rest at a place. False where they did so before.
    mutating func rest(at place: Place) -> Bool {
        defer { resting = place }
        return resting != place
    }

    /// Where the eyes have rested, once.
    mutating func takeRest() -> Place? {
        defer { resting = nil }
        return resting
    }
}
