import Drawing

/// Fits sentences into few cells without cutting a word that could go whole.
enum Words {
    /// The words of `text` that fit into `width` cells, and `mark` after them where any are left out. A single word
    /// that is too long is cut.
    static func clip(_ text: String, to width: Int, mark: String) -> String {
        guard width > 0, TextWidth.cells(text) > width else { return width > 0 ? text : "" }
        let room = width - TextWidth.cells(mark)
        guard room > 0, let line = Wrap.lines(text, width: room, limit: 1).first else {
            return TextWidth.clip(text, to: width, mark: mark)
        }
        return line.text + mark
    }

    /// `text` on at most `height` lines of `width` cells; the last tells with `mark` that there is more.
    static func lines(_ text: String, width: Int, height: Int, mark: String) -> [String] {
        guard width > 0, height > 0 else { return [] }
        let lines = Wrap.lines(text, width: width)
        guard lines.count > height else { return lines.map { String($0.text) } }
        let shown = lines.prefix(height - 1).map { String($0.text) }
        let rest = lines[(height - 1)...].map { String($0.text) }.joined(separator: " ")
        return shown + [clip(rest, to: width, mark: mark)]
    }
}
