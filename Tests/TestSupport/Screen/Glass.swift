/// A terminal drawn in the test: understands what an xterm understands, and shows what a person would see.
package struct Glass {
    package let width: Int
    package let height: Int
    package private(set) var rows: [[String]]
    /// The colours and emphasis of each cell, as the numbers that set them.
    package private(set) var pens: [[[Int]]]
    package private(set) var column = 0
    package private(set) var line = 0
    package private(set) var isCursorVisible = true
    package private(set) var isAlternate = false
    package private(set) var modes: Set<Int> = []
    /// Strings sent to the terminal itself: titles, clipboard, questions.
    package private(set) var commands: [String] = []
    package private(set) var bells = 0
    /// Sequences this terminal does not know; a test that fills it wants looking at.
    package private(set) var unknown: [String] = []

    private var pen: [Int] = []
    private var top = 0
    private var bottom: Int
    private var saved = (line: 0, column: 0)
    private var wrapsNext = false
    private var lastGlyph = " "

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        bottom = height - 1
        rows = Array(repeating: Array(repeating: " ", count: width), count: height)
        pens = Array(repeating: Array(repeating: [], count: width), count: height)
    }

    /// What is to be read, without spaces at the ends of lines.
    package var lines: [String] {
        rows.map { row in
            var text = Substring(row.joined())
            while text.last == " " { text.removeLast() }
            return String(text)
        }
    }

    package mutating func feed(_ bytes: [UInt8]) {
        var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\u{1B}": escape(&scalars)
            case "\r": move(line, 0)
            case "\n": feedLine()
            case "\u{8}": move(line, column - 1)
            case "\t": move(line, min(width - 1, (column / 8 + 1) * 8))
            case "\u{7}": bells += 1
            case "\u{F}": break
            case "\u{0}"..<" ": unknown.append("C0 \(scalar.value)")
            default: show(scalar)
            }
        }
    }

    private mutating func escape(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        switch scalars.popFirst() {
        case "[": control(&scalars)
        case "]", "P": string(&scalars)
        case "(": _ = scalars.popFirst()
        case "M": if line == top { scroll(-1) } else { move(line - 1, column) }
        case "7": saved = (line, column)
        case "8": move(saved.line, saved.column)
        case "=", ">": break
        case let other: unknown.append("ESC \(other.map(String.init) ?? "")")
        }
    }

    private mutating func string(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        var text = ""
        while let scalar = scalars.popFirst() {
            if scalar == "\u{7}" { break }
            if scalar == "\u{1B}", scalars.first == "\\" {
                _ = scalars.popFirst()
                break
            }
            text.unicodeScalars.append(scalar)
        }
        commands.append(text)
    }

    private mutating func control(_ scalars: inout ArraySlice<Unicode.Scalar>) {
        var text = ""
        while let scalar = scalars.popFirst() {
            guard (0x40..<0x7F).contains(scalar.value) else {
                text.unicodeScalars.append(scalar)
                continue
            }
            let isPrivate = text.hasPrefix("?")
            let numbers = text.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false).map {
                Int($0) ?? 0
            }
            if isPrivate { mode(numbers, isOn: scalar == "h") } else { act(scalar, numbers, text) }
            return
        }
    }

    private mutating func mode(_ numbers: [Int], isOn: Bool) {
        for number in numbers {
            if number == 25 { isCursorVisible = isOn }
            if number == 1049 { isAlternate = isOn }
            if isOn { modes.insert(number) } else { modes.remove(number) }
        }
    }

    private mutating func act(_ final: Unicode.Scalar, _ numbers: [Int], _ text: String) {
        let first = numbers.first ?? 0, count = max(1, first)
        switch final {
        case "H": move(count - 1, max(1, numbers.count > 1 ? numbers[1] : 1) - 1)
        case "A": move(max(0, line - count), column)
        case "B": move(min(height - 1, line + count), column)
        case "C": move(line, column + count)
        case "D": move(line, column - count)
        case "G": move(line, count - 1)
        case "d": move(count - 1, column)
        case "Z": move(line, max(0, (column - 1) / 8 * 8))
        case "J" where first == 0:
            erase(line, column..<width)
            for below in line + 1..<max(line + 1, height) { erase(below, 0..<width) }
        case "J": for row in 0..<height { erase(row, 0..<width) }
        case "K": erase(line, first == 1 ? 0..<column + 1 : column..<width)
        case "X": erase(line, column..<min(width, column + count))
        case "b": for _ in 0..<count { for scalar in lastGlyph.unicodeScalars { show(scalar) } }
        case "@": shift(by: count)
        case "P": shift(by: -count)
        case "L", "M": insertLines(final == "L" ? count : -count)
        case "S": scroll(count)
        case "T": scroll(-count)
        case "r": setRegion(numbers)
        case "m": paint(numbers)
        case "h", "l", "t": break
        default: unknown.append("CSI \(text)\(final)")
        }
    }

    private mutating func move(_ line: Int, _ column: Int) {
        self.line = min(max(0, line), height - 1)
        self.column = min(max(0, column), width - 1)
        wrapsNext = false
    }

    private mutating func setRegion(_ numbers: [Int]) {
        top = max(1, numbers.first ?? 1) - 1
        bottom = (numbers.count > 1 ? min(height, numbers[1]) : height) - 1
        if top >= bottom { (top, bottom) = (0, height - 1) }
        move(0, 0)
    }

    private mutating func erase(_ line: Int, _ columns: Range<Int>) {
        // Backgrounds colour what is erased; emphasis does not.
        for column in columns { (rows[line][column], pens[line][column]) = (" ", pen.filter { $0 >= 1000 }) }
    }

    private mutating func shift(by count: Int) {
        for _ in 0..<abs(count) {
            if count > 0 {
                rows[line].insert(" ", at: column)
                pens[line].insert([], at: column)
                rows[line].removeLast()
                pens[line].removeLast()
            } else {
                rows[line].remove(at: column)
                pens[line].remove(at: column)
                rows[line].append(" ")
                pens[line].append([])
            }
        }
    }

    private mutating func insertLines(_ count: Int) {
        let kept = top
        top = line
        scroll(-count)
        top = kept
        column = 0
    }

    private mutating func scroll(_ count: Int) {
        for _ in 0..<abs(count) {
            let (from, to) = count > 0 ? (top, bottom) : (bottom, top)
            rows.remove(at: from)
            pens.remove(at: from)
            rows.insert(Array(repeating: " ", count: width), at: to)
            pens.insert(Array(repeating: [], count: width), at: to)
        }
    }

    private mutating func feedLine() {
        if line == bottom { scroll(1) } else if line < height - 1 { line += 1 }
        wrapsNext = false
    }
}

// MARK: - Letters and colours

extension Glass {
    /// Kept apart from the program's own table: only what the tests draw.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x300..<0x370, 0x200B..<0x2010: 0
        case 0x1100..<0x1160, 0x2E80..<0xA4D0, 0xAC00..<0xD7A4, 0xFF01..<0xFF61, 0x1F300..<0x1FB00: 2
        default: 1
        }
    }

    private mutating func show(_ scalar: Unicode.Scalar) {
        let cells = Glass.width(scalar)
        if cells == 0 {
            let at = max(0, wrapsNext ? column : column - 1)
            rows[line][at].unicodeScalars.append(scalar)
            return
        }
        if wrapsNext || column + cells > width {
            column = 0
            feedLine()
        }
        lastGlyph = String(scalar)
        // Writing over half of a wide glyph takes the other half away.
        if column > 0, rows[line][column].isEmpty { rows[line][column - 1] = " " }
        if column + cells < width, rows[line][column + cells].isEmpty { rows[line][column + cells] = " " }
        rows[line][column] = String(scalar)
        pens[line][column] = pen
        if cells == 2 { (rows[line][column + 1], pens[line][column + 1]) = ("", pen) }
        if column + cells >= width {
            column = width - 1
            wrapsNext = true
        } else {
            column += cells
        }
    }

    /// Emphasis is kept by its own number, a foreground as 100 to 355, a background as 1000 to 1255.
    private mutating func paint(_ numbers: [Int]) {
        var numbers = numbers[...]
        while let number = numbers.popFirst() {
            switch number {
            case 0: pen = []
            case 1, 2, 3, 4, 7: pen = (pen.filter { $0 != number } + [number]).sorted()
            case 22: pen.removeAll { $0 == 1 || $0 == 2 }
            case 23, 24, 27: pen.removeAll { $0 == number - 20 }
            case 38, 48:
                guard numbers.popFirst() == 5, let index = numbers.popFirst() else { break }
                colour(index, isBack: number == 48)
            case 30...37, 40...47: colour(number % 10, isBack: number >= 40)
            case 90...97, 100...107: colour(number % 10 + 8, isBack: number >= 100)
            case 39: pen.removeAll { (100..<1000).contains($0) }
            case 49: pen.removeAll { $0 >= 1000 }
            default: unknown.append("SGR \(number)")
            }
        }
    }

    private mutating func colour(_ index: Int, isBack: Bool) {
        pen.removeAll { isBack ? $0 >= 1000 : (100..<1000).contains($0) }
        pen = (pen + [index + (isBack ? 1000 : 100)]).sorted()
    }
}
