import Testing

@testable import Drawing

@Suite struct WrapTests {
    private func texts(_ text: String, _ width: Int) -> [String] {
        Wrap.lines(text, width: width).map { String($0.text) }
    }

    @Test("Lines break between words, and a long word is broken where it must be")
    func breaksLines() {
        #expect(texts("the quick brown fox", 10) == ["the quick", "brown fox"])
        #expect(texts("abcdefghij", 4) == ["abcd", "efgh", "ij"])
        #expect(texts("a abcdefgh", 4) == ["a", "abcd", "efgh"])
        #expect(texts("", 4) == [""])
        #expect(texts("a\n\nb\n", 4) == ["a", "", "b", ""])
        #expect(texts("日本語です", 4) == ["日本", "語で", "す"])
        #expect(texts("go 日本語", 6) == ["go 日", "本語"])
    }

    @Test("Spaces at a break hang over the edge")
    func hangsSpaces() {
        #expect(texts("aaaa     bbbb", 4) == ["aaaa", "bbbb"])
        #expect(texts("aa  bb", 4) == ["aa", "bb"])
    }

    @Test("A blank that bears a mark is seen, and does not hang over the edge")
    func markedBlank() {
        for text in ["aaaa \u{302}", "aaaa  \u{302}b", "aa \u{302} \u{302} \u{302}"] {
            #expect(texts(text, 4).allSatisfy { TextWidth.cells($0) <= 4 }, "\(text)")
        }
        #expect(texts("aaaa \u{302}", 4) == ["aaaa", " \u{302}"])
    }

    @Test("A letter keeps its marks across a break")
    func keepsMarks() {
        #expect(texts("e\u{301}e\u{301}e\u{301}", 2) == ["e\u{301}e\u{301}", "e\u{301}"])
    }

    @Test("Each line knows where it stands in the whole text")
    func knowsRanges() {
        let text = "one two\nthree 日本"
        let scalars = Array(text.unicodeScalars)

        let lines = Wrap.lines(text, width: 5)

        for line in lines {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[line.scalars])
            #expect(String(view) == line.text)
            #expect(line.cells == TextWidth.cells(line.text))
        }
        #expect(lines.map(\.endsParagraph) == [false, true, false, true])
    }

    @Test("No more lines are made than asked for")
    func stopsAtLimit() {
        #expect(Wrap.lines(String(repeating: "word ", count: 10_000), width: 8, limit: 3).count == 3)
    }

    @Test("No line is wider than the pane, and no letter is lost", arguments: 1...9)
    func fitsAlways(width: Int) {
        var random = SystemRandomNumberGenerator()
        let pieces = ["a", "bb", " ", "日", "e\u{301}", "\n", "longword", "  ", "한"]
        for _ in 0..<300 {
            let text = (0..<30).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let lines = Wrap.lines(text, width: width)
            for line in lines where width > 1 && !line.endsParagraph {
                #expect(TextWidth.cells(line.text) <= width)
            }
            let kept = lines.map { $0.text.filter { $0 != " " } }.joined()
            #expect(kept == text.filter { $0 != " " && $0 != "\n" })
        }
    }
}
