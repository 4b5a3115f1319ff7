import Testing

@testable import Drawing

@Suite struct PlainLettersTests {
    @Test(
        "Letters lose their accents, signs become plain, and the rest is a question mark",
        arguments: [
            ("plain", "plain"), ("Zoë Müller-Łukasz", "Zoe Muller-Lukasz"), ("São Paulo, Ýþÿ", "Sao Paulo, Yty"),
            ("Ÿžſ œ", "Yzs o"), ("“It’s” – fine…", "\"It's\" - fine."), ("王小明", "???"), ("a\nb\tc é", "a\nb\tc e"),
            ("€ ☎ 👍", "? ? ?"), ("│─┌", "|-+"),
        ])
    func folds(text: String, expected: String) {
        #expect(PlainLetters.fold(text) == expected)
    }

    @Test("Of all of Unicode nothing is left but ASCII that shows")
    func everything() {
        for value in UInt32(0)...0x10FFFF { #expect((0x20..<0x7F).contains(PlainLetters.fold(value))) }
    }
}
