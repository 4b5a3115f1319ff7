/// What the lead table is narrowed to: every term must hold.
package struct LeadFilter: Hashable, Sendable {
    /// One condition.
    package struct Term: Hashable, Sendable {
        package enum Condition: Hashable, Sendable {
            case unread, waiting, failed, draft, optedOut, held, unknown
            case state(LeadState)
            /// The lead's address begins with these characters; punctuation does not count.
            case addressPrefix(String)
            /// One of our numbers, or the beginning of one.
            case ourNumberPrefix(String)
            /// The name contains this, whatever its case and accents.
            case name(String)
            /// The name, the address or the last message contains this.
            case text(String)
        }
        package var condition: Condition
        /// Whether the condition must not hold.
        package var isNegated: Bool

        package init(_ condition: Condition, isNegated: Bool = false) {
            (self.condition, self.isNegated) = (condition, isNegated)
        }
    }

    package var terms: [Term]

    package init(terms: [Term] = []) { self.terms = terms }

    /// Whether every lead passes.
    package var isEmpty: Bool { terms.isEmpty }

    package static let everything = LeadFilter()
}
