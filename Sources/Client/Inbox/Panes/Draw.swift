package import Drawing
import Messaging

/// Draws the whole screen.
package func draw(_ state: InboxState) -> Canvas {
    var none = DrawnRows()
    return draw(state, remembering: &none)
}

/// Draws the whole screen, with the rows of the last picture at hand.
package func draw(_ state: InboxState, remembering rows: inout DrawnRows) -> Canvas {
    var canvas = Canvas(size: state.size)
    let layout = state.layout
    guard !layout.isTooSmall else {
        drawTooSmall(state, &canvas)
        return canvas
    }
    if let rect = layout.table { LeadTablePane(state: state, rect: rect).draw(on: &canvas, remembering: &rows) }
    if layout.isSideBySide, let table = layout.table {
        canvas.verticalLine(
            from: Point(x: table.endX, y: 0), length: table.height, state.settings.glyphs.lines, style: Style(.border))
    }
    if let rect = layout.conversation { ConversationPane(state: state, rect: rect).draw(on: &canvas) }
    if let rect = layout.composer { ComposerPane(state: state, rect: rect).draw(on: &canvas) }
    StatusLine(state: state, rect: layout.status.row(layout.status.height - 1)).draw(on: &canvas)
    if layout.status.height > 1 { drawRefusal(state, layout.status, &canvas) }

    if state.sheet != nil { SheetBox(state: state).draw(on: &canvas) }
    if state.picker != nil { PickerBox(state: state).draw(on: &canvas) }
    if state.pending.showsHint { HintBox(state: state).draw(on: &canvas) }
    if let question = state.question { QuestionBox(state: state, question: question).draw(on: &canvas) }
    return canvas
}

/// Why the account cannot be used, above the line that would cut it.
private func drawRefusal(_ state: InboxState, _ rect: Rect, _ canvas: inout Canvas) {
    for (index, line) in state.refusalLines.enumerated() {
        canvas.write(line, at: Point(x: rect.x + 1, y: rect.y + index), style: Style(.failure), within: rect)
    }
}

/// Says what is missing and the way out; a question that is open goes before, in as few words as it can be answered by.
private func drawTooSmall(_ state: InboxState, _ canvas: inout Canvas) {
    let smallest = Layout.smallest
    let words =
        state.question.map { question in
            let wake = question.isAsleep ? Wrap.lines(state.wakeWords, width: max(1, canvas.size.width)) : []
            let room = max(0, canvas.size.height - question.answers.count - wake.count)
            let text = Wrap.lines(question.text, width: max(1, canvas.size.width)).prefix(room)
            return (text + wake).map { String($0.text) }
                + question.answers.map { "\($0.key)  \($0.label)" }
        } ?? [
            "Leadline needs", "\(smallest.width) x \(smallest.height) cells;", "please make the", "window larger.",
            state.wayOutOfSmallScreen,
        ]
    let first = max(0, (canvas.size.height - words.count) / 2)
    for (index, line) in words.enumerated() {
        let x = max(0, (canvas.size.width - TextWidth.cells(line)) / 2)
        canvas.write(line, at: Point(x: x, y: first + index))
    }
}

extension Canvas {
    /// A rule across the first row of a block, with words on its left and, as far as there is room, on its right. The
    /// words are read, so they are written in colours for text, not in that of the rule.
    mutating func rule(
        _ rect: Rect, title: String, trailing: String = "", style: Style, titleStyle: Style, lines: BoxLines
    ) {
        horizontalLine(from: rect.origin, length: rect.width, lines, style: style)
        let room = rect.width - 6
        guard room > 4 else { return }
        let left = TextWidth.clip(title, to: room)
        let rest = room - TextWidth.cells(left) - 2
        let right = trailing.isEmpty || rest < 6 ? "" : " \(TextWidth.clip(trailing, to: rest)) "
        if !left.isEmpty { write(" \(left) ", at: Point(x: rect.x + 1, y: rect.y), style: titleStyle, within: rect) }
        if !right.isEmpty {
            write(
                right, at: Point(x: rect.endX - 1 - TextWidth.cells(right), y: rect.y), style: Style(.muted),
                within: rect)
        }
    }
}
