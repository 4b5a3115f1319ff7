/// What the terminal is told that curses does not know of.
nonisolated enum Sequences {
    static let askBackground = Array("\u{1B}]11;?\u{1B}\\".utf8)
    static let titleBack = Array("\u{1B}[23;2t".utf8)
    static let bell: [UInt8] = [0x07]

    /// A window title; the old one is kept in the terminal when it is the first. Only visible scalars get in.
    static func title(_ text: String, isFirst: Bool) -> [UInt8] {
        var visible = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(120) {
            switch scalar.properties.generalCategory {
            case .control, .format, .surrogate, .lineSeparator, .paragraphSeparator, .privateUse: continue
            default: visible.append(scalar)
            }
        }
        return Array((isFirst ? "\u{1B}[22;2t" : "").utf8) + Array("\u{1B}]2;\(String(visible))\u{07}".utf8)
    }

    /// Most encoded bytes that clipboards are known to take in one go.
    static let copyLimit = 74_994

    /// Puts text on the clipboard of whoever sits at the terminal; `nil` where it is too long.
    static func copy(_ text: String, isInsideTmux: Bool) -> [UInt8]? {
        let encoded = base64(Array(text.utf8))
        guard encoded.count <= copyLimit else { return nil }
        let plain = Array("\u{1B}]52;c;".utf8) + encoded + [0x07]
        // tmux keeps what it understands for itself, and hands on what is wrapped, each as it has been set up.
        return isInsideTmux ? plain + Array("\u{1B}Ptmux;\u{1B}".utf8) + plain + Array("\u{1B}\\".utf8) : plain
    }

    static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var encoded: [UInt8] = []
        encoded.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                let isPadding = place > group.count
                encoded.append(isPadding ? UInt8(ascii: "=") : alphabet[value >> (18 - 6 * place) & 63])
            }
        }
        return encoded
    }
}

/// The private modes a terminal of some type is put into, and how it gets out of them.
nonisolated struct Modes {
    /// Whether it takes the sequences of today's terminals. All do that have a cursor, but for a few old ones.
    let isModern: Bool
    /// Whether colours and emphasis are set as ECMA-48 says.
    let hasStandardColours: Bool
    private let usesMouse: Bool

    init(type: String, usesMouse: Bool) {
        let families = ["xterm", "tmux", "screen", "alacritty", "foot", "rxvt", "konsole", "vte", "st-", "linux"]
        isModern = !Modes.isOld(type)
        hasStandardColours = families.contains { type.hasPrefix($0) }
        self.usesMouse = usesMouse && isModern
    }

    /// Terminals of before such sequences, which might print them, and the console, which has no use for them.
    private static func isOld(_ type: String) -> Bool {
        let isVideoTerminal = type.hasPrefix("vt") && type.dropFirst(2).first?.isNumber == true
        let families = [
            "dumb", "ansi", "linux", "cons", "pcansi", "sun", "wy", "tvi", "hp", "adm", "ibm", "dec", "wsvt",
        ]
        return isVideoTerminal || families.contains { type.hasPrefix($0) }
    }

    /// Whether a terminal that calls itself so is known to mark pastes once it is asked to.
    ///
    /// GNU screen calls itself like tmux does, and its older versions let pastes through unmarked.
    static func marksPastes(type: String, isInsideTmux: Bool) -> Bool {
        let known = [
            "xterm", "tmux", "alacritty", "foot", "rxvt", "konsole", "vte", "st-", "gnome", "kitty", "wezterm",
            "mintty",
            "putty", "contour", "ghostty", "iterm", "nsterm", "ms-terminal",
        ]
        return isInsideTmux || type == "st" || known.contains { type.hasPrefix($0) }
    }

    /// Every way in which a program may have asked for the mouse. One that died, or whose line broke, left it so, and
    /// each click would come as a burst of bytes.
    private static let mouseOff = "\u{1B}[?9;1000;1001;1002;1003;1005;1006;1015;1016l"

    /// Bracketed paste, and news when the window gains or loses the focus; no mouse but where it is asked for.
    var on: [UInt8] {
        guard isModern else { return [] }
        return Array(
            (Modes.mouseOff + "\u{1B}[?2004h\u{1B}[?1004h" + (usesMouse ? "\u{1B}[?1002h\u{1B}[?1006h" : "")).utf8)
    }

    var off: [UInt8] {
        guard isModern else { return [] }
        return Array(((usesMouse ? "\u{1B}[?1006l\u{1B}[?1002l" : "") + "\u{1B}[?1004l\u{1B}[?2004l").utf8)
    }

    /// What is written when there is no time to ask anyone: everything off, the whole screen scrolls, plain letters,
    /// the screen from before, and a cursor.
    var farewell: [UInt8] {
        guard isModern else { return Array("\u{1B}[m\r\n".utf8) }
        let modes = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1004l\u{1B}[?2004l"
        return Array((modes + "\u{1B}[r\u{1B}[0m\u{1B}[?1049l\u{1B}[?25h").utf8)
    }
}
