package import Drawing

extension Screen {
    /// Shows a canvas: what differs from the last one, in one write, and nothing where nothing differs.
    ///
    /// A canvas of another size than the screen's is shown as far as it goes. While the terminal takes no bytes,
    /// only the newest canvas is kept.
    package func paint(_ canvas: Canvas, theme: Theme) {
        guard !hasEnded, !line.isLost else { return }
        line.flush()
        guard line.unsent.isEmpty else {
            waiting = (canvas, theme)
            return
        }
        var bytes = before
        before = []
        let isFirst = shown == nil
        adopt(theme)
        if put(canvas) || cursorMoved(canvas) || isFirst { curses.update(cursor: place(canvas), into: &bytes) }
        shown = canvas
        bytes += after
        after = []
        line.send(bytes)
    }

    package func bell() { after += Sequences.bell }

    /// Hands a text to the terminal's clipboard; `false` where it is too long for it.
    package func copy(_ text: String) -> Bool {
        guard modes.isModern, let bytes = Sequences.copy(text, isInsideTmux: options.isInsideTmux) else { return false }
        after += bytes
        return true
    }

    /// Names the window; the name from before comes back at the end.
    package func setTitle(_ title: String) {
        guard modes.isModern else { return }
        let title = options.readsUTF8 ? title : PlainLetters.fold(title)
        after += Sequences.title(title, isFirst: !hasTitle)
        hasTitle = true
    }

    /// Goes on sending to a terminal that had stopped taking bytes.
    func catchUp() {
        line.flush()
        guard line.unsent.isEmpty, let (canvas, theme) = waiting else { return }
        waiting = nil
        paint(canvas, theme: theme)
    }

    private func adopt(_ new: Theme) {
        guard new != theme else { return }
        looks = Look.all(of: new, colourCount: colourCount) { curses.define(pair: $0, foreground: $1, background: $2) }
        if theme != nil { redraw() }
        theme = new
    }

    /// Puts the differences and tells whether there were any.
    private func put(_ canvas: Canvas) -> Bool {
        let known = shown.flatMap { $0.size == canvas.size ? $0 : nil }
        var isChanged = false
        canvas.forEachChange(from: known) { y, columns in
            guard y < size.height else { return }
            isChanged = true
            curses.put(canvas, y: y, columns: columns.clamped(to: 0..<size.width), looks: looks)
        }
        return isChanged
    }

    private func place(_ canvas: Canvas) -> Point? {
        canvas.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
    }

    private func cursorMoved(_ canvas: Canvas) -> Bool { shown?.cursor != canvas.cursor }
}
