import Messaging
import TestSupport
import Testing

@Suite("Making text from outside fit for a terminal")
struct VisibleTextTests {
    @Test(
        "Ordinary text comes through as it is",
        arguments: [
            "Is it still for sale?", "two\nlines", "São Paulo, 10 €", "Приве́т", "שלום", "مرحبا", "नमस्ते", "你好", "안녕하세요",
            "👍 ok 😀", "e\u{301}", "½ ☕ ❤ ☎", "ありがとう　ございます",
        ])
    func ordinary(text: String) {
        let visible = VisibleText(text)

        #expect(visible.text == text)
        #expect(visible.removedCount == 0)
        #expect(!visible.isCut)
    }

    @Test(
        "What steers a terminal is taken out and counted",
        arguments: [
            ("\u{1B}[2Jgone", "[2Jgone", 1), ("bell\u{07}", "bell", 1), ("a\u{9B}31mb", "a31mb", 1),
            ("a\u{7F}b\u{08}c", "abc", 2), ("a\u{202E}cba\u{202C}", "acba", 2), ("\u{2066}x\u{2069}", "x", 2),
            ("free\u{200B}shipping", "freeshipping", 1), ("so\u{AD}ft", "soft", 1), ("\u{FEFF}hello", "hello", 1),
            ("hi\u{E0061}\u{E007F}", "hi", 2), ("x\u{FE0F}", "x", 1), ("a\u{E000}b", "a\u{FFFD}b", 1),
            ("a\u{0378}", "a\u{FFFD}", 1), ("\u{3164}", "", 1), ("a\u{200D}b", "ab", 1), ("\0", "", 1),
        ])
    func steering(raw: String, text: String, removed: Int) {
        let visible = VisibleText(raw)

        #expect(visible.text == text)
        #expect(visible.removedCount == removed)
    }

    @Test("Every way to end a line becomes a line feed, or a space where there are no lines")
    func lineEnds() {
        let raw = "one\r\ntwo\rthree\u{2028}four\u{2029}five\nsix"

        #expect(VisibleText(raw).text == "one\ntwo\nthree\nfour\nfive\nsix")
        #expect(VisibleText(raw, keepsLines: false).text == "one two three four five six")
        #expect(VisibleText(raw).removedCount == 0)
    }

    @Test("A tab and every exotic blank is one space")
    func blanks() {
        #expect(VisibleText("a\tb\u{A0}c\u{2009}d\u{202F}e").text == "a b c d e")
    }

    @Test("At most four marks sit on a character, and none on nothing")
    func marks() {
        let flood = "a" + String(repeating: "\u{300}", count: 100) + "b\u{301}"

        #expect(VisibleText(flood).text.unicodeScalars.count == 7)
        #expect(VisibleText(flood).removedCount == 96)
        #expect(VisibleText("\u{301}a\n\u{301}b").text == "a\nb")
    }

    @Test(
        "An emoji keeps its members and loses what terminals disagree about",
        arguments: [
            ("👩\u{200D}👩\u{200D}👧", "👩👩👧"), ("👍🏽!", "👍!"), ("❤\u{FE0F}", "❤"), ("1\u{FE0F}\u{20E3}", "1"),
            ("#\u{20E3}", "#"), ("🤷🏻\u{200D}♀\u{FE0F}", "🤷"), ("🏳\u{FE0F}\u{200D}🌈", "🏳🌈"), ("🇧🇷", "BR"),
            ("🇧🇷🇵🇹", "BR PT"), ("🇧", "B"), ("\u{1FAE8}", ":shaking face:"),
        ])
    func clusters(raw: String, text: String) {
        #expect(VisibleText(raw).text == text)
        #expect(VisibleText(raw).removedCount == 0)
    }

    @Test("Joiners that a script writes with are no reason to warn")
    func scriptJoiners() {
        let visible = VisibleText("می\u{200C}خواهم")

        #expect(visible.text == "میخواهم")
        #expect(visible.removedCount == 0)
    }

    @Test("A text over the limit ends in an ellipsis within it")
    func limit() {
        let visible = VisibleText("abcdefgh", limit: 4)

        #expect(visible.text == "abc…")
        #expect(visible.isCut)
        #expect(VisibleText("abcd", limit: 4).text == "abcd")
        #expect(VisibleText("äöüß", limit: 4).text == "äöüß")
        #expect(VisibleText("äöüßä", limit: 4).text == "äöü…")
        #expect(VisibleText("abc", limit: 0).text == "")
    }

    @Test("What is visible once is visible twice")
    func idempotent() throws {
        for (name, text) in try Fixture.hostileTexts() {
            let once = VisibleText(text)
            let twice = VisibleText(once.text)
            #expect(twice.text == once.text, "\(name)")
            #expect(twice.removedCount == 0, "\(name)")
        }
    }

    @Test("No hostile text leaves anything behind that a terminal would obey")
    func hostile() throws {
        let texts = try Fixture.hostileTexts()

        #expect(texts.count >= 12)
        for (name, text) in texts {
            for scalar in VisibleText(text).text.unicodeScalars {
                #expect(scalar == "\n" || !ScalarKind.isTreacherous(scalar), "\(name)")
            }
            for scalar in VisibleText(text, keepsLines: false).text.unicodeScalars {
                #expect(!ScalarKind.isTreacherous(scalar), "\(name)")
            }
        }
    }

    @Test("The quick answer for common scalars is the careful one")
    func quickIsCareful() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let (quick, careful) = (ScalarKind(scalar), ScalarKind.careful(scalar))
            if quick != careful { Issue.record("U+\(String(value, radix: 16)): \(quick), \(careful)") }
        }
    }

    @Test("Spelling out shows what was hidden, and hides nothing again")
    func spelledOut() {
        #expect(VisibleText.spelledOut("a\u{202E}b\u{1B}c\nd") == "a\\u{202E}b\\u{1B}c\nd")
    }

    @Test(
        "A text that nobody can see is blank, whatever it is made of",
        arguments: [
            "", " \t\n", "\u{FEFF}", "\u{200B}\u{200D}", "\u{2800}\u{2800}", "\u{3164}", "\u{00AD}", "\u{202E}\u{2066}",
            "\u{FE0F}",
            "\u{0301}", "\u{3000}\u{00A0}\u{2003}", "\u{1B}", "\u{E0041}", "\u{115F}\u{1160}", "\r\n\u{2028}",
        ])
    func blank(text: String) {
        #expect(VisibleText.isBlank(text))
    }

    @Test(
        "A text of which anything shows is not blank",
        arguments: [".", " a", "\u{FEFF}x", "👍", "\u{E000}", " \u{0301}"])
    func notBlank(text: String) {
        #expect(!VisibleText.isBlank(text))
    }
}
