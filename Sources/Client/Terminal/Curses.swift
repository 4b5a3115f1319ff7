internal import CNcurses
internal import CTerminalRescue
internal import Drawing
internal import Glibc

/// Curses, kept from everything but the one thing it is best at: the fewest bytes from one picture to the next.
///
/// It never touches the terminal. It believes to write to one, but writes to a file in memory, whose contents the
/// screen sends in one go together with what curses knows nothing of. Keys, modes and sizes are not its affair.
struct Curses {
    private let handle: OpaquePointer
    private let memory: Int32
    private let file: UnsafeMutablePointer<FILE>
    /// The terminal's type that was found usable.
    let type: String
    let colourCount: Int
    private var row: [cchar_t] = []
    private var received = [UInt8](repeating: 0, count: 16 * 1024)
    private var pen: PenFilter?
    private let readsUTF8: Bool

    /// `nil` where the type is unknown; an error where it is known for having no cursor to address.
    init?(type: String, size: Size, usesColour: Bool, readsUTF8: Bool = true) throws(TerminalError) {
        _ = nc_use_utf8()
        self.readsUTF8 = readsUTF8
        memory = rescue_memory_file()
        guard memory >= 0, let file = fdopen(memory, "r+") else { return nil }
        self.file = file
        // Curses asks the environment first, and would hold on to a size it finds there; so it finds the right one.
        setenv("LINES", String(size.height), 1)
        setenv("COLUMNS", String(size.width), 1)
        defer {
            unsetenv("LINES")
            unsetenv("COLUMNS")
        }
        guard let handle = newterm(type, file, file) else {
            fclose(file)
            return nil
        }
        self.handle = handle
        self.type = type
        guard nc_capability("cup") != nil else {
            endwin()
            delscreen(handle)
            fclose(file)
            throw .unusableType(type)
        }
        pen = Modes(type: type, usesMouse: false).hasStandardColours ? PenFilter() : nil
        pen?.rows = size.height
        pen?.repeatsLetters = nc_capability("rep").map { String(cString: $0) } == Curses.standardRepetition
        typeahead(-1)
        nonl()
        idlok(nc_window(), true)
        Curses.comeBackOnce(file)
        if usesColour, has_colors(), start_color() == OK {
            use_default_colors()
            colourCount = Int(nc_colours())
        } else {
            colourCount = 0
        }
    }

    /// Ends curses and leaves the bytes that give the glass back.
    mutating func end(into bytes: inout [UInt8]) {
        leave(into: &bytes)
        delscreen(handle)
        fclose(file)
    }

    /// Leaves the screen to others; the next `update` takes it back.
    mutating func leave(into bytes: inout [UInt8]) {
        set_term(handle)
        endwin()
        take(into: &bytes)
        pen?.settle(&bytes)
        pen?.forget()
    }

    mutating func resize(_ size: Size) {
        set_term(handle)
        pen?.rows = size.height
        resize_term(Int32(size.height), Int32(size.width))
        werase(nc_window())
    }

    /// Draws anew with the next update, whatever the glass shows.
    mutating func forget() {
        set_term(handle)
        pen?.forget()
        nc_forget()
    }

    func define(pair: Int, foreground: Int, background: Int) {
        set_term(handle)
        init_extended_pair(Int32(pair), Int32(foreground), Int32(background))
    }

    /// Puts the columns of a row of `canvas`, which begin with no right half of a glyph.
    mutating func put(_ canvas: Canvas, y: Int, columns: Range<Int>, looks: [Look]) {
        row.removeAll(keepingCapacity: true)
        let start = y * canvas.size.width
        var last: (style: Style, cell: cchar_t)?
        for x in columns {
            let cell = canvas.cells[start + x]
            if cell.isContinuation { continue }
            // ASCII in the style of the cell before, which is most of all cells, needs nothing else of curses.
            if let last, cell.style == last.style, cell.marks == 0, (0x20..<0x7F).contains(cell.scalar) {
                row.append(nc_cell_like(last.cell, cell.scalar))
                continue
            }
            let isWide = x + 1 < canvas.size.width && canvas.cells[start + x + 1].isContinuation
            let look = looks[Int(cell.style.role.rawValue)]
            let attributes = look.attributes | Look.bits(cell.style.attributes)
            guard readsUTF8 else {
                row.append(nc_cell(PlainLetters.fold(cell.scalar), [], 0, 1, attributes, Int32(look.pair)))
                if isWide { row.append(nc_cell(0x20, [], 0, 1, attributes, Int32(look.pair))) }
                continue
            }
            let marks = cell.marks == 0 ? [] : canvas.marks(on: cell).map(\.value)
            let width: Int32 = isWide ? 2 : 1
            let made = nc_cell(cell.scalar, marks, Int32(marks.count), width, attributes, Int32(look.pair))
            if cell.marks == 0, !isWide { last = (cell.style, made) }
            row.append(made)
        }
        nc_put(Int32(y), Int32(columns.lowerBound), row, Int32(row.count))
    }

    /// Brings the glass to what was put, with the cursor at its place or hidden, and returns the bytes for it.
    mutating func update(cursor: Point?, into bytes: inout [UInt8]) {
        set_term(handle)
        let window = nc_window()
        leaveok(window, cursor == nil)
        if let cursor { wmove(window, Int32(cursor.y), Int32(cursor.x)) }
        wnoutrefresh(window)
        doupdate()
        curs_set(cursor == nil ? 0 : 1)
        take(into: &bytes)
    }

    /// Leaves the screen and takes it again, unseen: until it has done so once, curses writes each step of the cursor by
    /// itself. Before there are colours, since it would have the terminal forget a palette of its person's.
    private static func comeBackOnce(_ file: UnsafeMutablePointer<FILE>) {
        endwin()
        fflush(file)
        lseek(fileno(file), 0, Int32(SEEK_SET))
        doupdate()
    }

    /// Moves what curses has written since the last time out of its file.
    mutating func take(into bytes: inout [UInt8]) {
        fflush(file)
        let length = Int(lseek(memory, 0, Int32(SEEK_CUR)))
        guard length > 0 else { return }
        if received.count < length { received = [UInt8](repeating: 0, count: length) }
        let count = pread(memory, &received, length, 0)
        lseek(memory, 0, Int32(SEEK_SET))
        guard count > 0 else { return }
        if pen?.filter(received[..<count], into: &bytes) == nil { bytes += received[..<count] }
    }

    /// What the terminal itself sends for a key, where its description tells.
    func keySequences() -> [[UInt8]: Key] {
        set_term(handle)
        var sequences: [[UInt8]: Key] = [:]
        for (name, key) in Curses.keyCapabilities {
            guard let text = nc_capability(name) else { continue }
            let bytes = Array(String(cString: text).utf8)
            if bytes.count > 2, bytes[0] == 0x1B { sequences[bytes] = .named(key) }
        }
        return sequences
    }

    /// How terminfo writes the repetition of ECMA-48.
    private static let standardRepetition = "%p1%c\u{1B}[%p2%{1}%-%db"

    private static let keyCapabilities: [(String, Key.Name)] = [
        ("kcuu1", .up), ("kcud1", .down), ("kcuf1", .right), ("kcub1", .left), ("khome", .home), ("kend", .end),
        ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kcbt", .backTab),
        ("kLFT5", .ctrlLeft), ("kRIT5", .ctrlRight), ("kUP5", .ctrlUp), ("kDN5", .ctrlDown),
        ("kf1", .f(1)), ("kf2", .f(2)), ("kf3", .f(3)), ("kf4", .f(4)), ("kf5", .f(5)), ("kf6", .f(6)),
        ("kf7", .f(7)), ("kf8", .f(8)), ("kf9", .f(9)), ("kf10", .f(10)), ("kf11", .f(11)), ("kf12", .f(12)),
    ]
}

/// What a role comes to on the terminal at hand: a colour pair of curses, and emphasis.
struct Look {
    let pair: Int
    let attributes: attr_t

    static func bits(_ attributes: Style.Attributes) -> attr_t {
        var bits: attr_t = 0
        if attributes.isEmpty { return bits }
        if attributes.contains(.bold) { bits |= nc_bold() }
        if attributes.contains(.underline) { bits |= nc_underline() }
        if attributes.contains(.reverse) { bits |= nc_reverse() }
        if attributes.contains(.dim) { bits |= nc_dim() }
        if attributes.contains(.italic) { bits |= nc_italic() }
        return bits
    }

    /// The looks of all roles for so many colours, with the pairs they need: at most one a role.
    static func all(
        of theme: Theme, colourCount: Int, define: (_ pair: Int, _ foreground: Int, _ background: Int) -> Void
    ) -> [Look] {
        Role.allCases.map { role in
            let paint = theme[role]
            guard colourCount >= 8 else { return Look(pair: 0, attributes: bits(paint.mono)) }
            let isFew = colourCount < 256
            let front = isFew ? paint.fewColours ?? paint.foreground : paint.foreground
            let numbers = (number(front, colourCount), number(paint.background, colourCount))
            // The first pair is the terminal's own colours, which need no setting and no taking back.
            let pair = numbers == (-1, -1) ? 0 : Int(role.rawValue) + 1
            if pair > 0 { define(pair, numbers.0, numbers.1) }
            return Look(pair: pair, attributes: bits(paint.attributes))
        }
    }

    private static func number(_ ink: Ink, _ colourCount: Int) -> Int {
        if colourCount > 256, let rgb = ink.rgb {
            // Direct-colour terminals take the first eight numbers for the named colours.
            let value = Int(rgb.red) << 16 | Int(rgb.green) << 8 | Int(rgb.blue)
            return value < 8 ? 0 : value
        }
        let index = colourCount >= 256 ? ink.index256 : colourCount >= 16 ? ink.index16 : ink.index8
        return index.map(Int.init) ?? -1
    }
}
