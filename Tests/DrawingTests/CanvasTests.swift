import Testing

@testable import Drawing

@Suite struct CanvasTests {
    private let bold = Style(.text, .bold)

    @Test("Text is drawn where it belongs and tells how far it went")
    func writes() {
        var canvas = Canvas(size: Size(width: 10, height: 2))

        let cells = canvas.write("héllo", at: Point(x: 2, y: 1), style: bold)

        #expect(cells == 5)
        #expect(canvas.lines == ["", "  héllo"])
        #expect(canvas[2, 1].style == bold)
        #expect(canvas[0, 0] == .blank)
    }

    @Test("A pane's text never runs into its neighbour, not even with a wide character at the edge")
    func clipsAtTheEdge() {
        var canvas = Canvas(size: Size(width: 8, height: 1))
        canvas.write("........", at: .zero)

        let cells = canvas.write("a日本語", at: Point(x: 2, y: 0), within: Rect(x: 2, y: 0, width: 4, height: 1))

        #expect(cells == 4)
        #expect(canvas.lines == ["..a日 .."])
    }

    @Test("Text that begins left of its pane shows its rest, without halves")
    func clipsOnTheLeft() {
        var canvas = Canvas(size: Size(width: 6, height: 1))
        let pane = Rect(x: 2, y: 0, width: 4, height: 1)

        canvas.write("abcdef", at: .zero, within: pane)
        #expect(canvas.line(0) == "  cdef")

        canvas.write("é日日x", at: .zero, within: pane)
        #expect(canvas.line(0) == "   日x")
    }

    @Test("Half of an overwritten wide character does not stay behind")
    func healsHalves() {
        var canvas = Canvas(size: Size(width: 6, height: 1))
        canvas.write("日本語", at: .zero)

        canvas.write("xy", at: Point(x: 1, y: 0))
        #expect(canvas.line(0) == " xy 語")

        canvas.fill(Rect(x: 5, y: 0, width: 1, height: 1), with: "#")
        #expect(canvas.line(0) == " xy  #")
    }

    @Test("No control or direction byte of a text gets into a cell")
    func neutralisesControls() {
        var canvas = Canvas(size: Size(width: 12, height: 1))

        canvas.write("a\u{1B}[2J\u{9B}\u{202E}b\r\n\u{2028}", at: .zero)

        #expect(canvas.line(0) == "a\u{FFFD}[2J\u{FFFD}b\u{FFFD}\u{FFFD}\u{FFFD}  ")
    }

    @Test("Marks stand on their letters, four at most")
    func keepsMarks() {
        var canvas = Canvas(size: Size(width: 4, height: 1))

        let cells = canvas.write("ae\u{301}" + String(repeating: "\u{302}", count: 9) + "x", at: .zero)

        #expect(cells == 3)
        #expect(canvas.marks(on: canvas[1, 0]) == ["\u{301}", "\u{302}", "\u{302}", "\u{302}"])
        #expect(canvas.marks(on: canvas[2, 0]).isEmpty)
    }

    @Test("Two pictures that look the same are equal, however they were drawn")
    func comparesLooks() {
        var one = Canvas(size: Size(width: 6, height: 1)), other = one
        one.write("e\u{302}", at: .zero)
        one.write("e\u{301}o\u{302}", at: .zero)
        other.write("e\u{301}", at: .zero)
        other.write("o\u{302}", at: Point(x: 1, y: 0))

        #expect(one == other)
        other.cursor = .zero
        #expect(one != other)
    }

    @Test("Frames are straight and too small ones are not drawn")
    func drawsBoxes() {
        var canvas = Canvas(size: Size(width: 5, height: 3))
        canvas.box(canvas.bounds, .light, style: Style(.border))
        canvas.box(Rect(x: 1, y: 1, width: 1, height: 1), .ascii, style: Style(.border))
        canvas.write("long one", rightIn: Rect(x: 1, y: 1, width: 3, height: 1))

        #expect(canvas.lines == ["┌───┐", "│lon│", "└───┘"])
    }

    @Test("Nothing outside the canvas is drawn or trapped on")
    func survivesTheOutside() {
        var canvas = Canvas(size: Size(width: 3, height: 2))
        for x in -4...5 {
            for y in -2...3 {
                canvas.write("日é\u{301}b", at: Point(x: x, y: y))
                canvas.fill(Rect(x: x, y: y, width: 2, height: 2), with: "日")
                canvas.write("ab", at: Point(x: x, y: y), within: Rect(x: x - 9, y: y, width: 30, height: 1))
            }
        }
        #expect(canvas.lines.count == 2)
        #expect(Canvas(size: Size(width: -1, height: 4)).cells.isEmpty)
    }

    @Test("Random writes leave every wide character whole")
    func staysWhole() {
        var random = SystemRandomNumberGenerator()
        var canvas = Canvas(size: Size(width: 12, height: 1))
        let pieces = ["日", "a", "e\u{301}", "本x", "  ", "📞", "\u{1100}\u{1161}"]
        for _ in 0..<3000 {
            let left = Int.random(in: -2...12, using: &random)
            let pane = Rect(x: Int.random(in: 0...6), y: 0, width: Int.random(in: 0...9), height: 1)
            canvas.write(pieces.randomElement(using: &random) ?? "", at: Point(x: left, y: 0), within: pane)
            #expect(TextWidth.cells(canvas.line(0)) == 12)
        }
    }

    @Test("Cells of one picture look the same in the next, unless they mean something in their own alone")
    func cellsAtHand() {
        let row = Rect(x: 1, y: 0, width: 4, height: 1)
        var first = Canvas(size: Size(width: 8, height: 1)), second = Canvas(size: Size(width: 8, height: 2))
        first.write("a日本語", at: .zero, style: bold)
        second.write("日本語z", at: Point(x: 0, y: 1))

        // The cut half would be nothing elsewhere.
        #expect(first.cells(in: Rect(x: 1, y: 0, width: 3, height: 1)) == nil)
        #expect(first.cells(in: Rect(x: 2, y: 0, width: 3, height: 1)) == nil)
        second.put(first.cells(in: row) ?? [], at: Point(x: 1, y: 1))
        second.put(first.cells(in: row) ?? [], at: Point(x: 5, y: 1))

        #expect(second.lines == ["", " 日本 z"])
        #expect(second[1, 1].style == bold)
        first.write("e\u{301}", at: .zero)
        #expect(first.cells(in: Rect(x: 0, y: 0, width: 1, height: 1)) == nil)
    }

    @Test("A row that is the same but for its marks differs")
    func marksDiffer() {
        var old = Canvas(size: Size(width: 3, height: 2)), new = old
        old.write("e\u{301}", at: .zero)
        new.write("e\u{308}", at: .zero)
        var rows: [Int] = []

        new.forEachChange(from: old) { y, _ in rows.append(y) }

        #expect(rows == [0])
    }

    @Test("A picture differs in the rows that were drawn otherwise and in no other, beside marks too")
    func fewRowsDiffer() {
        func picture(_ last: String, _ style: Style) -> Canvas {
            var canvas = Canvas(size: Size(width: 9, height: 4))
            canvas.write("e\u{301} o\u{308}", at: .zero)
            canvas.write("日本", at: Point(x: 3, y: 1))
            canvas.write("same", at: Point(x: 0, y: 2), style: style)
            canvas.write(last, at: Point(x: 8, y: 3))
            return canvas
        }
        func rows(_ new: Canvas, _ old: Canvas) -> [Int] {
            var rows: [Int] = []
            new.forEachChange(from: old) { y, _ in rows.append(y) }
            return rows
        }

        #expect(rows(picture("z", bold), picture("z", bold)) == [])
        #expect(rows(picture("z", bold), picture("y", bold)) == [3])
        #expect(rows(picture("z", bold), picture("z", .text)) == [2])
    }
}
