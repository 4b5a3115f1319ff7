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
        var x = rect.x + 1 + state.drawDemoSign(y: rect.y, on: &canvas)
        if !state.pending.isEmpty {
            canvas.write(state.pending.text, rightIn: rect.inset(right: 1), style: Style(.key))
        }
        if let notice = state.notice {
            let reserved = state.pending.isEmpty ? 1 : state.pending.text.count + 3
            draw(notice, from: x, to: rect.endX - reserved, on: &canvas)
            return
        }
        let hints = hints
        let kept = TextWidth.cells(hints.prefix(isRefused || isOffline ? 2 : 3).joined(separator: Self.gap))
        let facts = facts(room: rect.endX - x - kept - Self.gap.count - Self.pendingRoom)
        for (gap, fact) in facts {
            x += canvas.write(gap, at: Point(x: x, y: rect.y), style: Style(.muted), within: rect)
            let shown = Words.clip(fact.text, to: rect.endX - x, mark: signs.ellipsis)
            x += canvas.write(shown, at: Point(x: x, y: rect.y), style: Style(fact.role), within: rect)
        }
        draw(hints, from: x + Self.gap.count, on: &canvas)
    }

    /// A notice whole: what it has no room for on the line stands above, over the panes.
    private func draw(_ notice: Notice, from x: Int, to end: Int, on canvas: inout Canvas) {
        let text = VisibleText(notice.text, keepsLines: false, limit: 400).text
        let lines = Words.lines(text, width: end - x, height: max(1, rect.endY / 2), mark: signs.ellipsis)
        let block = Rect(x: rect.x, y: rect.endY - lines.count, width: rect.width, height: lines.count)
        canvas.fill(Rect(x: rect.x, y: block.y, width: rect.width, height: lines.count - 1), style: Style(.overlay))
        for (index, line) in lines.enumerated() {
            canvas.write(
                line, at: Point(x: x, y: block.y + index), style: Style(role(of: notice.weight)), within: block)
        }
    }

    private func role(of weight: Notice.Weight) -> Role {
        switch weight {
        case .remark: .status
        case .success: .success
        case .warning: .warning
        case .failure: .failure
        }
    }

    // MARK: What the engine does, and the counts

    /// How many words are made, from the most to the fewest.
    private enum Detail { case whole, short, signs }

    private typealias Fact = (text: String, role: Role)
    private typealias Wording = (engine: Detail, history: Detail, counts: Detail)

    /// What is tried in turn until all of it fits. The counts are shortened first: their signs stand in the table too,
    /// while nothing else tells the moments. While all is well, how far the history is says more than the next look.
    private var wordings: [Wording] {
        let isLive = if case .live = state.engine.phase { true } else { false }
        let progress: [Wording] = isLive && history(.short) != nil ? [(.signs, .short, .signs)] : []
        return [(.whole, .whole, .whole), (.whole, .whole, .signs), (.short, .short, .signs)] + progress
            + [(.short, .signs, .signs), (.signs, .signs, .signs)]
    }

    /// As many words as fit into the room; where even the fewest do not, these, and hints give way to them. Each piece
    /// comes with what stands before it.
    private func facts(room: Int) -> [(gap: String, fact: Fact)] {
        var made: [(gap: String, fact: Fact)] = []
        func width() -> Int { made.reduce(0) { $0 + TextWidth.cells($1.gap) + TextWidth.cells($1.fact.text) } }
        let dot = " \(signs.separator) "
        for wording in wordings {
            made = counts(wording.counts).map { (wording.counts == .signs ? " " : dot, $0) }
            let words = [engine(wording.engine), history(wording.history)].compactMap(\.self)
            made = words.map { (dot, $0) } + made
            if !made.isEmpty { made[0].gap = "" }
            if width() <= room { break }
        }
        return made
    }

    private var isRefused: Bool { if case .refused = state.engine.phase { true } else { false } }

    private var isOffline: Bool { if case .offline = state.engine.phase { true } else { false } }

    private func engine(_ detail: Detail) -> Fact? {
        switch state.engine.phase {
        case .starting: return ("starting", .status)
        case .live(let nextLook) where state.isEngineLate:
            return (detail == .signs ? "no answer" : "no answer since \(moments.exactTime(nextLook))", .warning)
        case .live where state.engine.silence != nil: return state.engine.silence.map { silent($0, detail) }
        case .live:
            guard let moment = state.shownNextLook.map(moments.exactTime), detail != .signs else {
                return ("live", .status)
            }
            return (detail == .whole ? "live, next look \(moment)" : "live, next \(moment)", .status)
        case .offline(let trouble, let since, let nextTry):
            let isSoon = nextTry - moments.now < .seconds(600)
            let moment = isSoon ? moments.exactTime(nextTry) : moments.time(nextTry)
            let next = state.isEngineLate ? ", trying again" : ", next try \(moment)"
            let words = trouble.words(state.settings.remote)
            switch detail {
            case .whole: return ("\(words) since \(moments.time(since))\(next)", .warning)
            case .short: return (words + next, .warning)
            case .signs: return (state.isEngineLate ? words : "\(words), next \(moment)", .warning)
            }
        case .refused:
            let lines = state.refusalLines
            return lines.count == 1 ? (lines[0], .failure) : nil
        case .elsewhere:
            return (detail == .whole ? "another Leadline is connected" : "another is connected", .status)
        case .stopped(let process):
            switch detail {
            case .whole: return ("another Leadline is stopped (pid \(process)); `fg` or end it", .warning)
            case .short: return ("another is stopped (pid \(process)); `fg` or end it", .warning)
            case .signs: return ("stopped: pid \(process)", .warning)
            }
        }
    }

    /// That a number of ours cannot be read, whatever else is well.
    private func silent(_ silence: SilentNumbers, _ detail: Detail) -> Fact {
        let ending = signs.ellipsis + state.settings.senders.ending(of: silence.number)
        let more = silence.others > 0 ? " and \(silence.others) more" : ""
        switch detail {
        case .whole: return ("\(ending)\(more) cannot be read since \(moments.time(silence.since))", .warning)
        case .short: return ("\(ending)\(more) not read since \(moments.time(silence.since))", .warning)
        case .signs: return ("\(ending) not read", .warning)
        }
    }

    private func history(_ detail: Detail) -> Fact? {
        guard case .running(let back, let messages) = state.engine.history else { return nil }
        switch detail {
        case .whole: return ("history back to \(moments.date(back)), \(grouped(messages))", .status)
        case .short: return ("history to \(moments.date(back))", .status)
        case .signs: return nil
        }
    }

    private func counts(_ detail: Detail) -> [Fact] {
        guard let counts = state.counts else { return [] }
        let all: [(count: Int, word: String, sign: String, role: Role)] = [
            (counts.unreadLeads, "unread", signs.unread, .unread), (counts.waiting, "waiting", signs.waiting, .waiting),
            (counts.failed, "failed", signs.failed, .failure), (counts.held, "not sent yet", signs.held, .warning),
            (counts.unknown, "unknown", signs.unknown, .warning),
        ]
        return all.filter { $0.count > 0 }.map { fact in
            let number = grouped(fact.count)
            return (detail == .signs ? fact.sign + number : "\(number) \(fact.word)", fact.role)
        }
    }

    // MARK: The hints

    /// What stands between two hints, and before the first.
    private static let gap = "  "

    /// The keys that help most where the focus is, the most useful first.
    private var hints: [String] {
        if state.settings.isDemo, !state.hasHeardKey {
            return [
                "Try \(state.keyText(.longestWaiting)): who has waited longest",
                "then \(state.keyText(.reply)) to answer",
            ]
        }
        return state.hintedActions.compactMap { action -> String? in
            guard let key = state.settings.keyMap.label(action, in: state.context) else { return nil }
            return "\(key) \(state.hint(of: action))"
        }
    }

    /// As many hints as there is room for.
    private func draw(_ hints: [String], from start: Int, on canvas: inout Canvas) {
        var text = ""
        for hint in hints {
            let longer = text.isEmpty ? hint : text + Self.gap + hint
            if TextWidth.cells(longer) > rect.endX - start - Self.pendingRoom { break }
            text = longer
        }
        canvas.write(text, rightIn: rect.inset(left: start - rect.x, right: Self.pendingRoom), style: Style(.hint))
    }
}

extension InboxState {
    /// The word that tells that all of this is invented, at the left end of a line; it is never left out. Returns the
    /// cells it took.
    func drawDemoSign(y: Int, on canvas: inout Canvas) -> Int {
        settings.isDemo ? canvas.write(" DEMO ", at: Point(x: 0, y: y), style: Style(.demo, .bold)) : 0
    }
}

extension EngineReport.Trouble {
    fileprivate func words(_ remote: String) -> String {
        switch self {
        case .unreachable: "offline"
        case .busy: "\(remote) busy"
        case .outOfOrder: "\(remote) out of order"
        }
    }
}
