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
        let value = scalar.value
        self =
            (value < 0x530 ? Self.european(value) : value < 0x3000 ? Self.asian(value) : Self.pictorial(value))
            ?? Self.careful(scalar)
    }

    // The three that follow answer for what most texts consist of, without a look at the properties, which costs ten
    // times as much. A test compares them with the careful answer for every scalar there is.

    private static func european(_ value: UInt32) -> ScalarKind? {
        switch value {
        case 0x21...0x7E: .plain
        case 0x20, 0xA0: .space
        case 0x09: .tab
        case 0x0A: .lineFeed
        case 0x0D: .carriageReturn
        case 0x00...0x1F, 0x7F...0x9F, 0xAD: .hidden
        case 0xA9, 0xAE: .emoji
        case 0xA1...0x2FF, 0x384...0x38A, 0x38E...0x3A1, 0x3A3...0x482, 0x48A...0x52F: .plain
        case 0x300...0x34E, 0x350...0x36F: .mark
        default: nil
        }
    }

    private static func asian(_ value: UInt32) -> ScalarKind? {
        switch value {
        // Hebrew, Arabic.
        case 0x5D0...0x5EA, 0x606...0x60F, 0x61D...0x64A, 0x660...0x66F, 0x671...0x6D5, 0x6EE...0x6FF: .plain
        case 0x591...0x5BD, 0x610...0x61A, 0x64B...0x65F, 0x670: .mark
        // Devanagari.
        case 0x903...0x939, 0x93D...0x940, 0x949...0x94C, 0x94E...0x950, 0x958...0x961, 0x964...0x97F: .plain
        case 0x900...0x902, 0x93A, 0x93C, 0x941...0x948, 0x94D, 0x951...0x957, 0x962, 0x963: .mark
        // Thai.
        case 0xE01...0xE30, 0xE32, 0xE33, 0xE3F...0xE46, 0xE4F...0xE5B: .plain
        case 0xE31, 0xE34...0xE3A, 0xE47...0xE4E: .mark
        // Latin with Vietnamese, and general punctuation.
        case 0x1E00...0x1EFF, 0x2010...0x2027, 0x2030...0x203B, 0x20A0...0x20C0: .plain
        case 0x2000...0x200A, 0x202F: .space
        case 0x200C, 0x200D: .joiner
        case 0x2028, 0x2029: .separator
        default: nil
        }
    }

    private static func pictorial(_ value: UInt32) -> ScalarKind? {
        switch value {
        case 0x3000...0x3029, 0x3041...0x3096, 0x309B...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFF01...0xFF9F:
            .plain
        case 0xFE0E, 0xFE0F: .presentation
        case 0x1F1E6...0x1F1FF: .flagLetter
        case 0x1F3FB...0x1F3FF: .skinTone
        case 0x1F324...0x1F393, 0x1F39E...0x1F3F0, 0x1F400...0x1F4FD, 0x1F4FF...0x1F53D, 0x1F5FA...0x1F64F: .emoji
        case 0x1F680...0x1F6C5, 0x1F90C...0x1F93A, 0x1F947...0x1F9FF: .emoji
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
