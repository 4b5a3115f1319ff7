import Drawing
import Messaging

/// The last line: what the engine does, the counts, and which keys help here; or a notice in their place.
///
/// Nothing in it depends on where the cursor is, and times are moments, so it changes only when something happened.
struct StatusLine {
    let state: InboxState
    let rect: Rect
    private var signs: Signs { state.settings.glyphs.signs }
    /// The columns at the right end that are kept free for what is pressed of a longer key.
    private static let pendingRoom = 8
    private var moments: Moments { Moments(zone: state.settings.zone, now: state.now) }

    func draw(on canvas: inout Canvas) {
        var x = rect.x + 1
        let notice = state.notice.map { VisibleText($0.text, keepsLines: false, limit: 400).text }
        let reserved = state.pending.isEmpty ? 1 : state.pending.text.count + 3
        // A notice that is too long beside the sign of the demo has the line for itself.
        let isLong = notice.map { TextWidth.cells($0) > rect.width - 7 - reserved } ?? false
        if state.settings.isDemo, !isLong {
            x += canvas.write(" DEMO ", at: Point(x: x - 1, y: rect.y), style: Style(.demo, .bold), within: rect)
        }
        if !state.pending.isEmpty {
            canvas.write(state.pending.text, rightIn: rect.inset(right: 1), style: Style(.key))
        }
        if let notice, let weight = state.notice?.weight {
            canvas.write(
                Words.clip(notice, to: rect.endX - x - reserved, mark: signs.ellipsis), at: Point(x: x, y: rect.y),
                style: Style(role(of: weight)), within: rect)
            return
        }
        for (index, (text, role)) in ([engine, history].compactMap(\.self) + counts).enumerated() {
            if index > 0 {
                x += canvas.write(
                    " \(signs.separator) ", at: Point(x: x, y: rect.y), style: Style(.muted), within: rect)
            }
            let shown = Words.clip(text, to: rect.endX - x, mark: signs.ellipsis)
            x += canvas.write(shown, at: Point(x: x, y: rect.y), style: Style(role), within: rect)
        }
        drawHints(from: x + 2, on: &canvas)
    }

    private func role(of weight: Notice.Weight) -> Role {
        switch weight {
        case .remark: .status
        case .success: .success
        case .warning: .warning
        case .failure: .failure
        }
    }

    private var engine: (String, Role)? {
        switch state.engine.phase {
        case .starting: ("starting", .status)
        case .live: (state.shownNextLook.map { "live, next look \(moments.exactTime($0))" } ?? "live", .status)
        case .offline(let since, let nextTry):
            ("offline since \(moments.time(since)), next try \(moments.time(nextTry))", .warning)
        case .refused(let reason): (VisibleText(reason, keepsLines: false, limit: 400).text, .failure)
        case .elsewhere: ("another Leadline is connected", .status)
        }
    }

    private var history: (String, Role)? {
        guard case .running(let back, let messages) = state.engine.history else { return nil }
        return ("history back to \(moments.date(back)), \(grouped(messages))", .status)
    }

    private var counts: [(String, Role)] {
        guard let counts = state.counts else { return [] }
        let all: [(Int, String, Role)] = [
            (counts.unreadLeads, "unread", .unread), (counts.waiting, "waiting", .waiting),
            (counts.failed, "failed", .failure), (counts.held, "not sent yet", .warning),
            (counts.unknown, "unknown", .warning),
        ]
        return all.filter { $0.0 > 0 }.map { ("\(grouped($0.0)) \($0.1)", $0.2) }
    }

    /// The keys that help most where the focus is, as many as there is room for.
    private func drawHints(from start: Int, on canvas: inout Canvas) {
        if state.settings.isDemo, !state.hasHeardKey {
            let text =
                "Try \(state.keyText(.longestWaiting)): who has waited longest; then \(state.keyText(.reply)) to answer"
            canvas.write(text, rightIn: rect.inset(left: start - rect.x, right: Self.pendingRoom), style: Style(.hint))
            return
        }
        let context = state.context
        let hints = Self.hinted(context).compactMap { action -> String? in
            // The same keys for every row, or a step of the cursor would change this line.
            guard let key = state.settings.keyMap.label(action, in: context), let row = ActionTable.row(action)
            else { return nil }
            return "\(key) \(row.hint)"
        }
        var text = ""
        for hint in hints {
            let longer = text.isEmpty ? hint : text + "  " + hint
            if TextWidth.cells(longer) > rect.endX - start - Self.pendingRoom { break }
            text = longer
        }
        canvas.write(text, rightIn: rect.inset(left: start - rect.x, right: Self.pendingRoom), style: Style(.hint))
    }

    /// The actions to be hinted at, the most useful first.
    private static func hinted(_ context: KeyContext) -> [Action] {
        switch context {
        case .table: [.help, .longestWaiting, .reply, .filter, .open, .done, .quit]
        case .conversation: [.help, .reply, .back, .resend, .details, .media]
        case .composer: [.send, .leaveComposer, .sendDoneNext, .newLine, .help]
        case .sheet: [.back, .save, .open, .copyMessage]
        case .line, .question: []
        }
    }
}
