/// One cell of a canvas, eight bytes. A wide glyph is a cell followed by a `continuation`.
package struct Cell: Hashable, Sendable {
    /// The base scalar's value, or nought for the right half of a wide glyph.
    package internal(set) var scalar: UInt32
    /// Which of its canvas's combining sequences stands on the base; nought is none.
    package internal(set) var marks: UInt16
    package internal(set) var style: Style

    package static let blank = Cell(scalar: 0x20, marks: 0, style: .text)

    /// Whether this is the right half of the wide glyph before it.
    package var isContinuation: Bool { scalar == 0 }

    /// Where the marks stand, as a cell lies in memory.
    static let allMarks = withUnsafeBytes(of: Cell(scalar: 0, marks: .max, style: .text)) {
        $0.loadUnaligned(as: UInt64.self)
    }

    static func continuation(_ style: Style) -> Cell { Cell(scalar: 0, marks: 0, style: style) }
}
