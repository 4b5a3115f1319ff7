import Testing

@testable import Drawing

@Suite struct LineEditorTests {
    private func typed(_ text: String) -> LineEditor {
        var editor = LineEditor()
        for character in text { editor.apply(.insert(String(character))) }
        return editor
    }

    @Test("Keys of the line editor do what they do in a shell")
    func editsLikeReadline() {
        var editor = typed("hello brave world")

        editor.apply(.deleteWordBackward)
        #expect(editor.text == "hello brave ")
        editor.apply(.lineStart)
        editor.apply(.wordRight)
        editor.apply(.killToLineEnd)
        #expect(editor.text == "hello")
        editor.apply(.yank)
        #expect(editor.text == "hello brave ")
        editor.apply(.killToLineStart)
        #expect(editor.isEmpty)
        editor.apply(.undo)
        #expect(editor.text == "hello brave ")
    }

    @Test("Kills in a row come back as one")
    func gathersKills() {
        var editor = typed("one two three")
        editor.apply(.deleteWordBackward)
        editor.apply(.deleteWordBackward)
        editor.apply(.yank)
        #expect(editor.text == "one two three")
    }

    @Test("A word typed is one step back, a paste is one, and redo brings them again")
    func undoesInSteps() {
        var editor = typed("one two")
        editor.apply(.paste("three\nfour"))

        editor.apply(.undo)
        #expect(editor.text == "one two")
        editor.apply(.undo)
        #expect(editor.text == "one")
        editor.apply(.redo)
        editor.apply(.redo)
        #expect(editor.text == "one twothree\nfour")
        let redone = editor.apply(.redo)
        #expect(!redone)
    }

    @Test("The caret steps over what people see as one character")
    func stepsByCharacters() {
        var editor = typed("a👩‍👩‍👧e\u{301}")
        editor.apply(.deleteBackward)
        #expect(editor.text == "a👩‍👩‍👧")
        editor.apply(.deleteBackward)
        #expect(editor.text == "a")
    }

    @Test("A mark typed on its own joins the letter before it and can be undone")
    func joinsMarks() {
        var editor = typed("ae")
        editor.apply(.insert("\u{301}"))
        #expect(editor.characters == ["a", "e\u{301}"])
        #expect(editor.caret == 2)
        editor.apply(.undo)
        #expect(editor.text == "ae")
        #expect(editor.caret == 2)
    }

    @Test("Up and down follow the lines on the screen and keep their column")
    func movesByScreenLines() {
        var editor = typed("abcdef gh\nxy\nabcdefgh")
        let rose = editor.apply(.up, width: 20)
        #expect(rose)
        let roseAgain = editor.apply(.up, width: 20)
        #expect(roseAgain)
        #expect(editor.caret == 8)
        let roseAboveTop = editor.apply(.up, width: 20)
        #expect(!roseAboveTop)
        editor.apply(.down, width: 20)
        editor.apply(.down, width: 20)
        #expect(editor.caret == editor.characters.count)
    }

    @Test("Invisible and control characters are not taken in, but emoji keep their joiners")
    func refusesTheInvisible() {
        var editor = LineEditor()
        editor.apply(.paste("a\u{1B}[31m\u{202E}b\u{200B}\r\nc\td👩‍👧"))
        #expect(editor.text == "a[31mb\nc d👩‍👧")

        var single = LineEditor(takesLines: false)
        single.apply(.paste("one\r\ntwo"))
        #expect(single.text == "one two")
    }

    @Test("The text never grows beyond its limit")
    func keepsLimit() {
        var editor = LineEditor("abc", limit: 5)
        let left = editor.insert("defg")
        #expect(left == 2)
        #expect(editor.text == "abcde")
        let grew = editor.apply(.insert("x"))
        #expect(!grew)
        editor.replaceAll(with: "1234567")
        #expect(editor.text == "12345")
        editor.apply(.undo)
        #expect(editor.text == "abcde")
    }

    @Test("The view wraps by words, keeps the caret inside and says what is hidden")
    func showsTheCaret() {
        let editor = typed("the quick brown fox jumps")

        let all = editor.view(width: 11, height: 5)
        #expect(all.rows == ["the quick ", "brown fox ", "jumps"])
        #expect(all.caret == Point(x: 5, y: 2))

        let some = editor.view(width: 11, height: 2)
        #expect(some.rows == ["brown fox ", "jumps"])
        #expect(some.hiddenAbove == 1)
        #expect(some.caret == Point(x: 5, y: 1))
    }

    @Test("A full row leaves the caret a cell of its own")
    func leavesRoomForTheCaret() {
        let view = typed("abcde").view(width: 6, height: 2)
        #expect(view.rows == ["abcde"])
        #expect(view.caret == Point(x: 5, y: 0))
        #expect(typed("a\n").view(width: 6, height: 3).caret == Point(x: 0, y: 1))
    }

    @Test("Whatever is pressed, caret and text stay sound and every step can be taken back")
    func survivesAnything() {
        var random = SystemRandomNumberGenerator()
        let commands: [EditCommand] = [
            .insert("a"), .insert("\u{301}"), .insert("👩"), .insert("\u{200D}"), .insert(" "), .newline,
            .paste("日本\nx"), .deleteBackward, .deleteForward, .deleteWordBackward, .deleteWordForward, .yank,
            .killToLineStart, .killToLineEnd, .left, .right, .up, .down, .wordLeft, .wordRight, .lineStart, .lineEnd,
            .textStart, .undo, .redo, .insert("🇧"), .insert("🇷"),
        ]
        for _ in 0..<40 {
            var editor = LineEditor(limit: 60)
            for _ in 0..<150 {
                editor.apply(commands.randomElement(using: &random) ?? .left, width: 7)
                #expect((0...editor.characters.count).contains(editor.caret))
                #expect(editor.text.unicodeScalars.count <= 60)
                #expect(Array(editor.text).count == editor.characters.count)
                let view = editor.view(width: 7, height: 3)
                #expect((0..<3).contains(view.caret.y) && (0..<7).contains(view.caret.x))
            }
            while editor.apply(.undo) {}
            #expect(editor.isEmpty)
            #expect(!editor.canUndo)
        }
    }
}
