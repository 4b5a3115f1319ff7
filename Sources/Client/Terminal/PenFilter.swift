/// Takes needless colour changes out of what curses writes.
///
/// Curses sets colours before every run of letters and takes them back after it. Terminals only look at their pen
/// when they draw or erase, so this lets a change wait until something is drawn, and writes the shortest one from
/// the pen the terminal has to the pen it needs. The pen stays as it is between frames.
///
/// A value over bytes; it must see all that is written, and only of terminals whose colours follow ECMA-48.
nonisolated struct PenFilter: Sendable {
    /// How many rows the screen has: margins that are all of it have a shorter name.
    var rows = 0
    /// Whether the terminal can be told to draw a letter so many times more (ECMA-48, REP).
    var repeatsLetters = false
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
            write(piece.dropFirst(spaces.count), into: &output)
        }
        lastWasSpace = piece.last == 0x20
    }

    /// Writes letters, and of lines their first piece and how often it comes again: each takes three bytes, and curses
    /// knows this short form for ASCII alone.
    private func write(_ letters: ArraySlice<UInt8>, into output: inout [UInt8]) {
        guard repeatsLetters else {
            output += letters
            return
        }
        var rest = letters
        while let start = rest.firstIndex(of: 0xE2) {
            output += rest[..<start]
            let piece = rest[start...].prefix(3)
            guard piece.count == 3, PenFilter.linePieces.contains(piece[start + 1]) else {
                output += piece.prefix(1)
                rest = rest[(start + 1)...]
                continue
            }
            var end = piece.endIndex
            while rest[end...].starts(with: piece) { end += 3 }
            let more = (end - start) / 3 - 1
            output += more > 1 ? piece + Array("\u{1B}[\(more)b".utf8) : rest[start..<end]
            rest = rest[end...]
        }
        output += rest
    }

    private mutating func pass(_ sequence: ArraySlice<UInt8>, into output: inout [UInt8]) {
        let final = sequence.last ?? 0
        if final == UInt8(ascii: "r"), sequence.elementsEqual("\u{1B}[1;\(rows)r".utf8) {
            settle(&output)
            output += PenFilter.noMargins
            return
        }
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
    /// The second byte of the pieces that lines and boxes are drawn of, U+2500 to U+257F.
    private static let linePieces: ClosedRange<UInt8> = 0x94...0x95
    private static let shiftIn: UInt8 = 0x0F
    private static let noMargins = Array("\u{1B}[r".utf8)
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
