/// Breaks text into lines of a width, in one pass over it.
///
/// Lines break after white space, beside wide glyphs, and inside a word only where the word is longer than a line.
/// White space at a break hangs over the edge and belongs to no line. A mark stays with its base.
package enum Wrap {
    /// One line: its visible text and where that stands in the whole, counted in scalars.
    package struct Line: Hashable, Sendable {
        package let text: Substring
        package let scalars: Range<Int>
        package let cells: Int
        /// Whether the text itself ends the line here, with a line feed or its end.
        package let endsParagraph: Bool
    }

    /// The lines of `text`; at most `limit` of them where one is given. Empty text is one empty line.
    package static func lines(_ text: String, width: Int, limit: Int = .max) -> [Line] {
        Substring(text).withBytes { bytes in
            var run = Run(text: text, breaker: LineBreaker(width: width), limit: limit)
            run.all(bytes)
            return run.lines
        }
    }

    /// One pass: the text, the breaker, and the lines so far.
    private struct Run {
        let text: String
        var breaker: LineBreaker
        let limit: Int
        var lines: [Line] = []
        /// For each glyph of the paragraph: where it begins, in scalars and in bytes.
        private var starts: [Glyph] = []

        private struct Glyph {
            let scalar: Int
            let byte: Int
            let isSpace: Bool
            let cells: Int
        }

        init(text: String, breaker: LineBreaker, limit: Int) {
            (self.text, self.breaker, self.limit) = (text, breaker, limit)
        }

        mutating func all(_ bytes: UnsafeBufferPointer<UInt8>) {
            starts.reserveCapacity(min(bytes.count + 1, 256))
            var reader = ScalarReader(bytes)
            var position = 0
            var byte = 0
            var ahead = reader.next()
            while let scalar = ahead, lines.count < limit {
                let next = reader.offset
                ahead = reader.next()
                if scalar == "\n" {
                    finishParagraph(at: position, byte)
                    breaker = LineBreaker(width: breaker.width)
                } else {
                    // A blank that bears a mark is seen, and cannot hang over the edge.
                    let isSpace = scalar == " " || scalar == "\t"
                    let isMarked = isSpace && (ahead.map { $0 != "\n" && TextWidth.cells($0) == 0 } ?? false)
                    take(scalar, position, byte, isSpace: isSpace && !isMarked)
                }
                position += 1
                byte = next
            }
            if lines.count < limit { finishParagraph(at: position, byte) }
        }

        private mutating func take(_ scalar: Unicode.Scalar, _ position: Int, _ byte: Int, isSpace: Bool) {
            let cells = TextWidth.cells(scalar)
            if cells == 0, !starts.isEmpty { return }
            starts.append(Glyph(scalar: position, byte: byte, isSpace: isSpace, cells: cells))
            if let line = breaker.take(cells: cells, isSpace: isSpace, isWide: cells == 2) { emit(line, false) }
        }

        private mutating func finishParagraph(at position: Int, _ byte: Int) {
            starts.append(Glyph(scalar: position, byte: byte, isSpace: false, cells: 0))
            emit(breaker.lineStart..<starts.count - 1, true)
            starts.removeAll(keepingCapacity: true)
        }

        private mutating func emit(_ glyphs: Range<Int>, _ endsParagraph: Bool) {
            var end = glyphs.upperBound
            while !endsParagraph, end > glyphs.lowerBound, starts[end - 1].isSpace { end -= 1 }
            let from = starts[glyphs.lowerBound], to = starts[end]
            var cells = 0
            for glyph in glyphs.lowerBound..<end { cells += starts[glyph].cells }
            lines.append(
                Line(
                    text: text[index(from.byte)..<index(to.byte)], scalars: from.scalar..<to.scalar,
                    cells: min(cells, max(1, breaker.width)), endsParagraph: endsParagraph))
        }

        private func index(_ byte: Int) -> String.Index { text.utf8.index(text.startIndex, offsetBy: byte) }
    }
}

/// Decides where lines of a paragraph end, glyph by glyph, without looking back further than the last break.
struct LineBreaker {
    let width: Int
    /// The number of the glyph that begins the line.
    private(set) var lineStart = 0
    private var count = 0
    private var cells = 0
    private var breakAt = 0
    private var cellsAtBreak = 0

    init(width: Int) { self.width = max(1, width) }

    /// Takes the next glyph and returns the glyphs of a line when one has become full.
    ///
    /// White space never fills a line; it hangs at its end.
    mutating func take(cells glyph: Int, isSpace: Bool, isWide: Bool) -> Range<Int>? {
        var full: Range<Int>?
        if isWide { markBreak() }
        if cells + glyph > width, !isSpace, count > lineStart {
            if breakAt <= lineStart { markBreak() }
            full = lineStart..<breakAt
            lineStart = breakAt
            cells -= cellsAtBreak
            cellsAtBreak = 0
        }
        count += 1
        cells += glyph
        if isSpace || isWide { markBreak() }
        return full
    }

    private mutating func markBreak() {
        breakAt = count
        cellsAtBreak = cells
    }
}
