import Testing

@testable import Drawing

@Suite struct KeyDecoderTests {
    private func keys(_ text: String) -> [Key] {
        var decoder = KeyDecoder()
        return decoder.decode(Array(text.utf8)) + decoder.idle()
    }

    @Test(
        "Keys arrive as what was pressed",
        arguments: [
            ("j", [Key.character("j")]), ("é日", [.character("é"), .character("日")]), ("\r", [.named(.enter)]),
            ("\n", [.ctrl("j")]), ("\t", [.named(.tab)]), ("\u{7F}", [.named(.backspace)]), ("\u{0}", [.ctrl("@")]),
            ("\u{1F}", [.ctrl("_")]), ("\u{1B}", [.named(.escape)]), ("\u{1B}s", [.alt("s")]),
            ("\u{1B}\r", [.named(.altEnter)]), ("\u{1B}\u{7F}", [.named(.altBackspace)]),
            ("\u{1B}[A", [.named(.up)]), ("\u{1B}OA", [.named(.up)]), ("\u{1B}[1;5D", [.named(.ctrlLeft)]),
            ("\u{1B}\u{1B}[A", [.named(.altUp)]), ("\u{1B}[Z", [.named(.backTab)]), ("\u{1B}[6~", [.named(.pageDown)]),
            ("\u{1B}[24~", [.named(.f(12))]), ("\u{1B}[[A", [.named(.f(1))]), ("\u{1B}OS", [.named(.f(4))]),
            ("\u{1B}Oa", [.named(.ctrlUp)]), ("\u{1B}Ob", [.named(.ctrlDown)]), ("\u{1B}Oc", [.named(.ctrlRight)]),
            ("\u{1B}Od", [.named(.ctrlLeft)]), ("\u{1B}Oe", []), ("\u{1B}OXj", [.character("j")]),
            ("\u{1B}[I\u{1B}[O", [.focusIn, .focusOut]), ("\u{1B}[107;5u", [.ctrl("k")]),
            ("\u{1B}[27;5;107~", [.ctrl("k")]), ("\u{1B}[13;2u", [.named(.altEnter)]), ("\u{1B}_", [.alt("_")]),
            ("\u{1B}\u{1B}", [.named(.escape), .named(.escape)]),
            (
                "\u{1B}[<0;5;7M",
                [.mouse(Key.Mouse(action: .press, button: 1, point: Point(x: 4, y: 6)))]
            ),
        ])
    func decodes(input: String, expected: [Key]) {
        #expect(keys(input) == expected)
    }

    @Test(
        "Answers and sequences nobody knows are swallowed whole",
        arguments: [
            "\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{1B}\\", "\u{1B}]11;rgb:ff/ff/ff\u{7}", "\u{1B}[?62;22c", "\u{1B}[12;40R",
            "\u{1B}P1$r0m\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}[?2026;2$y", "\u{1B}[>41;377;0c",
            "\u{1B}[8;24;80t", "\u{1B}[99999999999999999999~", "\u{1B}[1;2;3;4x", "\u{1B}]52;c;ZGQKcQ==\u{7}",
            "\u{1B}[57441u", "\u{9B}99x",
        ])
    func swallows(reply: String) {
        #expect(keys(reply + "j") == [.character("j")])
    }

    @Test("What a paste holds is one text and no key, however it is cut up", arguments: 1...9)
    func pasteIsOneKey(piece: Int) {
        let bytes = Array("\u{1B}[200~dd\rq\u{1B}[201x\u{1B}[A é\u{1B}[201~j".utf8)
        var decoder = KeyDecoder()
        var found: [Key] = []

        for start in stride(from: 0, to: bytes.count, by: piece) {
            if piece > 1 || start == 0 {
                found += decoder.decode(bytes[start..<min(bytes.count, start + piece)])
            } else {
                found += decoder.decode([bytes[start]])
            }
        }

        guard piece > 1 else { return }
        #expect(found == [.paste("dd\nq\u{1B}[201x\u{1B}[A é"), .character("j")])
    }

    @Test("A paste waits for its end mark as long as it takes")
    func pasteWaits() {
        var decoder = KeyDecoder()
        #expect(decoder.decode(Array("\u{1B}[200~one".utf8)) == [])
        #expect(!decoder.isPending)
        for _ in 0..<1000 { _ = decoder.idle() }
        #expect(decoder.decode(Array(" two\u{1B}[201~".utf8)) == [.paste("one two")])
    }

    @Test("A paste whose end got lost is ended by Esc alone, and what is too long is cut")
    func pasteEnds() {
        var decoder = KeyDecoder()
        _ = decoder.decode(Array("\u{1B}[200~lost".utf8))
        #expect(decoder.decode([0x1B]) == [.paste("lost")])

        let long = [UInt8](repeating: 0x61, count: KeyDecoder.pasteLimit + 10)
        _ = decoder.decode(Array("\u{1B}[200~".utf8) + long)
        let cut = String(repeating: "a", count: KeyDecoder.pasteLimit)
        #expect(decoder.decode(Array("\u{1B}[201~".utf8)) == [.paste(cut, isCut: true)])
    }

    @Test("A sequence that is torn apart on its way is still one key")
    func joinsTornSequences() {
        var decoder = KeyDecoder()
        #expect(decoder.decode([0x1B, 0x5B]) == [])
        #expect(decoder.idle() == [])
        #expect(decoder.decode([0x41]) == [.named(.up)])
        #expect(decoder.decode([0xE6]) == [])
        #expect(decoder.decode([0x97, 0xA5]) == [.character("日")])
    }

    /// The keys of pieces that come so many milliseconds apart.
    private func keys(_ pieces: [String], apart milliseconds: Int) -> [Key] {
        var decoder = KeyDecoder()
        var found: [Key] = []
        for (index, piece) in pieces.enumerated() {
            found += decoder.decode(Array(piece.utf8))
            let rests = index + 1 == pieces.count ? 3000 : milliseconds
            for _ in 0..<(rests / KeyDecoder.patience) where decoder.isPending { found += decoder.idle() }
        }
        return found
    }

    /// All ways to cut a text once, and it letter by letter behind the first two.
    private func cuts(_ text: String, from first: Int) -> [[String]] {
        let letters = text.unicodeScalars.map(String.init)
        let halves = (first..<letters.count).map { [letters[..<$0].joined(), letters[$0...].joined()] }
        return halves + [[letters[..<first].joined()] + letters[first...]]
    }

    @Test(
        "No byte of an answer that comes in pieces becomes a key, and no key behind it is lost",
        arguments: [100, 700],
        [
            "\u{1B}]11;rgb:1c1c/1c1c/1c1c\u{1B}\\", "\u{1B}]11;rgb:ff/ff/ff\u{7}", "\u{1B}[?62;22c",
            "\u{1B}]52;c;ZGQKcQ==\u{7}", "\u{1B}P1$r0m\u{1B}\\",
        ])
    func tornAnswers(milliseconds: Int, answer: String) {
        for pieces in cuts(answer, from: 2) {
            #expect(keys(pieces + ["j"], apart: milliseconds) == [.character("j")], "\(pieces)")
        }
        // Its Esc alone is the key, long before anybody can know better; the rest is still no text.
        let rest = String(answer.unicodeScalars.dropFirst().map(Character.init))
        if !answer.hasPrefix("\u{1B}P") {
            #expect(keys(["\u{1B}", rest, "j"], apart: milliseconds) == [.named(.escape), .character("j")])
        }
    }

    /// The same of bytes that need not be text; what the mouse did is left out.
    private func keys(_ pieces: [[UInt8]], apart milliseconds: Int) -> [Key] {
        var decoder = KeyDecoder()
        var found: [Key] = []
        for (index, piece) in pieces.enumerated() {
            found += decoder.decode(piece)
            let rests = index + 1 == pieces.count ? 3000 : milliseconds
            for _ in 0..<(rests / KeyDecoder.patience) where decoder.isPending { found += decoder.idle() }
        }
        return found.filter { if case .mouse = $0 { false } else { true } }
    }

    @Test(
        "No byte of a mouse report is a key or text, in any encoding and however it is cut up",
        arguments: [
            "\u{1B}[M e$", "\u{1B}[M q!", "\u{1B}[M !!", "\u{1B}[M# r", "\u{1B}[Maz~", "\u{1B}[M \0\0",
            "\u{1B}[M Āę", "\u{1B}[M ą!", "\u{1B}[<0;69;4M", "\u{1B}[<66;5;7M", "\u{1B}[<0;5;7m", "\u{1B}[32;10;5M",
            "\u{1B}[1;2;3;4;0&w",
        ].map { Array($0.utf8) } + [[0x1B, 0x5B, 0x4D, 0x20, 0xFF, 0xC8], [0x1B, 0x5B, 0x4D, 0x20, 0xD0, 0x71]])
    func mouseReports(report: [UInt8]) {
        let twice = report + report + [0x6A]
        #expect(keys([report + [0x6A]], apart: 0) == [.character("j")])
        #expect(keys([twice], apart: 0) == [.character("j")])
        for milliseconds in [0, 100, 700] {
            for cut in 2..<report.count {
                let halves = [Array(twice[..<cut]), Array(twice[cut...])]
                #expect(keys(halves, apart: milliseconds) == [.character("j")], "\(cut)")
            }
            let single = [Array(report[..<2])] + report[2...].map { [$0] } + [[0x6A]]
            #expect(keys(single, apart: milliseconds) == [.character("j")])
        }
        #expect(
            keys([[0x1B], Array(twice[1..<(twice.count - 1)]), [0x6A]], apart: 100) == [
                .named(.escape), .character("j"),
            ])
    }

    @Test("A mouse report whose end got lost keeps no key for longer than a second, and no line break at all")
    func cutOffReports() {
        #expect(keys(["\u{1B}[M ", "j", "k"], apart: 1500) == [.character("j"), .character("k")])
        #expect(keys(["\u{1B}[M ", "j", "!", "k"], apart: 100) == [.character("k")])
        #expect(keys(["\u{1B}[M", "\r"], apart: 100) == [.named(.enter)])
        #expect(keys(["\u{1B}[M \u{1B}[A"], apart: 0) == [.named(.up)])
    }

    @Test("A cut arrow key is the key still, and never a letter", arguments: [100, 700])
    func tornArrows(milliseconds: Int) {
        let arrows: [(String, Key.Name)] = [
            ("\u{1B}[A", .up), ("\u{1B}OB", .down), ("\u{1B}[1;5D", .ctrlLeft), ("\u{1B}[6~", .pageDown),
        ]
        for (text, key) in arrows {
            for pieces in cuts(text, from: 2) {
                #expect(keys(pieces + ["j"], apart: milliseconds) == [.named(key), .character("j")], "\(pieces)")
            }
            let rest = String(text.dropFirst())
            #expect(keys(["\u{1B}", rest, "j"], apart: milliseconds) == [.named(.escape), .character("j")])
        }
    }

    @Test(
        "Alt with a letter that might begin an answer is that key, and text behind it is text",
        arguments: [
            ("]", "hello"), ("]", "11 is fine\r"), ("]", "1st"), ("P", "hello"), ("P", "1 or 2"), ("_", "Good"),
            ("_", "hello"),
            ("[", "\r"), ("[", "é"), ("O", "\r"), ("O", "é"), ("X", "hello"), ("^", "hello"), ("]", ""), ("P", ""),
            ("[", ""), ("O", ""),
        ])
    func altAndText(letter: String, text: String) {
        let expected =
            [Key.alt(Character(letter))] + text.map { $0 == "\r" ? Key.named(.enter) : .character($0) }
        #expect(keys(["\u{1B}\(letter)\(text)"], apart: 0) == expected)
        for pause in [30, 100, 700, 1500] {
            #expect(keys(["\u{1B}\(letter)", text], apart: pause) == expected, "\(pause)")
            #expect(keys(["\u{1B}\(letter)"] + text.map(String.init), apart: pause) == expected, "\(pause)")
        }
    }

    @Test("Text behind an answer that never ends is text, a second later at the most")
    func textBehindTornAnswers() {
        for start in ["\u{1B}]11;rgb:1c1c/", "\u{1B}]52;c;ZG", "\u{1B}P1$r", "\u{1B}[?6"] {
            let found = keys([start, "a", "c", "e", " ", "j", "\r"], apart: 200)
            #expect(found.last == .named(.enter))
            #expect(found.suffix(2).first == .character("j"))
        }
        let held = keys(["\u{1B}]11;rgb:1c1c/", "ace", "j"], apart: 1500)
        #expect(held == [.character("a"), .character("c"), .character("e"), .character("j")])
    }

    @Test("A sequence that never ends gives the keyboard back")
    func givesUp() {
        var decoder = KeyDecoder()
        _ = decoder.decode(Array("\u{1B}]11;rgb".utf8))
        for _ in 0..<30 { #expect(decoder.idle() == []) }
        #expect(decoder.decode([0x6A]) == [.character("j")])
    }

    @Test("The terminal's background is understood in every length")
    func readsBackground() {
        for (text, colour) in [
            ("1c1c/2020/ffff", RGB(0x1C, 0x20, 0xFF)), ("f/0/8", RGB(255, 0, 136)), ("00/80/ff", RGB(0, 128, 255)),
        ] {
            var decoder = KeyDecoder()
            _ = decoder.decode(Array("\u{1B}]11;rgb:\(text)\u{1B}\\".utf8))
            #expect(decoder.background == colour)
        }
        var decoder = KeyDecoder()
        _ = decoder.decode(Array("\u{1B}]11;rgb:-1/0/0\u{7}\u{1B}]11;rgb:12345/0/0\u{7}".utf8))
        #expect(decoder.background == nil)
    }

    @Test("Keys of an odd terminal come from its own description")
    func usesExtras() {
        var decoder = KeyDecoder(extra: [
            Array("\u{1B}[7$".utf8): .named(.home), Array("\u{1B}Oa".utf8): .named(.ctrlUp),
        ])
        #expect(decoder.decode(Array("\u{1B}Oa".utf8)) == [.named(.ctrlUp)])
    }

    @Test("No bytes at all can stop the decoder or leak a control character")
    func survivesNoise() {
        var random = SystemRandomNumberGenerator()
        let spice: [UInt8] = [0x1B, 0x5B, 0x4F, 0x5D, 0x3B, 0x7E, 0x07, 0x32, 0x30, 0x31, 0x9B, 0xC2, 0xF0, 0x41]
        for _ in 0..<400 {
            var decoder = KeyDecoder()
            for _ in 0..<20 {
                let chunk = (0..<Int.random(in: 1...24)).map { _ in
                    Bool.random() ? spice.randomElement(using: &random) ?? 0 : UInt8.random(in: 0...255)
                }
                for case .character(let character) in decoder.decode(chunk) + decoder.idle() {
                    #expect(character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
                }
            }
        }
    }
}
