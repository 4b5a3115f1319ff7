/// What a person changes about a lead: one wish, and what it counts on.
///
/// The screen, `leadline do` and undoing all change leads by these alone. Whoever carries one out gives its inverse back,
/// which counts on what the change has made so: undoing therefore never overwrites what somebody else did since.
package struct LeadChange: Hashable, Sendable {
    /// What is to be so.
    package enum Wish: Hashable, Sendable {
        case state(LeadState)
        /// `nil`, or a text of which nothing can be seen, takes the name away.
        case name(String?)
        /// Whether a person on our side has stopped writing to the lead.
        case blocked(Bool)
        /// What the lead wrote up to this message, or to the newest, counts as read. The mark never goes back.
        case read(upTo: MessageID?)
        /// The newest message of the lead counts as unread, unless we have answered it.
        case unread
        /// The mark stands exactly here: for inverses.
        case readMark(ReadMark)
    }

    package let wish: Wish
    /// What must still be so, or the change is not made.
    package let over: Wish?

    package init(_ wish: Wish, over: Wish? = nil) { (self.wish, self.over) = (wish, over) }

    package static func state(_ state: LeadState) -> LeadChange { LeadChange(.state(state)) }
    package static func name(_ name: String?) -> LeadChange { LeadChange(.name(name)) }
    package static func blocked(_ isBlocked: Bool) -> LeadChange { LeadChange(.blocked(isBlocked)) }
    package static func read(upTo message: MessageID? = nil) -> LeadChange { LeadChange(.read(upTo: message)) }
    package static let unread = LeadChange(.unread)
}

/// How far a lead's messages were read, as whoever keeps the mark counts it; nobody else knows what it means.
package struct ReadMark: Hashable, Sendable {
    package let position: Int64
    package init(position: Int64) { self.position = position }
}
