/// What a pane shows of a line editor: rows of text, and the caret's cell among them.
package struct EditorView: Hashable, Sendable {
    package let rows: [String]
    package let caret: Point
    /// Rows that do not fit above and below.
    package let hiddenAbove: Int
    package let hiddenBelow: Int
}

extension LineEditor {
    /// The rows around the caret in a block of `width` by `height` cells.
    ///
    /// The last column stays free for the caret. `showing` turns a character into what is drawn for it.
    package func view(
        width: Int, height: Int, showing: (Character) -> String = { String($0) }
    ) -> EditorView {
        let layout = EditorLayout(characters, width: width, showing: showing)
        let place = layout.place(of: caret)
        let height = max(1, height)
        let first = min(max(0, place.y - height + 1), max(0, layout.rows.count - height))
        let last = min(layout.rows.count, first + height)
        let rows = layout.rows[first..<last].map { row in
            characters[row].reduce(into: "") { if $1 != "\n" { $0 += showing($1) } }
        }
        return EditorView(
            rows: rows, caret: Point(x: place.x, y: place.y - first), hiddenAbove: first,
            hiddenBelow: layout.rows.count - last)
    }
}

/// Characters laid out in rows of a width, and the way between an offset and its cell.
struct EditorLayout {
    /// The characters of each row; a line feed is the last of its row.
    private(set) var rows: [Range<Int>] = []
    private var widths: [Int] = []
    private let lastColumn: Int

    init(_ characters: [Character], width: Int, showing: (Character) -> String) {
        let room = max(1, width == .max ? width : width - 1)
        lastColumn = room
        widths.reserveCapacity(characters.count)
        var breaker = LineBreaker(width: room)
        var paragraph = 0
        for (index, character) in characters.enumerated() {
            if character == "\n" {
                widths.append(0)
                rows.append(paragraph + breaker.lineStart..<index + 1)
                paragraph = index + 1
                breaker = LineBreaker(width: room)
                continue
            }
            let cells = TextWidth.cells(showing(character))
            widths.append(cells)
            let isSpace = character == " "
            if let row = breaker.take(cells: cells, isSpace: isSpace, isWide: cells > 1) {
                rows.append(paragraph + row.lowerBound..<paragraph + row.upperBound)
            }
        }
        rows.append(paragraph + breaker.lineStart..<characters.count)
    }

    func place(of offset: Int) -> Point {
        let row = rows.lastIndex { $0.lowerBound <= offset } ?? 0
        let cells = widths[rows[row].lowerBound..<offset].reduce(0, +)
        return Point(x: min(cells, lastColumn), y: row)
    }

    /// The offset in a row whose cell is nearest to `column` from the left.
    func offset(row: Int, column: Int) -> Int {
        let isLast = row == rows.count - 1
        var end = rows[row].upperBound
        if !isLast { end -= 1 }
        var offset = rows[row].lowerBound, cells = 0
        while offset < end, cells + widths[offset] <= column {
            cells += widths[offset]
            offset += 1
        }
        return offset
    }
}
