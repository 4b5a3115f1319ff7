import Drawing
import Messaging

/// A question: its text, and the keys that answer it, the safe one told apart.
struct QuestionBox {
    let state: InboxState
    let question: Question
    private var signs: Signs { state.settings.glyphs.signs }

    func draw(on canvas: inout Canvas) {
        let width = min(canvas.size.width - 4, 72)
        let whole = Wrap.lines(question.text, width: max(10, width - 4)).map { String($0.text) }
        // On a low screen the text is cut, and the answers stand there all the same.
        let room = max(1, canvas.size.height - 2 - question.answers.count - 3 - wake(width: width - 4).count)
        var text = Array(whole.prefix(room))
        if text.count < whole.count, let last = text.popLast() {
            text.append(TextWidth.clip(last + signs.ellipsis, to: max(10, width - 4), mark: signs.ellipsis))
        }
        text += wake(width: width - 4)
        let size = Size(width: width, height: min(canvas.size.height - 2, text.count + question.answers.count + 3))
        let rect = canvas.bounds.centred(size)
        canvas.fill(rect, style: Style(.overlay))
        canvas.box(rect, state.settings.glyphs.lines, style: Style(.warning))
        let inside = rect.inset(dx: 2)
        for (index, line) in text.enumerated() {
            canvas.write(
                line, at: Point(x: inside.x, y: inside.y + index), style: Style(.overlay, .bold), within: inside)
        }
        for (index, answer) in question.answers.enumerated() {
            let y = inside.y + text.count + 1 + index
            let style = question.isAsleep ? Style(.muted) : Style(.key, .bold)
            canvas.write(String(answer.key), at: Point(x: inside.x, y: y), style: style, within: inside)
            let label = answer.label + (index == question.safe && !question.isAsleep ? safeKeys : "")
            canvas.write(label, at: Point(x: inside.x + 3, y: y), style: Style(.overlay), within: inside)
        }
        canvas.cursor = Point(x: inside.x, y: inside.y + text.count + 1 + question.safe)
    }

    /// The keys that give the safe answer as well as its letter.
    private var safeKeys: String {
        let key = state.settings.keyMap.label(.answerNo, in: .question)
        return key.map { " (Enter, \($0))" } ?? " (Enter)"
    }

    /// What a text that was being typed has to end with before a letter answers.
    private func wake(width: Int) -> [String] {
        guard question.isAsleep else { return [] }
        return Wrap.lines(state.wakeWords, width: max(10, width)).map { String($0.text) }
    }
}

extension InboxState {
    /// How a question is answered that came into a text.
    var wakeWords: String {
        let key = settings.keyMap.label(.answerNo, in: .question) ?? "Ctrl-c"
        return "You were typing: \(key) first, then the letter."
    }
}

/// What can follow a half-typed key.
struct HintBox {
    let state: InboxState

    func draw(on canvas: inout Canvas) {
        let strokes = state.pending.strokes
        let next = state.settings.keyMap.continuations(of: strokes, in: state.context)
        let lines = next.map { (keys: $0.keys, words: ActionTable.row($0.action).hint) }
        guard !lines.isEmpty else { return }
        let width = min(canvas.size.width, 30)
        let height = min(canvas.size.height - 2, lines.count + 2)
        let rect = Rect(
            x: canvas.size.width - width, y: canvas.size.height - 1 - height, width: width, height: height)
        canvas.fill(rect, style: Style(.overlay))
        canvas.box(rect, state.settings.glyphs.lines, style: Style(.borderFocus))
        let title = KeySequence(strokes)?.description ?? ""
        canvas.write(" \(title) ", at: Point(x: rect.x + 2, y: rect.y), style: Style(.title, .bold), within: rect)
        let inside = rect.inset()
        for (index, line) in lines.enumerated() where index < inside.height {
            canvas.write(line.keys, at: Point(x: inside.x + 1, y: inside.y + index), style: Style(.key), within: inside)
            canvas.write(
                line.words, at: Point(x: inside.x + 9, y: inside.y + index), style: Style(.overlay), within: inside)
        }
    }
}
