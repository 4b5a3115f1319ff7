/// Which rows of the lead table are wanted: a filter, an order, and a place to count from.
package struct LeadQuery: Hashable, Sendable {
    package enum Order: String, Hashable, Sendable, CaseIterable {
        /// The newest contact first.
        case activity
        /// Who has waited longest first; who does not wait comes after, by activity.
        case waiting
        /// By name, those without one after, by number.
        case name
    }

    package enum Anchor: Hashable, Sendable {
        case top, bottom
        /// The rows round a lead, `above` of them before it. A lead the filter hides counts by its place in the order.
        case around(LeadID, above: Int)
        /// So many rows further down (or up, when negative) from a lead, with rows on both sides of the one meant.
        case offset(LeadID, by: Int)
    }

    package var filter: LeadFilter
    package var order: Order
    package var isReversed: Bool
    package var anchor: Anchor
    package var limit: Int
    /// Whether the last messages come with their whole texts, as scripts want them, and not with their beginnings.
    package var readsWholeTexts: Bool

    package init(
        filter: LeadFilter = .everything, order: Order = .activity, isReversed: Bool = false, anchor: Anchor = .top,
        limit: Int, readsWholeTexts: Bool = false
    ) {
        (self.filter, self.order, self.isReversed) = (filter, order, isReversed)
        (self.anchor, self.limit, self.readsWholeTexts) = (anchor, limit, readsWholeTexts)
    }
}

/// The rows of the lead table that are on the screen, and what lies round them.
package struct LeadWindow: Hashable, Sendable {
    package var rows: [LeadRow]
    package var hasMoreAbove: Bool
    package var hasMoreBelow: Bool
    /// How many leads pass the filter, counted as far as that costs about a screen's work.
    package var total: Total?
    /// The index in `rows` of the row that the query's anchor meant: the first for the top, the last for the bottom,
    /// the lead itself (or what stands where it would) for a place round a lead, the row reached for an offset, cut
    /// to the ends of the list. `nil` where there are no rows.
    package var focus: Int?

    /// A count that may have been given up before its end.
    package struct Total: Hashable, Sendable {
        package var count: Int
        package var isAtLeast: Bool

        package init(_ count: Int, isAtLeast: Bool = false) { (self.count, self.isAtLeast) = (count, isAtLeast) }
    }

    package init(
        rows: [LeadRow] = [], hasMoreAbove: Bool = false, hasMoreBelow: Bool = false, total: Total? = nil,
        focus: Int? = nil
    ) {
        (self.rows, self.hasMoreAbove, self.hasMoreBelow, self.total) = (rows, hasMoreAbove, hasMoreBelow, total)
        self.focus = focus
    }
}

/// The numbers of the status line; kept by every write, never counted.
package struct InboxCounts: Hashable, Sendable {
    package var leads = 0
    package var unreadLeads = 0
    package var unreadMessages = 0
    package var waiting = 0
    /// Leads whose last message of ours did not arrive.
    package var failed = 0
    /// Our messages that are kept back, wait, or are on their way.
    package var held = 0
    /// Our messages of which nobody knows whether they left.
    package var unknown = 0
    package var messages = 0
    /// Those that leads have written.
    package var inbound = 0
    /// What of it has not left and is the reader's affair.
    package var own = OwnUnsent()

    package init() {}
}

/// Texts that have not left and that one inbox answers for: it wrote them, or asks about them in place of one that is gone.
package struct OwnUnsent: Hashable, Sendable {
    /// In the order in which they were written.
    package var ids: [MessageID] = []
    package var first: SearchHit?

    package init() {}
}
