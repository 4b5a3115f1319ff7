import Testing

@testable import Drawing

@Suite struct PasteGuessTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.decode(Array(text.utf8))
    }

    @Test(
        "What came at once with a line break among letters is text",
        arguments: [
            ("dd\rq", "dd\nq"), ("r\r", "r\n"), ("reply to him\r", "reply to him\n"), ("\rq", "\nq"),
            ("one\r\ntwo", "one\ntwo"), ("a\tb\nc", "a\tb\nc"), ("hello world", "hello world"),
            ("dd\r\u{1B}[Aq", "dd\nq"),
        ])
    func pasted(input: String, text: String) {
        var guess = PasteGuess()

        #expect(guess.read(keys(input), isSoon: false) == [.paste(text)])
    }

    @Test(
        "Keys typed ahead, or held down, stay keys",
        arguments: [
            "j", "\r", "\r\r\r", "ggr", "jjjjjjjjjjjj", "jkjkjkjk", "\u{1B}[B\u{1B}[B\r", "gg\u{4}", "12j", "\u{1B}[I",
        ])
    func typed(input: String) {
        var guess = PasteGuess()

        #expect(guess.read(keys(input), isSoon: false) == keys(input))
    }

    @Test("A paste that arrives in pieces stays one to its last line break")
    func pieces() {
        var guess = PasteGuess()

        #expect(guess.read(keys("a first piece"), isSoon: false) == [.paste("a first piece")])
        #expect(guess.read(keys("\r"), isSoon: true) == [.paste("\n")])
        #expect(guess.read(keys("q"), isSoon: true) == [.paste("q")])
        #expect(guess.read(keys("\r"), isSoon: false) == keys("\r"))
        #expect(guess.read(keys("\r"), isSoon: true) == keys("\r"))
    }

    @Test("A terminal that has marked a paste is believed from then on")
    func marked() {
        var guess = PasteGuess()

        #expect(guess.read([.paste("x\ny")], isSoon: false) == [.paste("x\ny")])

        #expect(guess.read(keys("rok\r"), isSoon: false) == keys("rok\r"))
    }

    @Test("The window's own news get through")
    func news() {
        var guess = PasteGuess()

        #expect(guess.read(keys("a\rb\u{1B}[O"), isSoon: false) == [.paste("a\nb"), .focusOut])
    }
}
