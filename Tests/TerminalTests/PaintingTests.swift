import Drawing
import Glibc
import TestSupport
import Testing

@testable import Terminal

@MainActor @Suite(.serialized) struct PaintingTests {
    private let theme = Theme.builtIn

    private func canvas(_ lines: [String], width: Int = 80, height: Int = 24) -> Canvas {
        var canvas = Canvas(size: Size(width: width, height: height))
        for (y, line) in lines.enumerated() { canvas.write(line, at: Point(x: 0, y: y)) }
        return canvas
    }

    /// The pens a canvas asks for under the built-in theme. Where nothing is drawn, the colour of letters is free.
    private func pens(_ canvas: Canvas, _ glass: Glass) -> [[[Int]]] {
        let numbers: [Role: [Int]] = [.marker: [137], .selection: [7], .unread: [1], .link: [4], .accent: [1]]
        return (0..<canvas.size.height).map { y in
            (0..<canvas.size.width).map { x in
                let seen = glass.pens[y][x], wanted = numbers[canvas[x, y].style.role] ?? []
                let shows = [4, 7]
                let isFree = glass.rows[y][x] == " " && seen.filter(shows.contains) == wanted.filter(shows.contains)
                return isFree ? seen : wanted
            }
        }
    }

    @Test("What is painted is what is seen, in one write")
    func paints() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())

        screen.paint(canvas(["Ana 日本 e\u{301}", "", "  end"]), theme: theme)
        pair.look()

        #expect(pair.glass.lines.prefix(3) == ["Ana 日本 e\u{301}", "", "  end"])
        #expect(screen.writeCount == 1)
        #expect(pair.glass.isAlternate)
        #expect(!pair.glass.isCursorVisible)
        #expect(pair.glass.modes.isSuperset(of: [2004, 1004]))
        #expect(pair.glass.unknown == [])
        screen.end()
    }

    @Test("A picture that did not change writes nothing")
    func idlesSilently() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options())
        screen.paint(canvas(["one"]), theme: theme)
        pair.look()

        for _ in 0..<10 { screen.paint(canvas(["one"]), theme: theme) }

        #expect(pair.look() == [])
        #expect(screen.writeCount == 1)
        screen.end()
    }

    @Test("The marker is teal where there are 256 colours, cyan where there are 8, bold where there are none")
    func marksInTeal() throws {
        var canvas = Canvas(size: Size(width: 80, height: 24))
        canvas.write("SMS", at: .zero, style: Style(.marker))
        for (type, colour, pen) in [
            ("xterm-256color", true, [137]), ("tmux-256color", true, [137]), ("xterm", true, [106]),
            ("linux", true, [106]), ("vt100", true, [1]), ("xterm-256color", false, [1]),
        ] {
            let pair = try TerminalPair()
            var options = pair.options(type)
            options.usesColour = colour
            let screen = try Screen(options)

            screen.paint(canvas, theme: theme)
            pair.look()

            #expect(pair.glass.pens[0][0] == pen, "\(type)")
            #expect(pair.glass.lines[0] == "SMS", "\(type)")
            screen.end()
        }
    }

    @Test("An unknown terminal is taken for an xterm, one that cannot place a cursor for none")
    func fallsBack() throws {
        let pair = try TerminalPair()
        let screen = try Screen(pair.options("xterm-from-tomorrow"))
        #expect(screen.terminalType == "xterm-256color")
        #expect(screen.isFallback)
        screen.end()

        #expect(throws: TerminalError.unusableType("dumb")) { try Screen(pair.options("dumb")) }
        var options = pair.options()
        options.input = 0
        options.output = -1
        #expect(throws: TerminalError.notATerminal) { try Screen(options) }
    }

    /// Whether text and cursor are those of the canvas.
    private func shows(_ canvas: Canvas, _ glass: Glass) -> Bool {
        guard glass.lines == canvas.lines else { return false }
        guard let cursor = canvas.cursor else { return !glass.isCursorVisible }
        return glass.isCursorVisible && glass.line == cursor.y && glass.column == cursor.x
    }

    @Test("Whatever was painted before, the glass shows the last picture, cell for cell", arguments: 1...6)
    func staysTrue(seed: UInt64) throws {
        let pair = try TerminalPair(width: 40, height: 12)
        let screen = try Screen(pair.options())
        var random = Dice(seed: seed)
        let pieces = ["lead", "日本語", "e\u{301}", "        ", "──────", "aaaaaaaaaaaa", "📞", "x", "한국"]
        let roles: [Role] = [.text, .marker, .selection, .unread, .link]
        var canvas = Canvas(size: Size(width: 40, height: 12))

        for frame in 0..<150 {
            if frame % 10 == 9 {
                var scrolled = Canvas(size: canvas.size)
                for y in 1..<12 { scrolled.write(canvas.line(y), at: Point(x: 0, y: y - 1)) }
                canvas = scrolled
            }
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                canvas.write(
                    pieces.randomElement(using: &random) ?? "",
                    at: Point(x: Int.random(in: 0..<40, using: &random), y: Int.random(in: 0..<12, using: &random)),
                    style: Style(roles.randomElement(using: &random) ?? .text))
            }
            canvas.cursor = Bool.random(using: &random) ? Point(x: Int.random(in: 0..<40, using: &random), y: 3) : nil
            screen.paint(canvas, theme: theme)
            pair.look()
            // A busy kernel may hand the end of a frame over a moment later.
            for _ in 0..<500 where !shows(canvas, pair.glass) {
                usleep(1000)
                pair.look()
            }
            try #require(pair.glass.lines == canvas.lines, "frame \(frame)")
            try #require(pair.glass.pens == pens(canvas, pair.glass), "frame \(frame)")
            if let cursor = canvas.cursor {
                #expect(pair.glass.isCursorVisible && pair.glass.line == cursor.y && pair.glass.column == cursor.x)
            } else {
                #expect(!pair.glass.isCursorVisible)
            }
        }
        #expect(pair.glass.unknown == [])
        screen.end()
    }

    @Test(
        "Moving the cursor of the table by one line stays within its bytes",
        arguments: ["xterm-256color", "tmux-256color", "screen-256color", "xterm"])
    func movesCheaply(type: String) throws {
        let pair = try TerminalPair(width: 160, height: 45)
        let screen = try Screen(pair.options(type))
        func table(_ selected: Int) -> Canvas {
            var canvas = Canvas(size: Size(width: 160, height: 45))
            for y in 1..<44 {
                let style = y == selected ? Style(.selection) : Style(y % 3 == 0 ? .unread : .text)
                if y == selected { canvas.write("▌", at: Point(x: 0, y: y), style: Style(.accent)) }
                canvas.write("☎ SMS", at: Point(x: 2, y: y), style: Style(.marker))
                canvas.write("Ana Lima Number \(y)".prefix(18), at: Point(x: 8, y: y), style: style)
                canvas.write("Thank you, see you on Monday", at: Point(x: 30, y: y), style: Style(.muted))
            }
            return canvas
        }
        screen.paint(table(10), theme: theme)
        pair.look()

        var most = 0
        for y in 11..<30 {
            screen.paint(table(y), theme: theme)
            most = max(most, pair.look().count)
        }

        #expect(most <= 110, "\(most) bytes")
        screen.end()
    }

    @Test("A typed character costs little more than itself")
    func typesCheaply() throws {
        let pair = try TerminalPair(width: 160, height: 45)
        let screen = try Screen(pair.options())
        let text = Array("Dear Ana, thank you for your message. We can come on Monday.")
        func composer(_ count: Int) -> Canvas {
            var canvas = Canvas(size: Size(width: 160, height: 45))
            canvas.write(String(text[..<count]), at: Point(x: 60, y: 42))
            canvas.cursor = Point(x: 60 + count, y: 42)
            return canvas
        }
        screen.paint(composer(1), theme: theme)
        pair.look()

        var bytes = 0
        for count in 2...text.count {
            screen.paint(composer(count), theme: theme)
            bytes += pair.look().count
        }

        #expect(Double(bytes) / Double(text.count - 1) <= 1.5)
        screen.end()
    }

    @Test("A stopped terminal gets the newest picture when it goes on, and none of those between")
    func waitsForTheTerminal() throws {
        let pair = try TerminalPair(width: 160, height: 45)
        let screen = try Screen(pair.options())
        var last = Canvas(size: Size(width: 160, height: 45))
        for frame in 0..<80 {
            last = Canvas(size: Size(width: 160, height: 45))
            for y in 0..<45 {
                let letters = (0..<160).map { Character(Unicode.Scalar(UInt8(33 + ($0 * 7 + y * frame) % 90))) }
                last.write(String(letters), at: Point(x: 0, y: y))
            }
            screen.paint(last, theme: theme)
        }
        let written = screen.writeCount

        for _ in 0..<50 {
            pair.look()
            _ = screen.wait(atMost: 1)
        }

        #expect(written < 40)
        #expect(pair.glass.lines == last.lines)
        screen.end()
    }
}
