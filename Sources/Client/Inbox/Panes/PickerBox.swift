import Drawing
import Messaging

/// A prompt and its choices: short prompts take the last line of the screen, searches a box over the panes.
struct PickerBox {
    let state: InboxState
    private var signs: Signs { state.settings.glyphs.signs }

    func draw(on canvas: inout Canvas) {
        guard let picker = state.picker else { return }
        switch picker.kind {
        case .filter: drawPrompt("/", picker, on: &canvas)
        case .palette:
            // What is wrong may stand above the line, over the commands.
            drawCompletions(picker, on: &canvas)
            drawPrompt(":", picker, on: &canvas)
        case .number: drawPrompt("Number: ", picker, on: &canvas)
        case .name: drawPrompt("Name: ", picker, on: &canvas)
        case .attachment: drawPrompt("Address to attach: ", picker, on: &canvas)
        case .search: drawBox("Search all messages", picker, { [hitLine($0, $1, $2)] }, on: &canvas)
        case .jump: drawBox("Jump to a lead", picker, { [leadLine($0, $1, $2)] }, on: &canvas)
        case .help:
            let rows = state.helpRows
            drawBox("Keys, commands and signs", picker, { helpLines(rows[$1], width: $2) }, on: &canvas)
        }
    }

    // MARK: The last line

    /// The prompt in place of the status line, with what is wrong with it on the right.
    private func drawPrompt(_ label: String, _ picker: Picker, on canvas: inout Canvas) {
        let y = canvas.size.height - 1
        let line = Rect(x: 0, y: y, width: canvas.size.width, height: 1)
        canvas.fill(line)
        let start = 1 + state.drawDemoSign(y: y, on: &canvas)
        let x = start + canvas.write(label, at: Point(x: start, y: y), style: Style(.prompt, .bold))
        let problem = picker.problem.map { VisibleText($0, keepsLines: false, limit: 200).text } ?? ""
        let typed = picker.line.characters.reduce(0) { $0 + TextWidth.cells(shownCharacter($1)) }
        let cells = TextWidth.cells(problem)
        let fits = cells <= line.width - x - typed - 3
        let width = line.width - x - 1 - (fits ? cells : 0)
        drawLine(picker, in: Rect(x: x, y: y, width: width, height: 1), on: &canvas)
        if fits {
            canvas.write(problem, rightIn: line, style: Style(.warning))
        } else {
            drawProblem(problem, above: y, on: &canvas)
        }
    }

    /// What is wrong with the line, whole, on rows of its own above it.
    private func drawProblem(_ problem: String, above y: Int, on canvas: inout Canvas) {
        let lines = Wrap.lines(problem, width: canvas.size.width - 2).prefix(max(1, y / 2))
        let rect = Rect(x: 0, y: y - lines.count, width: canvas.size.width, height: lines.count)
        canvas.fill(rect, style: Style(.overlay))
        for (index, line) in lines.enumerated() {
            canvas.write(
                String(line.text), at: Point(x: 1, y: rect.y + index), style: Style(.warning), within: rect)
        }
    }

    /// The line as far as it fits, scrolled so that the caret is always seen.
    private func drawLine(_ picker: Picker, in rect: Rect, on canvas: inout Canvas) {
        let shown = picker.line.characters.map { shownCharacter($0) }
        var start = picker.line.caret
        var cells = 0
        while start > 0, cells + TextWidth.cells(shown[start - 1]) < rect.width - 1 {
            start -= 1
            cells += TextWidth.cells(shown[start])
        }
        canvas.write(shown[start...].joined(), at: rect.origin, within: rect)
        if state.question == nil { canvas.cursor = Point(x: rect.x + cells, y: rect.y) }
    }

    /// The commands that the line can become, above it.
    private func drawCompletions(_ picker: Picker, on canvas: inout Canvas) {
        let all = state.completions
        let room = max(3, canvas.size.height / 2 - 2)
        let width = min(canvas.size.width, 110)
        // Themes and orders have no keys, and need the room.
        let hasKeys = all.contains { !$0.keys.isEmpty }
        let sentences = all.map { completion in
            Wrap.lines(completion.reason ?? completion.sentence, width: max(8, width - 32)).map { String($0.text) }
        }
        let shown = Choices(all.count, around: picker.choice, room: room) { sentences[$0].count }
        let height = min(room, shown.height)
        guard height > 0 else { return }
        let rect = Rect(x: 0, y: canvas.size.height - 1 - height, width: width, height: height)
        canvas.fill(rect, style: Style(.overlay))
        var y = 0
        for index in shown.range {
            let (completion, isChosen) = (all[index], index == picker.choice)
            for (line, words) in sentences[index].enumerated() where y < height {
                drawChoice(
                    [
                        (line == 0 ? completion.line : "", hasKeys ? 17 : 28, Style(isChosen ? .selection : .key)),
                        (line == 0 ? completion.keys : "", hasKeys ? 10 : 0, Style(.muted)),
                        (words, width - 32, Style(completion.reason == nil ? .overlay : .muted)),
                    ],
                    isChosen: isChosen && line == 0, in: rect.row(y), on: &canvas)
                y += 1
            }
        }
    }

    private func drawChoice(
        _ columns: [(text: String, width: Int, style: Style)], isChosen: Bool, in row: Rect, on canvas: inout Canvas
    ) {
        if isChosen { canvas.write(signs.pointer, at: row.origin, style: Style(.selection), within: row) }
        var x = row.x + 1
        for column in columns where column.width > 0 {
            let text = VisibleText(column.text, keepsLines: false, limit: 300).text
            canvas.write(
                TextWidth.clip(text, to: column.width, mark: signs.ellipsis), at: Point(x: x, y: row.y),
                style: column.style, within: row)
            x += column.width + 1
        }
    }

    // MARK: The box

    private typealias Columns = [(text: String, width: Int, style: Style)]

    /// A box with the line on top and the choices under it. Only the rows that are seen are made.
    private func drawBox(
        _ title: String, _ picker: Picker, _ lines: (Picker, Int, Int) -> [Columns], on canvas: inout Canvas
    ) {
        let rect = canvas.bounds.inset(bottom: 1).centred(
            Size(width: min(canvas.size.width - 2, 110), height: max(8, canvas.size.height * 3 / 4)))
        canvas.fill(rect, style: Style(.overlay))
        canvas.box(rect, state.settings.glyphs.lines, style: Style(.borderFocus))
        canvas.write(" \(title) ", at: Point(x: rect.x + 2, y: rect.y), style: Style(.title, .bold), within: rect)
        let inside = rect.inset()
        canvas.write("> ", at: inside.origin, style: Style(.prompt, .bold))
        drawLine(picker, in: inside.row(0).inset(left: 2), on: &canvas)
        let list = inside.inset(top: 1)
        if let problem = picker.problem {
            canvas.write(
                TextWidth.clip(problem, to: rect.width - 4), at: Point(x: rect.x + 2, y: rect.endY - 1),
                style: Style(.warning), within: rect)
        }
        let count = state.choiceCount
        let shown = Choices(count, around: picker.choice, room: list.height) { lines(picker, $0, list.width).count }
        var y = 0
        for index in shown.range {
            for (line, columns) in lines(picker, index, list.width).enumerated() where y < list.height {
                let isChosen = index == picker.choice && line == 0
                drawChoice(columns, isChosen: isChosen, in: list.row(y), on: &canvas)
                if picker.kind == .search, let snippet = columns.last {
                    let place = list.row(y).inset(left: list.width - snippet.width - 1, right: 1)
                    mark(picker.line.text, in: snippet.text, at: place, on: &canvas)
                }
                y += 1
            }
        }
        if count == 0, !picker.line.isEmpty {
            canvas.write("Nothing was found.", at: Point(x: list.x + 1, y: list.y), style: Style(.muted), within: list)
        }
    }

    /// Marks the words that were searched for.
    private func mark(_ words: String, in text: String, at rect: Rect, on canvas: inout Canvas) {
        let lower = Array(text.lowercased()), shown = Array(text)
        guard lower.count == shown.count else { return }
        for word in words.lowercased().split(separator: " ") {
            let wanted = Array(word)
            guard let start = lower.indices.first(where: { lower[$0...].starts(with: wanted) }) else { continue }
            let before = TextWidth.cells(String(shown[..<start]))
            let length = TextWidth.cells(String(shown[start..<start + wanted.count]))
            let place = Rect(x: rect.x + before, y: rect.y, width: length, height: 1).intersection(rect)
            canvas.restyle(place, to: Style(.match, .bold))
        }
    }

    /// A found message: who, when, which way, and the part that was looked for.
    private func hitLine(_ picker: Picker, _ index: Int, _ width: Int) -> Columns {
        let hit = picker.hits[index]
        let room = max(0, width - 32)
        let sign = hit.message.direction == .outbound ? signs.outbound : signs.inbound
        let moments = Moments(zone: state.settings.zone, now: state.now)
        return [
            (hit.lead.title, 18, Style(index == picker.choice ? .selection : .accent)),
            (moments.short(hit.message.moment), 8, Style(.muted)), (sign, 1, Style(.muted)),
            (Snippet(hit.message.body, matching: picker.line.text, width: room).text, room, Style(.overlay)),
        ]
    }

    /// A lead to jump to.
    private func leadLine(_ picker: Picker, _ index: Int, _ width: Int) -> Columns {
        let lead = picker.leads[index]
        return [
            (lead.title, 24, Style(index == picker.choice ? .selection : .accent)),
            (lead.row.name == nil ? "" : lead.row.displayAddress, 20, Style(.muted)),
            (lead.preview, max(0, width - 48), Style(.overlay)),
        ]
    }

    /// An action with its keys on as many lines as it takes; where it cannot be used, the reason stands before it, or
    /// behind it where both have no room.
    private func helpLines(_ row: HelpRow, width: Int) -> [Columns] {
        let keyWidth = width < 50 ? 10 : 20
        let room = max(8, width - keyWidth - 3)
        let reason = row.reason.map { "(\($0))" } ?? ""
        let isNarrow = TextWidth.cells(reason) + TextWidth.cells(row.sentence) + 1 > room
        let words = (isNarrow ? [row.sentence, reason] : [reason, row.sentence]).filter { !$0.isEmpty }
            .joined(separator: " ")
        return paired(
            (row.keys, keyWidth, Style(.key)), (words, room, Style(row.reason == nil ? .overlay : .muted)))
    }

    /// Two columns side by side, each wrapped by itself.
    private func paired(_ left: Columns.Element, _ right: Columns.Element) -> [Columns] {
        let lines = [left, right].map { column in
            let text = VisibleText(column.text, keepsLines: false, limit: 300).text
            return Wrap.lines(text, width: column.width).map { String($0.text) }
        }
        return (0..<max(1, lines[0].count, lines[1].count)).map { index in
            zip([left, right], lines).map { column, lines in
                (lines.indices.contains(index) ? lines[index] : "", column.width, column.style)
            }
        }
    }
}

/// The part of a message that shows why it was found.
struct Snippet {
    let text: String

    init(_ body: String, matching words: String, width: Int) {
        let visible = VisibleText(body, keepsLines: false, limit: 2000).text
        let first = words.split(separator: " ").first.map { $0.lowercased() } ?? ""
        guard TextWidth.cells(visible) > width, !first.isEmpty else {
            text = visible
            return
        }
        let lower = Array(visible.lowercased()), wanted = Array(first)
        let place = lower.indices.first { lower[$0...].starts(with: wanted) } ?? 0
        let start = max(0, place - width / 3)
        text = start == 0 ? visible : "…" + String(visible.dropFirst(start))
    }
}
