/// What the escape sequences of xterm and its many relatives mean.
enum KeySequences {
    /// The key of a control sequence by its parameters and final byte; `nil` for anything that is no key.
    static func control(_ bytes: [UInt8], _ final: UInt8) -> Key? {
        if bytes.first == 0x3C { return mouse(bytes.dropFirst(), final) }
        guard let numbers = parameters(bytes) else { return nil }
        let modifiers = numbers.count > 1 ? max(0, numbers[1] - 1) : 0
        switch final {
        case UInt8(ascii: "Z"): return .named(.backTab)
        case UInt8(ascii: "I") where bytes.isEmpty: return .focusIn
        case UInt8(ascii: "O") where bytes.isEmpty: return .focusOut
        case UInt8(ascii: "u"): return numbers.first.flatMap { coded($0, modifiers) }
        case UInt8(ascii: "~"):
            // The form that xterm uses for other keys with modifiers: 27 ; modifiers ; code.
            if numbers.first == 27, numbers.count == 3 { return coded(numbers[2], modifiers) }
            return numbers.first.flatMap { tilde[$0] }.map { named(.named($0), modifiers: modifiers) }
        default:
            // A cursor report ends as F3 does, so F3 is taken in its other form only.
            guard final != UInt8(ascii: "R"), let name = letters[final] else { return nil }
            return named(.named(name), modifiers: modifiers)
        }
    }

    /// The key of a single shift three and its letter.
    static func single(_ byte: UInt8) -> Key? {
        if let name = letters[byte] { return .named(name) }
        switch byte {
        // rxvt writes the arrows so while Ctrl is held.
        case UInt8(ascii: "a"): return .named(.ctrlUp)
        case UInt8(ascii: "b"): return .named(.ctrlDown)
        case UInt8(ascii: "c"): return .named(.ctrlRight)
        case UInt8(ascii: "d"): return .named(.ctrlLeft)
        case UInt8(ascii: "M"): return .named(.enter)
        case UInt8(ascii: "I"): return .named(.tab)
        case UInt8(ascii: "j")...UInt8(ascii: "y"):
            // The number pad in application mode: `*+,-./0…9`, 64 above their own codes.
            return .character(Character(Unicode.Scalar(byte - 64)))
        default: return nil
        }
    }

    /// A named key together with xterm's modifier bits: 1 Shift, 2 Alt, 4 Ctrl. Combinations that have no name of
    /// their own are the key alone.
    static func named(_ key: Key, modifiers: Int) -> Key {
        if case .character(let character) = key, modifiers & 2 != 0 { return .alt(character) }
        guard case .named(let name) = key else { return key }
        if modifiers & 4 != 0, let with = withCtrl[name] { return .named(with) }
        if modifiers & 2 != 0, let with = withAlt[name] { return .named(with) }
        if modifiers & 1 != 0, let with = withShift[name] { return .named(with) }
        return key
    }

    /// The colour in an answer such as `11;rgb:1c1c/1c1c/1c1c`.
    static func background(_ bytes: [UInt8]) -> RGB? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.hasPrefix("11;rgb:") else { return nil }
        let parts = text.dropFirst(7).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let values = parts.compactMap { part -> UInt8? in
            guard (1...4).contains(part.count), let value = Int(part, radix: 16), value >= 0 else { return nil }
            return UInt8(value * 255 / ((1 << (4 * part.count)) - 1))
        }
        return values.count == 3 ? RGB(values[0], values[1], values[2]) : nil
    }

    /// A key that was sent by the code of its character.
    private static func coded(_ code: Int, _ modifiers: Int) -> Key? {
        switch code {
        case 13: return .named(modifiers == 0 ? .enter : .altEnter)
        case 9: return .named(modifiers & 1 != 0 ? .backTab : .tab)
        case 27: return .named(.escape)
        case 8, 127: return named(.named(.backspace), modifiers: modifiers)
        default: break
        }
        guard let value = UInt32(exactly: code), value >= 0x20, !(0x7F..<0xA0).contains(value),
            !(0xE000..<0xF900).contains(value), let scalar = Unicode.Scalar(value)
        else { return nil }
        let character = Character(scalar)
        if modifiers & 4 != 0 { return Key("Ctrl-\(character)") }
        return modifiers & 2 != 0 ? .alt(character) : .character(character)
    }

    private static func mouse(_ bytes: ArraySlice<UInt8>, _ final: UInt8) -> Key? {
        guard let numbers = parameters(Array(bytes)), numbers.count == 3 else { return nil }
        guard final == UInt8(ascii: "M") || final == UInt8(ascii: "m") else { return nil }
        let point = Point(x: max(0, numbers[1] - 1), y: max(0, numbers[2] - 1))
        let code = numbers[0]
        if code & 64 != 0 {
            guard code & 3 < 2 else { return nil }
            return .mouse(Key.Mouse(action: code & 1 == 0 ? .wheelUp : .wheelDown, button: 0, point: point))
        }
        let action: Key.Mouse.Action = code & 32 != 0 ? .drag : final == UInt8(ascii: "M") ? .press : .release
        return .mouse(Key.Mouse(action: action, button: code & 3 == 3 ? 0 : (code & 3) + 1, point: point))
    }

    /// Numbers parted by semicolons, of which only the part before a colon counts; `nil` for anything else.
    private static func parameters(_ bytes: [UInt8]) -> [Int]? {
        var numbers: [Int] = []
        for part in bytes.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false) {
            let digits = part.prefix { $0 != UInt8(ascii: ":") }
            guard digits.count <= 7, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            numbers.append(digits.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        return numbers
    }

    private static let letters: [UInt8: Key.Name] = [
        UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right, UInt8(ascii: "D"): .left,
        UInt8(ascii: "H"): .home, UInt8(ascii: "F"): .end, UInt8(ascii: "P"): .f(1), UInt8(ascii: "Q"): .f(2),
        UInt8(ascii: "R"): .f(3), UInt8(ascii: "S"): .f(4),
    ]
    private static let tilde: [Int: Key.Name] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .f(1), 12: .f(2),
        13: .f(3), 14: .f(4), 15: .f(5), 17: .f(6), 18: .f(7), 19: .f(8), 20: .f(9), 21: .f(10), 23: .f(11), 24: .f(12),
    ]
    private static let withCtrl: [Key.Name: Key.Name] = [
        .up: .ctrlUp, .down: .ctrlDown, .left: .ctrlLeft, .right: .ctrlRight, .home: .ctrlHome, .end: .ctrlEnd,
        .delete: .ctrlDelete,
    ]
    private static let withAlt: [Key.Name: Key.Name] = [
        .up: .altUp, .down: .altDown, .left: .altLeft, .right: .altRight, .enter: .altEnter,
        .backspace: .altBackspace,
    ]
    private static let withShift: [Key.Name: Key.Name] = [
        .up: .shiftUp, .down: .shiftDown, .left: .shiftLeft, .right: .shiftRight, .tab: .backTab,
    ]
}

// MARK: - What the beginning of an answer looks like

extension KeySequences {
    /// Whether a control sequence is a key or an answer that terminals give.
    static func isKnown(_ bytes: [UInt8], _ final: UInt8) -> Bool {
        if control(bytes, final) != nil { return true }
        // A private sign stands in answers and reports alone.
        if bytes.count > 1, "<=>?".utf8.contains(bytes[0]), (0x30...0x39).contains(bytes[1]) { return true }
        return !bytes.isEmpty && "cMmnRtuwxy~".utf8.contains(final)
    }

    /// How many bytes of any value belong to a control sequence without parameters, by its final byte: the mouse of
    /// X10, and the text marked with it.
    static let rawBytes: [UInt8: Int] = [UInt8(ascii: "M"): 3, UInt8(ascii: "t"): 2, UInt8(ascii: "T"): 6]

    /// Whether an answer of this kind may begin with `bytes`. Text behind Alt-], Alt-P or Alt-_ does not look so: an
    /// operating system command has a number and a semicolon, a device's string its parameters and a sign, and a
    /// picture's answer `Gi=`.
    static func mayBeAnswer(_ kind: UInt8, _ bytes: [UInt8]) -> Bool {
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        switch kind {
        case UInt8(ascii: "]"):
            guard (1...5).contains(digits.count) else { return false }
            return digits.count == bytes.count || bytes[digits.count] == UInt8(ascii: ";")
        case UInt8(ascii: "P"):
            guard let sign = bytes.first(where: { !(0x30...0x39).contains($0) && $0 != UInt8(ascii: ";") }) else {
                return bytes.first != UInt8(ascii: ";")
            }
            return "$+!>=?|".utf8.contains(sign)
        default:
            let isName = bytes.count < 2 || (0x41...0x5A).contains(bytes[1] & 0xDF)
            return bytes[0] == UInt8(ascii: "G") && isName && (bytes.count < 3 || bytes[2] == UInt8(ascii: "="))
        }
    }

    /// Whether so much of the answer for a colour has come that nobody can have typed it.
    static func isOfColour(_ bytes: [UInt8]) -> Bool { bytes.starts(with: "11;r".utf8) }

    /// Whether the bytes are the beginning of an answer such as `11;rgb:1c1c/1c1c/1c1c`.
    static func isColourSoFar(_ bytes: [UInt8]) -> Bool {
        for start in ["11;rgb:", "11;rgba:"] {
            if start.utf8.starts(with: bytes) { return true }
            guard bytes.starts(with: start.utf8) else { continue }
            let parts = bytes.dropFirst(start.utf8.count).split(
                separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            return parts.count <= 4
                && parts.allSatisfy { part in
                    part.count <= 4 && part.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
                }
        }
        return false
    }
}
