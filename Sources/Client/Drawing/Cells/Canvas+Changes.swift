extension Canvas {
    /// Names, row by row, the columns between the first and the last cell that look different from `old`; all of them
    /// where there is no old canvas of the same size. Columns never begin with the right half of a glyph.
    package func forEachChange(from old: Canvas?, _ body: (_ y: Int, _ columns: Range<Int>) -> Void) {
        guard let old, old.size == size else {
            for y in 0..<size.height where size.width > 0 { body(y, 0..<size.width) }
            return
        }
        cells.withUnsafeBufferPointer { mine in
            old.cells.withUnsafeBufferPointer { theirs in
                for y in 0..<size.height {
                    let row = y * size.width..<(y + 1) * size.width
                    if Self.areSame(mine, theirs, row) { continue }
                    guard let first = row.first(where: { differs(mine[$0], theirs[$0], from: old) }) else { continue }
                    var last = row.upperBound - 1
                    while last > first, !differs(mine[last], theirs[last], from: old) { last -= 1 }
                    var start = first
                    while start > row.lowerBound, mine[start].isContinuation { start -= 1 }
                    body(y, start - row.lowerBound..<last + 1 - row.lowerBound)
                }
            }
        }
    }

    /// Whether the cells of a row are the same bit by bit, as most are, and none has marks, whose numbers mean
    /// something in their own canvas alone. There is no way out of the loop, so that several are compared at once.
    private static func areSame(
        _ mine: UnsafeBufferPointer<Cell>, _ theirs: UnsafeBufferPointer<Cell>, _ row: Range<Int>
    ) -> Bool {
        mine.withMemoryRebound(to: UInt64.self) { mine in
            theirs.withMemoryRebound(to: UInt64.self) { theirs in
                var (difference, all): (UInt64, UInt64) = (0, 0)
                for index in row {
                    difference |= mine[index] ^ theirs[index]
                    all |= mine[index]
                }
                return difference == 0 && all & Cell.allMarks == 0
            }
        }
    }

    /// Whether a cell of ours looks different from one of an old canvas.
    @inline(__always)
    private func differs(_ mine: Cell, _ theirs: Cell, from old: Canvas) -> Bool {
        if mine.marks == 0, theirs.marks == 0 {
            return mine.scalar != theirs.scalar || mine.style.bits != theirs.style.bits
        }
        return mine.scalar != theirs.scalar || mine.style != theirs.style || marks(on: mine) != old.marks(on: theirs)
    }
}
