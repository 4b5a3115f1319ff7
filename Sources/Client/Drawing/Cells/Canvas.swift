/// A picture of the whole screen as a value: cells, and where the cursor stands.
///
/// Nothing that is drawn can leave the canvas or reach a terminal as a command: writes are clipped in cells, a
/// wide glyph is never halved, control scalars come out as U+FFFD and invisible format scalars not at all.
package struct Canvas: Sendable {
    package let size: Size
    /// Row after row, each `size.width` cells long.
    package private(set) var cells: [Cell]
    /// Where the terminal's cursor stands, or `nil` to hide it.
    package var cursor: Point?
    /// Combining sequences by the number that cells hold; the first stands for none.
    private(set) var sequences: [[Unicode.Scalar]] = [[]]

    /// At most this many combining marks stand on one base: what a curses cell holds.
    package static let marksPerCell = 4

    package init(size: Size) {
        self.size = Size(width: max(0, size.width), height: max(0, size.height))
        cells = [Cell](repeating: .blank, count: self.size.width * self.size.height)
    }

    package var bounds: Rect { Rect(size) }

    /// The cell at a place inside the canvas.
    package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

    /// The combining marks that stand on a cell's base.
    package func marks(on cell: Cell) -> [Unicode.Scalar] { sequences[Int(cell.marks)] }

    /// Whether both canvases show the same glyph in the same style at `index` of their cells.
    package func looksLike(_ other: Canvas, at index: Int) -> Bool {
        let mine = cells[index], theirs = other.cells[index]
        if mine.marks == 0 && theirs.marks == 0 { return mine == theirs }
        return mine.scalar == theirs.scalar && mine.style == theirs.style && marks(on: mine) == other.marks(on: theirs)
    }

    /// Writes a line from `point` on and returns how many cells it took.
    ///
    /// Text stops at the right edge of `limits` (the canvas where none are given), left of it it is skipped, and
    /// outside its rows nothing is drawn. The cells returned count what was skipped on the left as well, so that
    /// `point.x` plus the result is where the next piece begins.
    @discardableResult
    package mutating func write(
        _ text: String, at point: Point, style: Style = .text, within limits: Rect? = nil
    ) -> Int {
        write(Substring(text), at: point, style: style, within: limits)
    }

    @discardableResult
    package mutating func write(
        _ text: Substring, at point: Point, style: Style = .text, within limits: Rect? = nil
    ) -> Int {
        let limits = limits?.intersection(bounds) ?? bounds
        guard limits.rows.contains(point.y), point.x < limits.endX else { return 0 }
        var pen = Pen(x: point.x, y: point.y, limits: limits, style: style)
        text.withBytes { bytes in
            let plain = writeASCII(bytes, &pen)
            guard plain < bytes.count, pen.x < limits.endX else { return }
            // The last ASCII scalar may carry the first mark, so it goes through the general path again.
            var rest = ScalarReader(bytes, from: plain)
            writeScalars(&rest, &pen)
        }
        return pen.x - point.x
    }

    /// Fills a block with one narrow glyph.
    package mutating func fill(_ rect: Rect, with glyph: Unicode.Scalar = " ", style: Style = .text) {
        let rect = rect.intersection(bounds)
        guard !rect.isEmpty else { return }
        let cell = Cell(scalar: TextWidth.cells(glyph) == 1 ? glyph.value : 0x20, marks: 0, style: style)
        for y in rect.rows {
            healEdges(y, rect.columns)
            let start = y * size.width
            cells.withUnsafeMutableBufferPointer { cells in
                for index in start + rect.x..<start + rect.endX { cells[index] = cell }
            }
        }
    }

    /// Changes how a block looks and leaves its glyphs.
    package mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
        let rect = rect.intersection(bounds)
        for y in rect.rows {
            for index in y * size.width + rect.x..<y * size.width + rect.endX {
                cells[index].style = change(cells[index].style)
            }
        }
    }

    package mutating func restyle(_ rect: Rect, to style: Style) { restyle(rect) { _ in style } }
}

// MARK: - Cells that are at hand

extension Canvas {
    /// The cells of one row of a block inside the canvas, or `nil` where they mean nothing elsewhere: combining marks
    /// belong to their canvas, and so does a glyph that is cut by an edge of the block.
    package func cells(in row: Rect) -> [Cell]? {
        guard !row.isEmpty, bounds.contains(row.origin), row.endX <= size.width else { return nil }
        let start = row.y * size.width
        let found = cells[start + row.x..<start + row.endX]
        let isCut = row.endX < size.width && cells[start + row.endX].isContinuation
        return isCut || found.first?.isContinuation ?? true || found.contains { $0.marks != 0 } ? nil : Array(found)
    }

    /// Puts cells that were read from a canvas; nothing, where they do not fit into the row.
    package mutating func put(_ row: [Cell], at point: Point) {
        guard bounds.contains(point), point.x + row.count <= size.width else { return }
        healEdges(point.y, point.x..<point.x + row.count)
        let start = point.y * size.width + point.x
        cells.withUnsafeMutableBufferPointer { cells in
            row.withUnsafeBufferPointer { row in
                for index in row.indices { cells[start + index] = row[index] }
            }
        }
    }
}

// MARK: - Writing

extension Canvas {
    /// Where writing goes on, and how far it may.
    private struct Pen {
        var x: Int
        let y: Int
        let limits: Rect
        let style: Style
    }

    /// Writes leading printable ASCII and returns how many bytes of it were done.
    private mutating func writeASCII(_ bytes: UnsafeBufferPointer<UInt8>, _ pen: inout Pen) -> Int {
        var length = 0
        while length < bytes.count, bytes[length] >= 0x20, bytes[length] < 0x7F { length += 1 }
        if length < bytes.count, length > 0 { length -= 1 }
        let first = max(0, pen.limits.x - pen.x), last = min(length, pen.limits.endX - pen.x)
        if first < last {
            healEdges(pen.y, pen.x + first..<pen.x + last)
            let start = pen.y * size.width + pen.x
            let style = pen.style
            cells.withUnsafeMutableBufferPointer { cells in
                for offset in first..<last {
                    cells[start + offset] = Cell(scalar: UInt32(bytes[offset]), marks: 0, style: style)
                }
            }
        }
        pen.x += min(length, pen.limits.endX - pen.x)
        return length
    }

    private mutating func writeScalars(_ scalars: inout ScalarReader, _ pen: inout Pen) {
        var base: Int?
        while let scalar = scalars.next() {
            let width = TextWidth.cells(scalar)
            if width == 0 {
                if let base, TextWidth.isMark(scalar) { addMark(scalar, at: base) }
                continue
            }
            base = nil
            if pen.x + width > pen.limits.endX {
                if pen.x < pen.limits.endX, pen.x >= pen.limits.x { put(" ", 1, pen) }
                pen.x = pen.limits.endX
                return
            }
            if pen.x >= pen.limits.x {
                put(TextWidth.shown(scalar), width, pen)
                base = pen.y * size.width + pen.x
            } else if pen.x + width > pen.limits.x {
                var edge = pen
                edge.x = pen.limits.x
                put(" ", 1, edge)
            }
            pen.x += width
        }
    }

    private mutating func put(_ scalar: Unicode.Scalar, _ width: Int, _ pen: Pen) {
        healEdges(pen.y, pen.x..<pen.x + width)
        let index = pen.y * size.width + pen.x
        cells[index] = Cell(scalar: scalar.value, marks: 0, style: pen.style)
        if width == 2 { cells[index + 1] = .continuation(pen.style) }
    }

    private mutating func addMark(_ mark: Unicode.Scalar, at index: Int) {
        let before = sequences[Int(cells[index].marks)]
        guard before.count < Canvas.marksPerCell else { return }
        let sequence = before + [mark]
        if let known = sequences.lastIndex(of: sequence) {
            cells[index].marks = UInt16(known)
        } else if sequences.count < Int(UInt16.max) {
            sequences.append(sequence)
            cells[index].marks = UInt16(sequences.count - 1)
        }
    }

    /// Blanks the half that stays of a wide glyph about to be cut by a write into `columns`.
    private mutating func healEdges(_ y: Int, _ columns: Range<Int>) {
        let start = y * size.width
        if columns.lowerBound > 0, cells[start + columns.lowerBound].isContinuation {
            cells[start + columns.lowerBound - 1] = Cell(
                scalar: 0x20, marks: 0, style: cells[start + columns.lowerBound].style)
        }
        if columns.upperBound < size.width, cells[start + columns.upperBound].isContinuation {
            cells[start + columns.upperBound] = Cell(
                scalar: 0x20, marks: 0, style: cells[start + columns.upperBound].style)
        }
    }
}
