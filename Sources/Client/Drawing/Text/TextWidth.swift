/// How many cells text takes, with the same answers as glibc's `wcwidth`, on which curses and tmux rely.
///
/// It counts scalars, not clusters, because that is what curses does. Sequences on which terminals disagree (joined
/// emoji, skin tones, variation selectors) are for `VisibleText` to take apart before anything is measured.
package enum TextWidth {
    package static func cells(_ scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x300 { return 1 }
        if WideRanges.contains(value) { return 2 }
        return isZeroWidth(scalar) ? 0 : 1
    }

    package static func cells(_ text: Substring) -> Int {
        text.withBytes { bytes in
            if bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
            var reader = ScalarReader(bytes)
            var sum = 0
            while let scalar = reader.next() { sum += cells(scalar) }
            return sum
        }
    }

    package static func cells(_ text: String) -> Int { cells(Substring(text)) }

    /// The longest beginning of `text` that fits into `width` cells, never ending between a base and its marks.
    package static func prefix(of text: Substring, fitting width: Int) -> Substring {
        guard let end = ends(of: text, fitting: width, or: width)?.narrow else { return text }
        return text[..<text.utf8.index(text.startIndex, offsetBy: end)]
    }

    /// `text` cut to `width` cells; where something was cut, `mark` says so at the end.
    package static func clip(_ text: String, to width: Int, mark: String = "…") -> String {
        // No scalar takes more cells than bytes.
        if text.utf8.count <= width { return text }
        let room = width - cells(mark)
        guard let ends = ends(of: Substring(text), fitting: width, or: max(0, room)) else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: room < 0 ? ends.wide : ends.narrow)
        return room < 0 ? String(text[..<end]) : text[..<end] + mark
    }

    /// Where the longest beginnings end that fit into `width` cells and into `less`, in bytes; `nil` where all of the
    /// text fits into `width`.
    private static func ends(of text: Substring, fitting width: Int, or less: Int) -> (wide: Int, narrow: Int)? {
        text.withBytes { bytes in
            var reader = ScalarReader(bytes)
            var taken = 0
            var narrow: Int?
            while true {
                let before = reader.offset
                guard let scalar = reader.next() else { return nil }
                taken += cells(scalar)
                if narrow == nil, taken > less { narrow = before }
                if taken > width { return (before, narrow ?? before) }
            }
        }
    }
}

extension TextWidth {
    /// Whether a scalar of no width is to be drawn on the base before it; variation selectors and format scalars are
    /// not, since they change how wide some terminals draw the base, or in which direction they write.
    static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xFE00...0xFE0F, 0xE0100...0xE01EF, 0x180B...0x180F, 0x34F: return false
        case 0x1160...0x11FF, 0xD7B0...0xD7FB: return true
        default: return scalar.properties.generalCategory != .format
        }
    }

    /// What stands in a cell for a scalar of some width: itself, or U+FFFD where it would steer the terminal.
    static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029: "\u{FFFD}"
        case 0xAD: "-"
        default: scalar
        }
    }

    private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        // Hangul vowels and finals stand in the cells of the consonant before them; the last was a mark until lately.
        case 0x1160...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB, 0x1171E: return true
        // Signs that enclose the digits after them are drawn, although Unicode counts them as format scalars.
        case 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD: return false
        // Where there are no marks, so that the tables of Unicode need not be asked.
        case 0x370..<0x483, 0x48A..<0x591, 0x1E00..<0x200B, 0x2010..<0x2028, 0x2070..<0x20D0, 0x2100..<0x2CEF:
            return false
        default: break
        }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return true
        default: return false
        }
    }
}
