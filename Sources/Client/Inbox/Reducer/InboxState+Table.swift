import Messaging

extension InboxState {
    /// Moves the selection by so many rows; what lies beyond the rows at hand is asked for.
    mutating func moveSelection(by rows: Int) {
        if isJumpPending {
            table.debt += rows
            return
        }
        guard let index = table.selectedIndex else { return }
        let target = index + table.debt + rows
        let reached = min(max(0, target), table.rows.count - 1)
        if target > reached && table.hasMoreBelow || target < reached && table.hasMoreAbove {
            table.debt += rows
            table.wish = table.selection.map { .offset($0, by: table.debt) }
            return
        }
        dropWish()
        select(index: reached)
    }

    /// Whether a place is on its way from which later steps are to be counted.
    private var isJumpPending: Bool {
        switch table.wish ?? table.awaitedWish {
        case .top, .bottom, .lead: true
        case .offset, .firstMatch, nil: false
        }
    }

    /// Forgets a place that was asked for: the person has gone elsewhere since.
    private mutating func dropWish() {
        (table.debt, table.wish) = (0, nil)
        guard table.awaitedWish != nil else { return }
        table.asked = nil
        table.isStale = true
    }

    /// Selects a row at hand; its line on the screen moves with it as far as the pane allows.
    mutating func select(index: Int) {
        guard table.rows.indices.contains(index) else { return }
        let height = tableHeight
        let first = table.firstIndex(height: height)
        if let guest = table.guest, guest != table.rows[index].id { (table.guest, table.isStale) = (nil, true) }
        table.selection = table.rows[index].id
        let line = index - first
        if (0..<height).contains(line) {
            table.cursorLine = line
        } else {
            // Beside another pane a terminal cannot scroll a part of the screen, so there the list jumps half a pane.
            let margin = layout.isSideBySide && !isZoomed ? height / 2 : 0
            table.cursorLine = line < 0 ? margin : height - 1 - margin
            if abs(line) >= 2 * height { table.cursorLine = height / 2 }
        }
        noteTop()
        keepTableLoaded()
    }

    /// Selects a lead wherever it is in the list, asking for its place when it is not at hand.
    mutating func select(lead: LeadID) {
        dropWish()
        if let index = table.rows.firstIndex(where: { $0.id == lead }) {
            select(index: index)
        } else {
            table.selection = lead
            table.wish = .lead(lead)
        }
    }

    mutating func selectTop() {
        dropWish()
        if table.hasMoreAbove { table.wish = .top } else { select(index: 0) }
    }

    /// To the last row, or to the row that a number before the key names.
    mutating func selectBottom(row: Int?) {
        dropWish()
        if let row {
            if !table.hasMoreAbove, row <= table.rows.count || !table.hasMoreBelow {
                select(index: min(max(1, row), table.rows.count) - 1)
            } else if let first = table.rows.first, !table.hasMoreAbove {
                table.wish = .offset(first.id, by: row - 1)
            } else {
                // The head of the list is not at hand: the rows are counted from there once it is.
                (table.wish, table.debt) = (.top, row - 1)
            }
        } else if table.hasMoreBelow {
            table.wish = .bottom
        } else {
            select(index: table.rows.count - 1)
        }
    }

    /// Asks for more rows before the person can reach the end of those at hand.
    private mutating func keepTableLoaded() {
        let height = tableHeight
        let first = table.firstIndex(height: height)
        let below = table.rows.count - first - height
        // A page further all of the pane has to be full; what comes later would be seen to move.
        let spare = height + height / 2
        if table.hasMoreBelow && below < spare || table.hasMoreAbove && first < spare { table.isStale = true }
    }

    /// Takes the next order round.
    mutating func sortNext() {
        let orders = LeadQuery.Order.allCases
        let next = (orders.firstIndex(of: table.order) ?? 0) + 1
        sort(by: orders[next % orders.count])
    }

    mutating func sort(by order: LeadQuery.Order) {
        table.order = order
        goToTop()
        say("Sorted \(order.words)\(table.isReversed ? ", reversed" : "").")
    }

    mutating func reverseOrder() {
        table.isReversed.toggle()
        goToTop()
        say(table.isReversed ? "Order reversed." : "Order as usual.")
    }

    /// Shows only the leads that pass; an empty text shows all.
    mutating func narrow(to text: String) {
        table.filterText = text
        table.filter = FilterReading(text).filter
        table.debt = 0
        table.wish = .firstMatch
    }

    // MARK: Windows

    /// Takes a window that was asked for, and finds the selection in it.
    mutating func receive(_ window: LeadWindow, token: Int) {
        guard let asked = table.asked?.token == token ? table.asked?.what : nil else { return }
        table.asked = nil
        let before = table.rows
        let shown = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var rows = window.rows.map { row in
            if let known = shown[row.id], known.row == row { return known }
            return ShownLead(row)
        }
        keepSelected(in: &rows, focus: window.focus, asked: asked)
        guard let selection = selection(in: rows, focus: window.focus, asked: asked) else { return }
        table.rows = rows
        (table.hasMoreAbove, table.hasMoreBelow) = (window.hasMoreAbove, window.hasMoreBelow)
        table.total = window.total
        place(selection.lead, line: selection.line)
        noteTop()
        payDebt(asked)
        if let composer, let row = rows.first(where: { $0.id == composer.lead })?.row { self.composer?.row = row }
    }

    /// A lead that the filter no longer shows stays where it is until the cursor leaves it, or a person is done with
    /// it: reading a lead must not make it vanish from the unread ones and bring the next one under the cursor.
    private mutating func keepSelected(in rows: inout [ShownLead], focus: Int?, asked: TableState.Window) {
        guard asked.wish == nil, let selection = table.selection, selection == asked.selection,
            !rows.contains(where: { $0.id == selection })
        else { return }
        if table.letsGo == selection, self.focus == .table {
            table.letsGo = nil
            return
        }
        let known = currentLead == selection ? conversation.row.map(ShownLead.init) : nil
        guard let kept = known ?? table.selectedRow else { return }
        rows.insert(kept, at: min(max(0, focus ?? rows.count), rows.count))
        table.guest = selection
    }

    /// Takes the steps that were pressed while the place was on its way.
    private mutating func payDebt(_ asked: TableState.Window) {
        guard let wish = asked.wish, table.wish == nil else { return }
        let steps = table.debt
        table.debt = 0
        if case .offset = wish { return }
        if steps != 0 { moveSelection(by: steps) }
    }

    /// Selects a lead in new rows, on the line given or on the one it had, as far as the rows allow.
    private mutating func place(_ lead: LeadID?, line: Int?) {
        table.selection = lead
        if let line { table.cursorLine = min(max(0, line), tableHeight - 1) }
        guard let index = table.selectedIndex else { return }
        if !table.hasMoreAbove { table.cursorLine = min(table.cursorLine, index) }
        table.cursorLine = min(max(0, index - table.firstIndex(height: tableHeight)), max(0, tableHeight - 1))
    }

    /// Which row is selected in new rows, and on which line; `nil` when the window is of no use any more.
    private mutating func selection(
        in rows: [ShownLead], focus: Int?, asked: TableState.Window
    ) -> (lead: LeadID?, line: Int?)? {
        func at(_ index: Int?) -> LeadID? {
            guard let index, !rows.isEmpty else { return rows.first?.id }
            return rows[min(max(0, index), rows.count - 1)].id
        }
        switch asked.wish {
        case .top: return (rows.first?.id, 0)
        case .bottom: return (rows.last?.id, tableHeight - 1)
        case .offset: return (at(focus), nil)
        case .firstMatch:
            if let selected = table.selectionBeforeFilter ?? table.selection,
                rows.contains(where: { $0.id == selected })
            {
                return (selected, nil)
            }
            return (rows.first?.id, 0)
        case .lead(let lead):
            if rows.contains(where: { $0.id == lead }) { return (lead, tableHeight / 2) }
            guard table.filter.isEmpty else {
                liftFilterFor(lead)
                return nil
            }
            return (at(focus), nil)
        case nil: return refreshed(rows, focus: focus, asked: asked)
        }
    }

    /// A place that was asked for by name matters more than the filter.
    private mutating func liftFilterFor(_ lead: LeadID) {
        narrow(to: "")
        table.wish = .lead(lead)
        say("The filter is lifted: the lead is not among what it shows.")
    }

    /// The selection after rows were merely read again: the same lead, or what has taken its place.
    private mutating func refreshed(
        _ rows: [ShownLead], focus: Int?, asked: TableState.Window
    ) -> (lead: LeadID?, line: Int?)? {
        if rows.contains(where: { $0.id == table.selection }) { return (table.selection, nil) }
        guard table.selection == asked.selection else {
            table.isStale = true
            return nil
        }
        let present = Set(rows.map(\.id))
        if let old = table.selectedIndex {
            let next = table.rows[(old + 1)...].first { present.contains($0.id) }
            let previous = table.rows[..<old].last { present.contains($0.id) }
            if let lead = (next ?? previous)?.id { return (lead, nil) }
        }
        guard let focus, rows.indices.contains(focus) else { return (rows.first?.id, nil) }
        return (rows[focus].id, nil)
    }

    /// The query that fetches what the table wants to show.
    func leadQuery(_ wish: TableState.Wish?) -> LeadQuery {
        let height = max(tableHeight, 8)
        let anchor: LeadQuery.Anchor =
            switch wish {
            case .top, .firstMatch: .top
            case .bottom: .bottom
            case .offset(let lead, let rows): .offset(lead, by: rows)
            case .lead(let lead): .around(lead, above: height + height / 2)
            case nil: table.selection.map { .around($0, above: 2 * height + table.cursorLine) } ?? .top
            }
        // Two screens more on each side for who is on the way, one for who has just come. At an end what is on the
        // screen is enough to begin with, as more is asked for once it is shown.
        let isAtEnd = anchor == .top || anchor == .bottom
        return LeadQuery(
            filter: table.filter, order: table.order, isReversed: table.isReversed, anchor: anchor,
            limit: isAtEnd ? height + height / 4 : (wish == nil ? 5 : 3) * height)
    }
}

extension LeadQuery.Order {
    /// As the status line says it.
    var words: String {
        switch self {
        case .activity: "by activity"
        case .waiting: "by waiting time"
        case .name: "by name"
        }
    }
}
