import Messaging

extension InboxState {
    /// Shows the head of a list that is now another one, and follows it.
    mutating func goToTop() {
        (table.followsTop, table.newestSeen, table.debt) = (true, nil, 0)
        table.wish = .top
        table.isStale = true
    }

    /// Moves the selection to the new first row, if the person has stayed at the head of the list and does nothing
    /// that belongs to the lead under the cursor.
    mutating func followTop(_ asked: TableState.Window) {
        guard table.followsTop, asked.wish == nil, table.wish == nil, table.guest == nil,
            table.selection == asked.selection, isIdleInTable, let first = table.rows.first?.id
        else { return }
        if table.hasMoreAbove {
            table.wish = .top
        } else if first != table.selection {
            (table.selection, table.cameByItself, table.cursorLine) = (first, first, 0)
        }
    }

    /// Whether no key that was pressed, or is just being pressed, means the lead under the cursor.
    private var isIdleInTable: Bool {
        focus == .table && composer == nil && picker == nil && sheet == nil && question == nil && pending.isEmpty
            && (!hasHeardKey || elapsed - lastKeyAt >= Question.patience)
    }

    /// Remembers what was newest while the head of the list is on the screen.
    mutating func noteTop() {
        guard !table.hasMoreAbove, table.firstIndex(height: tableHeight) == 0 else { return }
        table.newestSeen = table.rows.compactMap(\.lastMoment).max()
    }

    /// How many leads above the rows on the screen are newer than what the person has seen of the head of the list,
    /// and whether there may be more of them than are at hand.
    var newAbove: (count: Int, hasMore: Bool) {
        guard let seen = table.newestSeen else { return (0, false) }
        let above = table.rows.prefix(table.firstIndex(height: tableHeight))
        let count = above.count { $0.lastMoment.map { $0 > seen } ?? false }
        // Only in the order of activity do those that are newer stand together, so that an older one ends them.
        let isCounted = table.order == .activity && !table.isReversed && count < above.count
        return (count, table.hasMoreAbove && count > 0 && !isCounted)
    }
}

extension ShownLead {
    /// When the lead was last in contact.
    fileprivate var lastMoment: Instant? { row.lastContactAt ?? row.lastMessage?.createdAt }
}
