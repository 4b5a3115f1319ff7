import Drawing

/// Rows of text in columns that stand below each other, for people and plain pipes.
struct Columns {
    private var rows: [[String]] = []
    private var widths: [Int] = []

    /// Adds a row; what comes from outside is made safe here.
    mutating func add(_ cells: [String]) {
        let cells = cells.map { visible($0) }
        for (index, cell) in cells.enumerated() {
            let width = TextWidth.cells(cell)
            if index < widths.count { widths[index] = max(widths[index], width) } else { widths.append(width) }
        }
        rows.append(cells)
    }

    /// The rows as lines, without blanks at their ends.
    var lines: [String] {
        rows.map { row in
            var line = row.enumerated().map { index, cell in
                cell + String(repeating: " ", count: widths[index] - TextWidth.cells(cell) + 2)
            }.joined()
            while line.last == " " { line.removeLast() }
            return line
        }
    }
}
