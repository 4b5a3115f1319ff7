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
        let ascii = text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0x80 } ? $0.count : nil }
        if let ascii, let count = ascii { return count }
        return text.unicodeScalars.reduce(0) { $0 + cells($1) }
    }

    package static func cells(_ text: String) -> Int { cells(Substring(text)) }

    /// The longest beginning of `text` that fits into `width` cells, never ending between a base and its marks.
    package static func prefix(of text: Substring, fitting width: Int) -> Substring {
        let scalars = text.unicodeScalars
        var taken = 0
        var index = scalars.startIndex
        while index < scalars.endIndex {
            taken += cells(scalars[index])
            if taken > width { return text[..<index] }
            index = scalars.index(after: index)
        }
        return text
    }

    /// `text` cut to `width` cells; where something was cut, `mark` says so at the end.
    package static func clip(_ text: String, to width: Int, mark: String = "…") -> String {
        // No scalar takes more cells than bytes.
        if text.utf8.count <= width { return text }
        let whole = prefix(of: Substring(text), fitting: width)
        if whole.utf8.count == text.utf8.count { return text }
        let room = width - cells(mark)
        return room < 0 ? String(whole) : String(prefix(of: Substring(text), fitting: room)) + mark
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
