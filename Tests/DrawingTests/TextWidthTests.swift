import Glibc
import Testing

@testable import Drawing

@Suite struct TextWidthTests {
    @Test("Every character is as wide here as the C library and curses believe")
    func agreesWithTheCLibrary() throws {
        let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
        let before = uselocale(locale)
        defer {
            uselocale(before)
            freelocale(locale)
        }

        // The header hides this function from Swift unless X/Open's extensions are switched on.
        let symbol = try #require(dlsym(nil, "wcwidth"))
        let wcwidth = unsafeBitCast(symbol, to: (@convention(c) (wchar_t) -> Int32).self)

        var differing: [String] = []
        for value in UInt32(0x20)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value), value != 0xAD else { continue }
            let theirs = Int(wcwidth(wchar_t(value)))
            if theirs >= 0, theirs != TextWidth.cells(scalar) {
                differing.append("U+\(String(value, radix: 16)): \(theirs)")
            }
        }

        #expect(differing == [])
    }

    @Test(
        "Text is measured in cells",
        arguments: [("", 0), ("abc", 3), ("日本", 4), ("e\u{301}a", 2), ("한글", 4), ("📞!", 3), ("a\u{200B}b", 2)])
    func measures(text: String, cells: Int) {
        #expect(TextWidth.cells(text) == cells)
    }

    @Test("What is cut says so, and is never wider than its place")
    func clips() {
        #expect(TextWidth.clip("hello", to: 5) == "hello")
        #expect(TextWidth.clip("hello!", to: 5) == "hell…")
        #expect(TextWidth.clip("日本語", to: 5) == "日本…")
        #expect(TextWidth.clip("日本語", to: 4) == "日…")
        #expect(TextWidth.clip("abc", to: 0) == "")
        #expect(TextWidth.prefix(of: Substring("e\u{301}f"), fitting: 1) == "e\u{301}")
    }

    @Test("Text is cut where one more scalar would be too wide, whatever it is made of")
    func cutsEverywhere() {
        for text in ["hello you", "e\u{301}e\u{301}日本e\u{301}", "👍日a", "\u{301}ab", "日本語です", "שלום!", "a\u{200B}b"] {
            let scalars = Array(text.unicodeScalars)
            func beginning(_ width: Int) -> String {
                var view = String.UnicodeScalarView()
                var cells = 0
                for scalar in scalars {
                    cells += TextWidth.cells(scalar)
                    if cells > width { break }
                    view.append(scalar)
                }
                return String(view)
            }
            for width in 0...TextWidth.cells(text) + 1 {
                let fits = TextWidth.cells(text) <= width
                #expect(String(TextWidth.prefix(of: Substring(text), fitting: width)) == beginning(width))
                for mark in ["…", "..."] {
                    let room = width - mark.unicodeScalars.count
                    let cut = room < 0 ? beginning(width) : beginning(room) + mark
                    #expect(TextWidth.clip(text, to: width, mark: mark) == (fits ? text : cut), "\(text) \(width)")
                }
            }
        }
    }

    @Test("No sign of any glyph set is of doubtful width, and ascii is ascii", arguments: GlyphSet.allCases)
    func signsAreSafe(set: GlyphSet) {
        for (_, value) in Mirror(reflecting: set.signs).children {
            guard let sign = value as? String else { continue }
            #expect(!sign.isEmpty)
            #expect(sign.unicodeScalars.allSatisfy { TextWidth.cells($0) > 0 })
            #expect(set != .ascii || sign.utf8.allSatisfy { $0 < 0x80 })
            #expect(set == .emoji || TextWidth.cells(sign) == sign.unicodeScalars.count)
        }
    }
}
