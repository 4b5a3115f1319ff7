import Messaging

extension InboxState {
    /// Shows the head of a list that is now another one.
    mutating func goToTop() {
        (table.newestSeen, table.debt) = (nil, 0)
        table.wish = .top
        table.isStale = true
    }

    /// Remembers what was newest while the head of the list is on the screen.
    mutating func noteTop() {
        // Who begins in the middle of the list has seen nothing of its head; what comes from now on is new.
        if table.newestSeen == nil { (table.newestSeen, table.inboundSeen) = (now, counts?.inbound) }
        guard !table.hasMoreAbove, table.firstIndex(height: tableHeight) == 0 else { return }
        table.newestSeen = table.rows.compactMap(\.lastMoment).max()
        table.inboundSeen = counts?.inbound
    }

    /// How many leads above the rows on the screen are newer than what the person has seen of the head of the list,
    /// and whether there may be more of them than are at hand.
    var newAbove: (count: Int, hasMore: Bool) {
        guard let seen = table.newestSeen else { return (0, false) }
        let above = table.rows.prefix(table.firstIndex(height: tableHeight))
        let count = above.count { $0.lastMoment.map { $0 > seen } ?? false }
        // Only in the order of activity do those that are newer stand together, so that an older one ends them.
        let isByActivity = table.order == .activity && !table.isReversed
        let isCounted = isByActivity && count < above.count
        // The head is not at hand; whoever has written since stands there.
        if count == 0, table.hasMoreAbove, isByActivity, table.filter.isEmpty, let known = table.inboundSeen,
            let inbound = counts?.inbound, inbound > known
        {
            return (1, true)
        }
        return (count, table.hasMoreAbove && count > 0 && !isCounted)
    }
}

extension ShownLead {
    /// When the lead was last in contact.
    fileprivate var lastMoment: Instant? { row.lastContactAt ?? row.lastMessage?.createdAt }
}
