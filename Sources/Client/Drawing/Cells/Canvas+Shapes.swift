extension Canvas {
    /// Draws a frame along the inside edge of a block.
    package mutating func box(_ rect: Rect, _ lines: BoxLines, style: Style) {
        guard rect.width >= 2, rect.height >= 2 else { return }
        let right = rect.endX - 1, bottom = rect.endY - 1
        fill(Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: 1), with: lines.horizontal, style: style)
        fill(Rect(x: rect.x + 1, y: bottom, width: rect.width - 2, height: 1), with: lines.horizontal, style: style)
        fill(Rect(x: rect.x, y: rect.y + 1, width: 1, height: rect.height - 2), with: lines.vertical, style: style)
        fill(Rect(x: right, y: rect.y + 1, width: 1, height: rect.height - 2), with: lines.vertical, style: style)
        fill(Rect(x: rect.x, y: rect.y, width: 1, height: 1), with: lines.topLeft, style: style)
        fill(Rect(x: right, y: rect.y, width: 1, height: 1), with: lines.topRight, style: style)
        fill(Rect(x: rect.x, y: bottom, width: 1, height: 1), with: lines.bottomLeft, style: style)
        fill(Rect(x: right, y: bottom, width: 1, height: 1), with: lines.bottomRight, style: style)
    }

    package mutating func horizontalLine(from point: Point, length: Int, _ lines: BoxLines, style: Style) {
        fill(Rect(x: point.x, y: point.y, width: length, height: 1), with: lines.horizontal, style: style)
    }

    package mutating func verticalLine(from point: Point, length: Int, _ lines: BoxLines, style: Style) {
        fill(Rect(x: point.x, y: point.y, width: 1, height: length), with: lines.vertical, style: style)
    }

    /// Writes a line that ends at the right edge of `rect`'s first row; what is too long loses its tail.
    @discardableResult
    package mutating func write(_ text: String, rightIn rect: Rect, style: Style = .text) -> Int {
        let room = min(rect.width, TextWidth.cells(text))
        return write(text, at: Point(x: rect.endX - room, y: rect.y), style: style, within: rect)
    }
}

// MARK: - Reading back

extension Canvas {
    /// The text of one row, with the spaces at its end.
    package func line(_ y: Int) -> String {
        var line = String.UnicodeScalarView()
        for x in 0..<size.width where !self[x, y].isContinuation {
            line.append(Unicode.Scalar(self[x, y].scalar) ?? " ")
            line.append(contentsOf: marks(on: self[x, y]))
        }
        return String(line)
    }

    /// The text of all rows, without the spaces at their ends.
    package var lines: [String] {
        (0..<size.height).map { row in
            var text = Substring(line(row))
            while text.last == " " { text.removeLast() }
            return String(text)
        }
    }
}

/// Two canvases are equal when they look the same and their cursors stand at the same place.
extension Canvas: Equatable {
    package static func == (one: Canvas, other: Canvas) -> Bool {
        one.size == other.size && one.cursor == other.cursor
            && one.cells.indices.allSatisfy { one.looksLike(other, at: $0) }
    }
}
