package import Messaging

/// A row of the lead table, cleaned once for drawing when it came.
///
/// It never changes, and is a reference because each key hands all rows on the screen round: copied as values, with all
/// the texts in them, they cost more than the picture.
package final class ShownLead: Hashable, Sendable, Identifiable {
    package let row: LeadRow
    /// The name or number on one line, without anything a terminal could obey.
    package let title: String
    /// The last message on one line, likewise.
    package let preview: String
    package var id: LeadID { row.id }

    package init(_ row: LeadRow) {
        self.row = row
        title = row.shownTitle
        let text = row.lastMessage?.preview.drop(while: \.isWhitespace) ?? ""
        let isBare = row.lastMessage.map { !$0.hasMedia && VisibleText.isBlank($0.preview) } ?? false
        preview = isBare ? NoText.words : VisibleText(String(text), keepsLines: false, limit: 200).text
    }

    // What is shown follows from the row.
    package static func == (one: ShownLead, other: ShownLead) -> Bool { one === other || one.row == other.row }

    package func hash(into hasher: inout Hasher) { hasher.combine(row) }
}

extension LeadRow {
    /// The name or number on one line, without anything a terminal could obey.
    var shownTitle: String { VisibleText(title, keepsLines: false, limit: 120).text }
}

/// The lead table: the rows at hand, which lead is selected, and where on the screen its row stands.
///
/// The selection is a lead, never a place in the list, and the row keeps its place on the screen when the list
/// re-sorts round it. News therefore moves neither the cursor nor what a key acts on.
package struct TableState: Sendable {
    package internal(set) var rows: [ShownLead] = []
    package internal(set) var hasMoreAbove = false
    package internal(set) var hasMoreBelow = false
    /// How many leads pass the filter.
    package internal(set) var total: LeadWindow.Total?
    package internal(set) var selection: LeadID?
    /// The line of the pane on which the selected row stands, from 0.
    var cursorLine = 0
    package internal(set) var order: LeadQuery.Order = .activity
    package internal(set) var isReversed = false
    /// The filter as typed, and as understood.
    package internal(set) var filterText = ""
    var filter: LeadFilter = .everything
    /// Rows the person has moved beyond what is loaded.
    var debt = 0
    var wish: Wish?
    /// The selected lead, where it is kept in the rows although the filter no longer shows it.
    var guest: LeadID?
    /// The selected lead, where a person is done with it and the filter may take it away.
    var letsGo: LeadID?
    /// Whether what is shown may be out of date.
    var isStale = true
    var asked: Asked<Window>?
    /// The newest moment among the leads when the head of the list was last on the screen.
    var newestSeen: Instant?
    /// How many messages had come in by then.
    var inboundSeen: Int?
    /// Where the selection stood before the filter line was opened.
    var selectionBeforeFilter: LeadID?

    /// A place in the list that is not loaded and that the person asked for.
    enum Wish: Hashable, Sendable {
        case top, bottom
        /// The first row, unless the selected one passes the filter.
        case firstMatch
        case lead(LeadID)
        case offset(LeadID, by: Int)
    }

    /// A window as it was asked for.
    struct Window: Hashable, Sendable {
        var wish: Wish?
        var query: LeadQuery
        /// Who was selected then.
        var selection: LeadID?
    }

    /// The place that is on its way.
    var awaitedWish: Wish? { asked?.what.wish }

    /// Whether rows that belong on the screen are on their way; others are only kept at hand for the next keys.
    package var awaitsRows: Bool { rows.isEmpty || awaitedWish != nil }

    /// Whether the selected row is only where the rows at hand ended on the way to one that is being fetched.
    package var isPassing: Bool {
        if case .offset? = awaitedWish { true } else { false }
    }

    /// The selected row, where it is loaded.
    package var selectedRow: ShownLead? { selectedIndex.map { rows[$0] } }

    var selectedIndex: Int? {
        guard let selection else { return nil }
        return rows.firstIndex { $0.id == selection }
    }

    /// The index of the row on the first line of a pane of `height` lines.
    func firstIndex(height: Int) -> Int {
        guard let index = selectedIndex else { return 0 }
        let furthest = max(0, rows.count - height)
        return min(max(0, index - cursorLine), hasMoreBelow ? max(furthest, index - height + 1) : furthest)
    }
}
