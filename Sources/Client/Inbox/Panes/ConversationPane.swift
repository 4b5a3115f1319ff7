import Drawing
import Messaging

/// The conversation with the current lead, the newest message at the bottom.
struct ConversationPane {
    let state: InboxState
    let rect: Rect
    private var signs: Signs { state.settings.glyphs.signs }

    func draw(on canvas: inout Canvas) {
        drawTitle(on: &canvas)
        let area = rect.inset(top: 1)
        let unwritten = state.unwrittenMessages
        let messages = unwritten.isEmpty ? state.conversation.messages : state.conversation.messages + unwritten
        guard !messages.isEmpty else { return drawEmpty(area, on: &canvas) }
        let (bottom, below) = state.bottomPlace
        var index = unwritten.isEmpty ? bottom : messages.count - 1
        var y = area.endY + below
        while index >= 0, y > area.y {
            let block = MessageBlock(
                messages, index, of: state.conversation.row, width: area.width, settings: state.settings,
                pane: state.focus, now: state.now)
            y -= block.height
            draw(block, of: messages[index], from: y, in: area, on: &canvas)
            index -= 1
        }
        drawChip(area, on: &canvas)
    }

    /// The rule with the lead and what matters about it.
    private func drawTitle(on canvas: inout Canvas) {
        let isFocused = state.focus == .conversation
        guard let row = state.currentRow else {
            canvas.horizontalLine(
                from: rect.origin, length: rect.width, state.settings.glyphs.lines, style: Style(.border))
            return
        }
        var facts: [String] = []
        if row.name != nil { facts.append(row.displayAddress) }
        if row.hasStopped { facts.append("\(signs.optedOut) opted out") }
        if state.isNearStop(row) { facts.append(NearStopWords.fact) }
        if row.isBlocked { facts.append("\(signs.optedOut) blocked") }
        if row.state == .closed { facts.append("done") }
        if let since = row.waitingSince {
            facts.append("waits since \(Moments(zone: state.settings.zone, now: state.now).short(since))")
        }
        func written() -> String {
            VisibleText(facts.joined(separator: " \(signs.separator) "), keepsLines: false).text
        }
        // Half a fact says nothing.
        let room = rect.width - TextWidth.cells(row.shownTitle) - 8
        while facts.count > 1, TextWidth.cells(written()) > room { facts.removeLast() }
        canvas.rule(
            rect.row(0), title: row.shownTitle, trailing: written(),
            style: Style(isFocused ? .borderFocus : .border),
            titleStyle: Style(.title, isFocused ? .bold : []), lines: state.settings.glyphs.lines)
    }

    /// The lines of one message, and the cursor's sign at those that are its own.
    private func draw(
        _ block: MessageBlock, of message: ShownMessage, from top: Int, in area: Rect, on canvas: inout Canvas
    ) {
        let isCurrent = state.focus == .conversation && message.id == state.conversation.cursor
        var isFirst = true
        for (offset, line) in block.lines.enumerated() {
            let y = top + offset
            guard area.rows.contains(y) else {
                if line.isMessage { isFirst = false }
                continue
            }
            if line.isRule {
                // No longer: a rule across the pane would be most of what a step to the next lead has to send.
                canvas.horizontalLine(
                    from: Point(x: area.x, y: y), length: min(3, area.width), state.settings.glyphs.lines,
                    style: Style(.day))
            }
            for piece in line.pieces {
                canvas.write(piece.text, at: Point(x: area.x + piece.column, y: y), style: piece.style, within: area)
            }
            if isCurrent, line.isMessage {
                canvas.write(signs.pointer, at: Point(x: area.x, y: y), style: Style(.selection), within: area)
                if isFirst { canvas.cursor = Point(x: area.x, y: y) }
            }
            if line.isMessage { isFirst = false }
        }
    }

    /// Tells that something newer came while the person was reading further up.
    private func drawChip(_ area: Rect, on canvas: inout Canvas) {
        let count = state.conversation.newBelow
        guard count > 0 else { return }
        let text = " \(count) new below \(signs.moreBelow) "
        canvas.write(text, rightIn: area.row(area.height - 1).inset(right: 1), style: Style(.unread, .bold))
    }

    /// Says that there is nothing yet, but only once that is known.
    private func drawEmpty(_ area: Rect, on canvas: inout Canvas) {
        guard state.conversation.isLoaded, state.currentLead != nil else { return }
        canvas.write(
            "Nothing was said yet. \(state.keyText(.reply)) writes the first message.",
            at: Point(x: area.x + 2, y: area.y + 1), style: Style(.muted), within: area)
    }
}
