extension Canvas {
    /// Names, row by row, the columns between the first and the last cell that look different from `old`; all of them
    /// where there is no old canvas of the same size. Columns never begin with the right half of a glyph.
    package func forEachChange(from old: Canvas?, _ body: (_ y: Int, _ columns: Range<Int>) -> Void) {
        guard let old, old.size == size else {
            for y in 0..<size.height where size.width > 0 { body(y, 0..<size.width) }
            return
        }
        for y in 0..<size.height {
            let row = y * size.width..<(y + 1) * size.width
            guard let first = firstChange(in: row, from: old) else { continue }
            var last = row.upperBound - 1
            while last > first, looksLike(old, at: last) { last -= 1 }
            var start = first
            while start > row.lowerBound, cells[start].isContinuation { start -= 1 }
            body(y, start - row.lowerBound..<last + 1 - row.lowerBound)
        }
    }

    private func firstChange(in row: Range<Int>, from old: Canvas) -> Int? {
        cells.withUnsafeBufferPointer { mine in
            old.cells.withUnsafeBufferPointer { theirs in
                row.first { index in
                    mine[index] != theirs[index] || (mine[index].marks != 0 && !looksLike(old, at: index))
                }
            }
        }
    }
}
