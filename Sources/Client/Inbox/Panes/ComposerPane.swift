import Drawing
import Messaging

/// The composer: to whom and from which number on its border, the text, and the meter.
struct ComposerPane {
    let state: InboxState
    let rect: Rect
    private var signs: Signs { state.settings.glyphs.signs }

    func draw(on canvas: inout Canvas) {
        guard let row = state.currentRow else { return drawFrame("", "", on: &canvas) }
        let words = borderWords(row)
        drawFrame(words.title, words.sender, on: &canvas)
        let text = rect.inset(left: 1, top: 1, right: 1, bottom: 1)
        if let lock = state.composer?.lock {
            drawReason(
                "\(lock) \(state.settings.keyMap.label(.leaveComposer, in: .composer) ?? "Esc") goes back.", on: &canvas
            )
            if state.question == nil, state.picker == nil { canvas.cursor = text.origin }
        } else if let composer = state.composer {
            drawEditor(composer, in: text, on: &canvas)
            drawMeter(composer.metered, of: composer.editor.text, mediaURLs: composer.mediaURLs, on: &canvas)
        } else if let reason = state.refusal(of: row) {
            drawReason(reason, on: &canvas)
        } else if let draft = state.draft(of: row.id) {
            drawDraft(draft, in: text, on: &canvas)
        } else {
            canvas.write("\(state.keyText(.reply)) writes", at: text.origin, style: Style(.hint), within: text)
        }
    }

    /// Why nothing can be written. There is no meter under it, so its row is free too.
    private func drawReason(_ reason: String, on canvas: inout Canvas) {
        let room = rect.inset(left: 1, top: 1, right: 1)
        let lines = Words.lines(reason, width: room.width, height: room.height, mark: signs.ellipsis)
        for (index, line) in lines.enumerated() {
            canvas.write(line, at: Point(x: room.x, y: room.y + index), style: Style(.warning), within: room)
        }
    }

    /// To whom and from which number. Of a long name the end may go, but never the digits that tell two recipients of
    /// one name apart, nor those that tell our numbers apart. A lead without a name is called by its number already.
    private func borderWords(_ row: LeadRow) -> (title: String, sender: String) {
        let room = rect.width - 8 - TextWidth.cells("To ")
        let ending = row.address.phoneNumber.map { " \(signs.ellipsis)\($0.lastFour)" } ?? ""
        let name = row.shownTitle
        let whole = row.name == nil ? name : name + ending
        let sender: String
        if let number = state.senderNumber {
            let isWide = TextWidth.cells(whole) + TextWidth.cells(number.e164) + 5 <= room
            sender = "from " + (isWide ? number.e164 : signs.ellipsis + state.settings.senders.ending(of: number))
        } else {
            sender = TextWidth.cells(whole) + 26 <= room ? "from the messaging service" : "by the service"
        }
        let left = room - TextWidth.cells(sender)
        guard TextWidth.cells(whole) > left else { return ("To \(whole)", sender) }
        return (
            "To \(TextWidth.clip(name, to: max(1, left - TextWidth.cells(ending)), mark: signs.ellipsis))\(ending)",
            sender
        )
    }

    /// The rule above the text, which says who gets it and which of our numbers sends it.
    private func drawFrame(_ title: String, _ trailing: String, on canvas: inout Canvas) {
        let isFocused = state.focus == .composer
        canvas.rule(
            rect.row(0), title: title, trailing: trailing, style: Style(isFocused ? .borderFocus : .border),
            titleStyle: Style(.title, isFocused ? .bold : []), lines: state.settings.glyphs.lines)
    }

    /// The rows round the caret, and the caret itself.
    private func drawEditor(_ composer: ComposerState, in text: Rect, on canvas: inout Canvas) {
        let view = composer.editor.view(width: text.width, height: text.height, showing: shownCharacter)
        for (index, line) in view.rows.enumerated() {
            canvas.write(line, at: Point(x: text.x, y: text.y + index), within: text)
        }
        // Rows that do not fit are told of in the margins.
        if view.hiddenAbove > 0 {
            canvas.write(signs.moreAbove, at: Point(x: rect.x, y: text.y), style: Style(.muted), within: rect)
        }
        if view.hiddenBelow > 0 {
            canvas.write(signs.moreBelow, at: Point(x: rect.x, y: text.endY - 1), style: Style(.muted), within: rect)
        }
        if state.question == nil, state.picker == nil {
            canvas.cursor = Point(x: text.x + view.caret.x, y: text.y + view.caret.y)
        }
    }

    /// A draft that waits, on one line; opening the composer shows it whole.
    private func drawDraft(_ draft: Draft, in text: Rect, on canvas: inout Canvas) {
        let shown = VisibleText(draft.text, keepsLines: false, limit: 400).text
        let label = "\(signs.draft) draft \(signs.separator) "
        let clipped = TextWidth.clip(label + shown, to: text.width, mark: signs.ellipsis)
        canvas.write(clipped, at: text.origin, style: Style(.draft), within: text)
        drawMeter(Segments(draft.text), of: draft.text, mediaURLs: draft.mediaURLs, on: &canvas)
    }

    // MARK: The meter

    /// Encoding, units, parts, price, and what makes the message dear. Every field keeps its place, so that a typed
    /// character changes the digits that changed and nothing else.
    private func drawMeter(_ segments: Segments, of text: String, mediaURLs: [String], on canvas: inout Canvas) {
        let limit = segments.count <= 1 ? segments.encoding.unitsInOne : segments.encoding.unitsInEach * segments.count
        let line = rect.row(rect.height - 1)
        func put(_ text: String, _ column: Int, _ style: Style = Style(.muted)) {
            canvas.write(text, at: Point(x: line.x + column, y: line.y), style: style, within: line)
        }
        put(segments.encoding.name, 1)
        let units = String(segments.units)
        put(units, 11 - units.count)
        put("/\(limit)", 11)
        put(
            "\(segments.count) \(segments.count == 1 ? "part" : "parts")", 17,
            Style(segments.count > 3 ? .warning : .muted))
        // What a message with attachments costs does not follow from the price of a segment.
        if segments.count > 0, mediaURLs.isEmpty, let sum = state.pricePerSegment?.magnitude(times: segments.count) {
            put("\(sum.decimal) \(VisibleText(sum.unit, keepsLines: false, limit: 3).text)", 26)
            if state.conversation.isPriceListed { put("~", 25) }
        }
        let remark = remark(on: text, segments: segments, mediaURLs: mediaURLs)
        put(TextWidth.clip(remark, to: max(0, line.width - 38), mark: signs.ellipsis), 37, Style(.hint))
    }

    /// What a person should know before sending, the most pressing last to be cut.
    private func remark(on text: String, segments: Segments, mediaURLs: [String]) -> String {
        var parts: [String] = []
        if !mediaURLs.isEmpty { parts.append("\(signs.attachment) \(mediaURLs.count) attached") }
        let units = MessageLimits.units(of: text)
        if units > MessageLimits.units { parts.append("\(units) characters; \(MessageLimits.units) is the most") }
        var culprits: [Unicode.Scalar] = []
        for culprit in segments.culprits where !culprits.contains(culprit.scalar) {
            culprits.append(culprit.scalar)
            if culprits.count == 4 { break }
        }
        if !culprits.isEmpty {
            let shown = culprits.map { shownCharacter(Character($0)) }.joined(separator: " ")
            let isReplaceable = culprits.contains { SmartEncoding.replacement(for: $0) != nil }
            let key = state.settings.keyMap.label(.replaceCostly, in: .composer)
            parts.append(isReplaceable ? "\(key ?? ":replace-costly") replaces \(shown)" : "costly: \(shown)")
        }
        return parts.joined(separator: "  ")
    }
}

/// A character as every terminal draws it in the same width.
func shownCharacter(_ character: Character) -> String {
    if character.isASCII { return String(character) }
    return VisibleText(String(character), keepsLines: false).text
}

extension InboxState {
    /// How wide the composer shows its text, which moving up and down counts with.
    var editorWidth: Int { max(1, (layout.composer?.width ?? 60) - 2) }
}
