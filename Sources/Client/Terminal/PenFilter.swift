/// Takes needless colour changes out of what curses writes.
///
/// Curses sets colours before every run of letters and takes them back after it. Terminals only look at their pen
/// when they draw or erase, so this lets a change wait until something is drawn, and writes the shortest one from
/// the pen the terminal has to the pen it needs. The pen stays as it is between frames.
///
/// A value over bytes; it must see all that is written, and only of terminals whose colours follow ECMA-48.
nonisolated struct PenFilter: Sendable {
    private var wanted = Pen()
    /// `nil` while nobody knows what the terminal's pen is like.
    private var actual: Pen?
    private var lastWasSpace = false

    /// Forgets what the terminal's pen is like, for instance because another program has had the terminal.
    mutating func forget() {
        actual = nil
        wanted = Pen()
    }

    mutating func filter(_ bytes: ArraySlice<UInt8>, into output: inout [UInt8]) {
        var rest = bytes
        while let byte = rest.first {
            if byte == PenFilter.shiftIn {
                rest = rest.dropFirst()
            } else if byte != 0x1B {
                let end = rest.firstIndex { $0 < 0x20 } ?? rest.endIndex
                if end == rest.startIndex {
                    output.append(byte)
                    rest = rest.dropFirst()
                } else {
                    draw(rest[..<end], into: &output)
                    rest = rest[end...]
                }
            } else {
                let sequence = PenFilter.sequence(rest)
                pass(sequence, into: &output)
                rest = rest[sequence.endIndex...]
            }
        }
    }

    /// Gives the terminal the pen that curses believes it has.
    mutating func settle(_ output: inout [UInt8]) {
        guard actual != wanted else { return }
        if actual == nil { output += PenFilter.plainLetters + [PenFilter.shiftIn] }
        output += wanted.change(from: actual)
        actual = wanted
    }

    /// Letters need the pen; spaces before them only what of it shows where nothing is written.
    private mutating func draw(_ piece: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let spaces = piece.prefix { $0 == 0x20 }
        if actual?.blanksLike(wanted) != true { settle(&output) }
        output += spaces
        if spaces.count < piece.count {
            settle(&output)
            output += piece.dropFirst(spaces.count)
        }
        lastWasSpace = piece.last == 0x20
    }

    private mutating func pass(_ sequence: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let final = sequence.last ?? 0
        if sequence.dropFirst().first == UInt8(ascii: "["), sequence.count > 2 {
            if final == UInt8(ascii: "m"), wanted.apply(sequence.dropFirst(2).dropLast()) { return }
            // What erases leaves nothing but the background; all else but moving may draw.
            let isBlank = PenFilter.erases.contains(final) || (final == UInt8(ascii: "b") && lastWasSpace)
            let isSettled = isBlank && actual?.blanksLike(wanted) == true
            if !PenFilter.moves.contains(final), !isSettled { settle(&output) }
        } else if sequence.elementsEqual(PenFilter.plainLetters) {
            return
        } else {
            settle(&output)
        }
        output += sequence
    }

    // Two ways back to the plain character set. We never leave it, so they are said once, in case others had, and
    // left out where curses says them.
    private static let plainLetters = Array("\u{1B}(B".utf8)
    private static let shiftIn: UInt8 = 0x0F
    private static let moves = Array("ABCDGHdZ`aefhl".utf8)
    private static let erases = Array("JKLMPSTX@".utf8)

    /// The escape sequence at the beginning of `bytes`, whole.
    private static func sequence(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let second = bytes.dropFirst().first else { return bytes }
        if second == UInt8(ascii: "[") {
            let end = bytes.dropFirst(2).firstIndex { (0x40..<0x7F).contains($0) }
            return end.map { bytes[...$0] } ?? bytes
        }
        return bytes.prefix((0x20..<0x30).contains(second) ? 3 : 2)
    }
}

/// A terminal's pen: emphasis and two colours, as the numbers that set them.
nonisolated struct Pen: Hashable, Sendable {
    /// One bit for each of the codes 1 to 9.
    private var emphasis: UInt16 = 0
    private var front: [UInt8] = []
    private var back: [UInt8] = []

    /// Follows a change of the pen; `false` where it says something unknown, and the pen is as it was.
    mutating func apply(_ parameters: ArraySlice<UInt8>) -> Bool {
        var pen = self
        var codes = parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[...]
        if parameters.isEmpty { codes = [[]] }
        while let code = codes.popFirst() {
            guard let number = Pen.number(code) else { return false }
            switch number {
            case 0: pen = Pen()
            case 1...9: pen.emphasis |= 1 << number
            case 22: pen.emphasis &= ~(1 << 1 | 1 << 2)
            case 23...25, 27...29: pen.emphasis &= ~(1 << (number - 20))
            case 30...37, 90...97: pen.front = Array(code)
            case 40...47, 100...107: pen.back = Array(code)
            case 39: pen.front = []
            case 49: pen.back = []
            case 38, 48:
                let length = codes.first.flatMap(Pen.number) == 5 ? 2 : 4
                guard codes.count >= length else { return false }
                let whole = Array(([code] + codes.prefix(length)).joined(separator: [UInt8(ascii: ";")]))
                codes = codes.dropFirst(length)
                if number == 38 { pen.front = whole } else { pen.back = whole }
            default: return false
            }
        }
        self = pen
        return true
    }

    /// Whether spaces drawn by either pen look the same: colour and weight of letters do not show on them.
    func blanksLike(_ other: Pen) -> Bool {
        back == other.back && emphasis & Pen.shownOnBlanks == other.emphasis & Pen.shownOnBlanks
    }

    /// Underline, blinking, reverse and strike-through.
    private static let shownOnBlanks: UInt16 = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9

    /// The shortest change that makes `old` this pen.
    func change(from old: Pen?) -> [UInt8] {
        var fresh: [[UInt8]] = [[]]
        for code in UInt8(1)...9 where emphasis & 1 << code != 0 { fresh.append([0x30 + code]) }
        if !front.isEmpty { fresh.append(front) }
        if !back.isEmpty { fresh.append(back) }
        let anew = Pen.sequence(fresh)
        guard let old, old.emphasis & ~emphasis == 0 else { return anew }
        var more: [[UInt8]] = []
        for code in UInt8(1)...9 where (emphasis & ~old.emphasis) & 1 << code != 0 { more.append([0x30 + code]) }
        if front != old.front { more.append(front.isEmpty ? [0x33, 0x39] : front) }
        if back != old.back { more.append(back.isEmpty ? [0x34, 0x39] : back) }
        let step = Pen.sequence(more)
        return step.count < anew.count ? step : anew
    }

    private static func sequence(_ codes: [[UInt8]]) -> [UInt8] {
        // A change that begins with nothing begins with a reset.
        [0x1B, 0x5B] + codes.joined(separator: [UInt8(ascii: ";")]) + [UInt8(ascii: "m")]
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.count <= 3, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
}
