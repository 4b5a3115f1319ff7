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

    /// Everything of it as one number.
    @inline(__always)
    var bits: UInt64 { UInt64(scalar) << 32 | UInt64(marks) << 16 | UInt64(style.bits) }

    static func continuation(_ style: Style) -> Cell { Cell(scalar: 0, marks: 0, style: style) }
}
