/// Lets through what a terminal may show, one scalar after the other.
struct TextSieve {
    /// What the scalar let through last may still be followed by.
    private enum Ground {
        /// The beginning of a line: nothing that a mark could sit on.
        case bare
        case text
        /// A letter of a script that writes with joiners.
        case script
        /// A digit, `#` or `*`, which a keycap may enclose.
        case key
        case emoji
        /// An emoji with a joiner behind it.
        case joined
        /// The first letter of a flag, and the second.
        case halfFlag, flag
    }

    /// More marks than these ncurses drops from a cell.
    private static let marksOnOne = 4

    /// UTF-8.
    private(set) var output: [UInt8] = []
    private(set) var removedCount = 0
    /// Whether the limit was passed; nothing more is taken then.
    private(set) var isFull = false

    private let keepsLines: Bool
    private var room: Int
    private var ground = Ground.bare
    private var marks = 0
    private var followsReturn = false

    init(keepsLines: Bool, limit: Int) {
        (self.keepsLines, room) = (keepsLines, limit)
    }

    mutating func reserve(_ bytes: Int) {
        output.reserveCapacity(min(bytes, room))
    }

    mutating func take(_ scalar: Unicode.Scalar) {
        let kind = ScalarKind(scalar)
        let endsReturn = followsReturn && kind == .lineFeed
        followsReturn = kind == .carriageReturn
        if endsReturn { return }
        switch kind {
        case .plain, .emoji: show(scalar, kind)
        case .space, .tab: put(" ", then: .text)
        case .lineFeed, .carriageReturn, .separator: endLine()
        case .mark: attach(scalar)
        case .keycap: if ground != .key { attach(scalar) }
        case .joiner: join(scalar)
        case .presentation: if ground != .emoji && ground != .key && ground != .joined { removedCount += 1 }
        case .skinTone: if ground != .emoji && ground != .joined { put(scalar, then: .text) }
        case .flagLetter: raiseFlag(scalar)
        case .youngEmoji: name(scalar)
        case .hidden: removedCount += 1
        case .unshowable:
            removedCount += 1
            put("\u{FFFD}", then: .text)
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar, _ kind: ScalarKind) {
        // A person's sex is told by a joined sign that would stand alone once the joiner is gone.
        if ground == .joined, scalar == "\u{2640}" || scalar == "\u{2642}" {
            ground = .emoji
            return
        }
        let next: Ground
        switch scalar {
        case _ where kind == .emoji: next = .emoji
        case "0"..."9", "#", "*": next = .key
        case "\u{0600}"...: next = .script
        default: next = .text
        }
        put(scalar, then: next)
    }

    private mutating func endLine() {
        put(keepsLines ? "\n" : " ", then: keepsLines ? .bare : .text)
    }

    private mutating func attach(_ mark: Unicode.Scalar) {
        guard ground != .bare, marks < Self.marksOnOne else {
            removedCount += 1
            return
        }
        let (soFar, place) = (marks, ground)
        put(mark, then: place)
        marks = soFar + 1
    }

    private mutating func join(_ joiner: Unicode.Scalar) {
        switch ground {
        case .emoji where joiner == "\u{200D}": ground = .joined
        case .script: break
        default: removedCount += 1
        }
    }

    private mutating func raiseFlag(_ scalar: Unicode.Scalar) {
        guard let letter = Unicode.Scalar(scalar.value - 0x1F1E6 + 0x41) else { return }
        if ground == .flag { put(" ", then: .text) }
        put(letter, then: ground == .halfFlag ? .flag : .halfFlag)
    }

    private mutating func name(_ emoji: Unicode.Scalar) {
        for scalar in ":\((emoji.properties.name ?? "emoji").lowercased()):".unicodeScalars {
            put(scalar, then: .text)
        }
        ground = .emoji
    }

    private mutating func put(_ scalar: Unicode.Scalar, then next: Ground) {
        if isFull { return }
        guard room > 0 else {
            isFull = true
            if let last = output.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
                output.replaceSubrange(last..., with: "…".utf8)
            }
            return
        }
        output.append(scalar)
        room -= 1
        (ground, marks) = (next, 0)
    }
}

extension [UInt8] {
    /// Appends the UTF-8 of a scalar.
    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII {
            append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            append(contentsOf: UTF8.encode(scalar) ?? .init())
        }
    }
}
