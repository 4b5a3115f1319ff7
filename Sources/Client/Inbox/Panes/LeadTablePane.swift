import Drawing
import Messaging

/// The lead table: a line a lead.
///
/// The selected row is told by a sign and its highlighted name, side by side and short, so that a step of the cursor
/// changes few cells; the rest of the row stays as it is.
struct LeadTablePane {
    let state: InboxState
    let rect: Rect
    private let signs: Signs

    init(state: InboxState, rect: Rect) {
        (self.state, self.rect) = (state, rect)
        signs = state.settings.glyphs.signs
    }

    func draw(on canvas: inout Canvas, remembering rows: inout DrawnRows) {
        let columns = LeadColumns(width: rect.width, signWidth: TextWidth.cells(signs.phone))
        drawTitle(on: &canvas, columns)
        let height = rect.height - 1
        guard !state.table.rows.isEmpty else { return drawEmpty(on: &canvas) }
        let first = state.table.firstIndex(height: height)
        let moments = Moments(zone: state.settings.zone, now: state.now)
        let manner = DrawnRows.Manner(width: rect.width, glyphs: state.settings.glyphs, days: moments.days)
        rows.begin(manner, lines: max(0, height))
        for (line, lead) in state.table.rows.dropFirst(first).prefix(height).enumerated() {
            let row = rect.row(1 + line)
            if lead.id == state.table.selection {
                drawRow(lead, y: row.y, columns, moments, on: &canvas)
            } else {
                rows.put(lead, line: line, in: row, on: &canvas) { drawRow(lead, y: row.y, columns, moments, on: &$0) }
            }
        }
    }

    /// The rule above the rows with the names of the columns.
    private func drawTitle(on canvas: inout Canvas, _ columns: LeadColumns) {
        let style = Style(state.focus == .table ? .borderFocus : .border)
        canvas.horizontalLine(from: rect.origin, length: rect.width, state.settings.glyphs.lines, style: style)
        let titleStyle = Style(.title, state.focus == .table ? .bold : [])
        func draw(_ title: String, over column: LeadColumns.Column) {
            let text = TextWidth.clip(title, to: column.width)
            canvas.write(" \(text) ", at: Point(x: rect.x + column.x - 1, y: rect.y), style: titleStyle, within: rect)
        }
        draw(title, over: columns.name)
        let end = drawCounts(on: &canvas, columns, titleStyle)
        let titles = [(columns.text, "Last message"), (columns.waiting, "waits"), (columns.moment, "at")]
        for (column, title) in titles where rect.x + column.x > end && (column.width > 3 || title == "at") {
            draw(title, over: column)
        }
    }

    /// How many leads pass the filter, and how many new ones stand above, in the rule behind the table's name; where that
    /// ends.
    private func drawCounts(on canvas: inout Canvas, _ columns: LeadColumns, _ style: Style) -> Int {
        var place = Point(x: rect.x + columns.channel.x - 1, y: rect.y)
        if !state.table.filterText.isEmpty, let total = state.table.total {
            let text = " \(grouped(total.count))\(total.isAtLeast ? "+" : "") "
            place.x += canvas.write(text, at: place, style: style, within: rect)
        }
        if state.failures.count > 0 {
            let text = " \(state.failures.count) failed, \(state.keyText(.nextFailed)) "
            place.x += canvas.write(text, at: place, style: Style(.failure, .bold), within: rect)
        }
        let (count, hasMore) = state.newAbove
        guard count > 0 else { return place.x }
        let text = " \(count)\(hasMore ? "+" : "") above "
        return place.x + canvas.write(text, at: place, style: Style(.unread, .bold), within: rect)
    }

    /// The table's name with the filter or the order, where they are not as usual.
    private var title: String {
        if !state.table.filterText.isEmpty {
            return "/" + VisibleText(state.table.filterText, keepsLines: false, limit: 80).text
        }
        let order = state.table.order == .activity && !state.table.isReversed ? "" : " \(state.table.order.words)"
        let profile = state.settings.isDemo || state.settings.profile.isEmpty ? "" : " \(state.settings.profile)"
        return "Leads\(profile)\(order)\(state.table.isReversed ? ", reversed" : "")"
    }

    private func drawRow(
        _ lead: ShownLead, y: Int, _ columns: LeadColumns, _ moments: Moments, on canvas: inout Canvas
    ) {
        let row = lead.row
        let isDone = row.state == .closed
        let isSelected = lead.id == state.table.selection
        func put(_ text: String, _ column: (x: Int, width: Int), _ style: Style) {
            guard column.width > 0, !text.isEmpty else { return }
            let clipped = TextWidth.clip(text, to: column.width, mark: signs.ellipsis)
            canvas.write(clipped, at: Point(x: rect.x + column.x, y: y), style: style, within: rect)
        }
        let plain = Style(isDone ? .muted : .text)
        var nameStyle = row.unread > 0 ? Style(.unread, .bold) : plain
        if isSelected {
            nameStyle = Style(.selection, row.unread > 0 ? .bold : [])
            canvas.write(signs.pointer, at: Point(x: rect.x, y: y), style: Style(.selection), within: rect)
            if state.composer == nil { canvas.cursor = Point(x: rect.x, y: y) }
        }
        put(row.name == nil ? shortened(lead.title, columns.name.width) : lead.title, columns.name, nameStyle)
        put(columns.hasLabel ? "\(signs.phone) SMS" : signs.phone, columns.channel, Style(.marker))
        if row.unread > 0 { put(row.unread > 99 ? "99+" : "\(row.unread)", columns.unread, Style(.unread, .bold)) }
        if let state = delivery(of: row) { put(state.sign, columns.delivery, Style(state.role)) }
        put(preview(lead), columns.text, plain)
        let written = columns.moment.width < 8 ? moments.brief : moments.short
        let contact = (row.lastContactAt ?? row.lastMessage?.createdAt).map(written)
        let since = row.waitingSince.map(written)
        // One moment says both where the lead's first unanswered message is the last, or there is room for one alone.
        let isOne = since != nil && (since == contact || columns.waiting.width == 0)
        if let contact, !isOne { put(contact, columns.moment, Style(.muted)) }
        if let since { put(since, isOne ? columns.moment : columns.waiting, Style(.waiting)) }
    }

    /// A number that is too long, without its middle: its beginning tells the country, its last digits tell it from
    /// others.
    private func shortened(_ number: String, _ width: Int) -> String {
        guard TextWidth.cells(number) > width else { return number }
        let room = max(0, width - TextWidth.cells(signs.ellipsis))
        let tail = min(room, 7)
        return number.prefix(room - tail) + signs.ellipsis + number.suffix(tail)
    }

    /// The sign of what matters most: an opt-out, else how our last message fares. Where the lead has written since,
    /// only what is not as usual still has one.
    private func delivery(of row: LeadRow) -> (sign: String, role: Role)? {
        if row.isOptedOut { return (signs.optedOut, .failure) }
        if let last = row.lastMessage,
            let words = DeliveryWords(
                direction: last.direction, sendState: last.sendState, status: last.status, signs: signs)
        {
            return (words.sign, words.role)
        }
        switch row.ourTrouble {
        case .failed: return (signs.failed, .failure)
        case .unknown: return (signs.unknown, .warning)
        case .held: return (signs.held, .warning)
        case nil: return nil
        }
    }

    /// The last message, with signs for a draft and for attachments before it.
    private func preview(_ lead: ShownLead) -> String {
        let draft = lead.row.hasDraft ? "\(signs.draft) " : ""
        let media = lead.row.lastMessage?.hasMedia == true ? "\(signs.attachment) " : ""
        return draft + media + lead.preview
    }

    /// Why there are no rows, and what helps.
    private func drawEmpty(on canvas: inout Canvas) {
        let words: [String]
        if state.table.asked != nil, state.counts == nil {
            words = ["Opening the inbox"]
        } else if state.table.filterText.isEmpty {
            words = ["No messages yet.", "\(state.keyText(.compose)) writes to a number."]
        } else {
            words = ["No lead passes this filter.", "\(state.keyText(.back)) lifts it."]
        }
        for (index, line) in words.enumerated() {
            canvas.write(line, at: Point(x: rect.x + 2, y: rect.y + 2 + index), style: Style(.muted), within: rect)
        }
    }
}
