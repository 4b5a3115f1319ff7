import Drawing
import Messaging

/// A card over the panes: everything about a message or a lead, or a message's attachments.
struct SheetBox {
    let state: InboxState
    private var moments: Moments { Moments(zone: state.settings.zone, now: state.now) }

    private struct Content {
        let title: String
        let lines: [(text: String, style: Style)]
        /// Whether one of the lines is chosen, and not only the first that is shown.
        var isChoice = false
    }

    /// As far as one can move in it: to the last line, or until the last line stands at the bottom.
    var furthestChoice: Int {
        guard let sheet = state.sheet else { return 0 }
        let content = content(of: sheet)
        let last = content.isChoice ? 1 : place(of: content).height - 2
        return max(0, content.lines.count - last)
    }

    func draw(on canvas: inout Canvas) {
        guard let sheet = state.sheet else { return }
        let content = content(of: sheet)
        let rect = place(of: content)
        canvas.fill(rect, style: Style(.overlay))
        canvas.box(rect, state.settings.glyphs.lines, style: Style(.borderFocus))
        canvas.write(
            " \(content.title) ", at: Point(x: rect.x + 2, y: rect.y), style: Style(.title, .bold), within: rect)
        let inside = rect.inset(dx: 2)
        let furthest = max(0, content.lines.count - inside.height)
        let first =
            content.isChoice ? max(0, min(sheet.choice - inside.height + 1, furthest)) : min(sheet.choice, furthest)
        for line in 0..<inside.height where content.lines.indices.contains(first + line) {
            let (text, style) = content.lines[first + line]
            canvas.write(text, at: Point(x: inside.x, y: inside.y + line), style: style, within: inside)
            if content.isChoice, first + line == sheet.choice {
                let sign = state.settings.glyphs.signs.pointer
                canvas.write(sign, at: Point(x: rect.x + 1, y: inside.y + line), style: Style(.selection), within: rect)
            }
        }
        canvas.cursor = Point(x: inside.x, y: inside.y + (content.isChoice ? max(0, sheet.choice - first) : 0))
    }

    private var width: Int { min(state.size.width - 2, 78) }

    private func content(of sheet: Sheet) -> Content {
        switch sheet.kind {
        case .details(let id): Content(title: "Message", lines: details(id, width: width - 4))
        case .media(let id): Content(title: "Pictures and documents", lines: mediaLines(id), isChoice: true)
        case .leadCard: Content(title: "Lead", lines: card(width: width - 4))
        }
    }

    private func place(of content: Content) -> Rect {
        let height = min(state.size.height - 3, content.lines.count + 2)
        return Rect(x: 0, y: 0, width: state.size.width, height: state.size.height).inset(bottom: 1)
            .centred(Size(width: width, height: height))
    }

    /// A named value on a line, or nothing where there is no value.
    private func field(_ name: String, _ value: String?) -> [(text: String, style: Style)] {
        guard let value, !value.isEmpty else { return [] }
        let label = name + String(repeating: " ", count: max(1, 14 - name.count))
        return [(label + VisibleText(value, keepsLines: false, limit: 300).text, Style(.overlay))]
    }

    // MARK: A message

    /// Everything known of a message, with the text whole.
    private func details(_ id: MessageID, width: Int) -> [(text: String, style: Style)] {
        guard let index = state.conversation.index(of: id) else { return [("The message is gone.", Style(.muted))] }
        let message = state.conversation.messages[index]
        let row = message.row
        let words = DeliveryWords(
            direction: row.direction, sendState: row.sendState, status: row.status,
            signs: state.settings.glyphs.signs)
        var lines = field("direction", row.direction == .inbound ? "from the lead" : "from us")
        lines += field("our number", row.ourNumber?.e164)
        lines += field("made", moments.full(row.createdAt))
        lines += field("sent", row.sentAt.map(moments.full))
        lines += field(row.sendState == .held ? "held until" : "due", row.dueAt.map(moments.full))
        lines += field("state", words.map { "\($0.word) \($0.sign)" })
        lines += field("Twilio says", row.status?.word)
        lines += field("parts", row.segments.map(String.init))
        lines += field(
            "price",
            row.price.map { price in
                let amount = Price(millionths: abs(price.millionths), unit: price.unit)
                return "\(amount.decimal) \(amount.unit), without carrier fees"
            })
        lines += field("id", row.id.description)
        lines += field("SID", row.externalID)
        if let trouble = MessageBlock.trouble(row, of: state.conversation.row, settings: state.settings) {
            lines += wrapped(trouble, width: width, Style(.failure))
        }
        lines += wrapped(" ", width: width, Style(.overlay))
        // Where something was removed, the whole is spelt out here, so that nobody has to guess what it was.
        let text = message.removedCount > 0 ? message.spelledOut : message.isBare ? NoText.words : message.text
        return lines + wrapped(text, width: width, Style(.overlay))
    }

    private func wrapped(_ text: String, width: Int, _ style: Style) -> [(text: String, style: Style)] {
        Wrap.lines(text, width: width).map { (String($0.text), style) }
    }

    /// A line an attachment.
    private func mediaLines(_ id: MessageID) -> [(text: String, style: Style)] {
        guard let index = state.conversation.index(of: id) else { return [] }
        let row = state.conversation.messages[index].row
        guard !row.media.isEmpty else {
            let isLost = state.mediaWatch.isLost(id)
            return [(isLost ? Self.lostList : "Their list is being fetched.", Style(.muted))]
        }
        return row.media.map { media in
            let type = VisibleText(media.contentType, keepsLines: false, limit: 60).text
            let size = media.size.map { "  \(MessageBlock.size($0))" } ?? "  not fetched yet"
            return ("\(MessageBlock.kind(type))  \(type)\(size)", Style(.overlay))
        }
    }

    private static let lostList = "Their list cannot be fetched for now; open this again to try once more."

    // MARK: A lead

    /// Everything known of the lead.
    private func card(width: Int) -> [(text: String, style: Style)] {
        guard let row = state.currentRow else { return [] }
        var lines = field("name", row.name ?? "none; :name gives one")
        lines += field("number", row.displayAddress)
        lines += field("as sent", row.address.text)
        lines += field("state", row.state == .closed ? "done" : row.state.rawValue)
        lines += field("waits since", row.waitingSince.map(moments.full))
        lines += field("last contact", row.lastContactAt.map(moments.full))
        lines += field("unread", row.unread > 0 ? grouped(row.unread) : nil)
        lines += field("our number", row.ourNumber?.e164)
        if state.isNearStop(row) {
            lines += wrapped(NearStopWords.message(key: state.keyText(.block)), width: width, Style(.warning))
        }
        if let reason = state.refusal(of: row) { lines += wrapped(reason, width: width, Style(.warning)) }
        return lines
    }
}
