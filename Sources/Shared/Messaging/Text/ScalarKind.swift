/// What a scalar means for a reader of a terminal: whether it shows, how wide terminals think it is, and what it
/// does to its neighbours.
package enum ScalarKind: Hashable, Sendable {
    /// Shows as itself; every terminal gives it the same one or two cells.
    case plain
    /// Shows as itself and may begin an emoji cluster.
    case emoji
    /// Joins the character before it without taking a cell.
    case mark
    /// A blank one cell wide, whatever its name.
    case space
    case tab, lineFeed, carriageReturn
    /// Ends a line or a paragraph without being a line feed.
    case separator
    /// Binds (U+200D) or parts (U+200C) its neighbours.
    case joiner
    /// Asks for the coloured or the plain form of the character before it.
    case presentation
    case skinTone
    /// One of the two letters of a flag.
    case flagLetter
    /// The box round a digit.
    case keycap
    /// An emoji younger than the width tables of the systems Leadline runs on.
    case youngEmoji
    /// Takes no place or steers the terminal: controls, direction marks, fillers, tags.
    case hidden
    /// Has no glyph that two machines agree on: private use, unassigned, or younger than the width tables.
    case unshowable

    package init(_ scalar: Unicode.Scalar) {
        self = Self.quick(scalar.value) ?? Self.careful(scalar)
    }

    /// The answer for the ranges that most texts consist of, without a look at the properties.
    private static func quick(_ value: UInt32) -> ScalarKind? {
        switch value {
        case 0x20: .space
        case 0x21...0x7E: .plain
        case 0x09: .tab
        case 0x0A: .lineFeed
        case 0x0D: .carriageReturn
        case 0x00...0x1F, 0x7F...0x9F, 0xAD: .hidden
        case 0xA0: .space
        case 0xA9, 0xAE: .emoji
        case 0xA1...0x2FF: .plain
        case 0x300...0x34E, 0x350...0x36F: .mark
        case 0x400...0x482, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A: .plain
        case 0x200C, 0x200D: .joiner
        case 0x2010...0x2027: .plain
        case 0x2028, 0x2029: .separator
        case 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: .plain
        case 0xFE0E, 0xFE0F: .presentation
        case 0x1F1E6...0x1F1FF: .flagLetter
        case 0x1F3FB...0x1F3FF: .skinTone
        default: nil
        }
    }

    /// The answer by the properties of the scalar.
    ///
    /// The ranges that stand here by number are those where the width tables of glibc 2.36 (which ncurses and tmux
    /// ask) leave the general category: conjoining vowels and finals of Hangul take no cell, one vowel sign of Ahom
    /// neither, and a few tone marks would take two.
    package static func careful(_ scalar: Unicode.Scalar) -> ScalarKind {
        switch scalar.value {
        case 0x09: return .tab
        case 0x0A: return .lineFeed
        case 0x0D: return .carriageReturn
        case 0x200C, 0x200D: return .joiner
        case 0x20E3: return .keycap
        case 0xFE0E, 0xFE0F: return .presentation
        case 0x1F1E6...0x1F1FF: return .flagLetter
        case 0x1F3FB...0x1F3FF: return .skinTone
        case 0x302E, 0x302F, 0x16FF0, 0x16FF1: return .hidden
        case 0x1161...0x11FF, 0xD7B0...0xD7C6, 0xD7CB...0xD7FB, 0x1171E: return .mark
        default: break
        }
        let properties = scalar.properties
        if properties.isDefaultIgnorableCodePoint { return .hidden }
        let isYoung = (properties.age?.major ?? .max) > 14
        switch properties.generalCategory {
        case .control, .format, .surrogate: return .hidden
        case .lineSeparator, .paragraphSeparator: return .separator
        case .privateUse, .unassigned: return .unshowable
        case .nonspacingMark, .enclosingMark: return isYoung ? .hidden : .mark
        case .spaceSeparator: return scalar.value == 0x3000 ? .plain : .space
        default: break
        }
        let isEmoji = scalar.value > 0x7F && properties.isEmoji
        if isYoung { return isEmoji ? .youngEmoji : .unshowable }
        return isEmoji ? .emoji : .plain
    }

    /// Whether a reader of the text in a terminal, a log or a program's output could be deceived by the scalar; such
    /// scalars are written as escapes where text is to stay whole.
    package static func isTreacherous(_ scalar: Unicode.Scalar) -> Bool {
        switch ScalarKind(scalar) {
        case .hidden, .tab, .lineFeed, .carriageReturn, .separator, .joiner, .presentation, .unshowable: true
        default: false
        }
    }
}
