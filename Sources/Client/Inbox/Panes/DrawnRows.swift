import Drawing
import Messaging

/// The rows of the lead table as they were drawn last, so that a key that changes two of them draws two.
///
/// Whoever draws hands it in again with the next picture. It never shows what is not so: a row is taken from here only
/// where the lead and all that its picture depends on are the same.
package struct DrawnRows: Sendable {
    /// What the picture of every row depends on.
    struct Manner: Equatable {
        let width: Int
        let glyphs: GlyphSet
        let days: Moments.Days
    }

    private struct Row {
        let lead: ShownLead
        /// `nil` where they mean nothing in another picture.
        let cells: [Cell]?
    }

    private var manner: Manner?
    /// By the line on which they stand.
    private var rows: [Row?] = []

    package init() {}

    /// Begins a picture of so many lines: rows that were drawn in another manner are no longer true.
    mutating func begin(_ manner: Manner, lines: Int) {
        if manner != self.manner || rows.count != lines { rows = Array(repeating: nil, count: lines) }
        self.manner = manner
    }

    /// Draws the row of a line that looks as it did, or has it drawn.
    mutating func put(
        _ lead: ShownLead, line: Int, in area: Rect, on canvas: inout Canvas, orDraw draw: (inout Canvas) -> Void
    ) {
        if let row = rows[line], row.lead == lead, let cells = row.cells {
            canvas.put(cells, at: area.origin)
        } else {
            draw(&canvas)
            rows[line] = Row(lead: lead, cells: canvas.cells(in: area))
        }
    }
}
