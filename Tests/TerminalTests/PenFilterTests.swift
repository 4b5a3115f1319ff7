import TestSupport
import Testing

@testable import Terminal

@Suite struct PenFilterTests {
    /// What the frames come to, from a terminal whose pen nobody knows and is told about first.
    private func filtered(_ frames: String...) -> [String] {
        var filter = PenFilter()
        return frames.enumerated().map { number, frame in
            var output: [UInt8] = []
            filter.filter(Array(frame.utf8)[...], into: &output)
            let text = String(decoding: output, as: UTF8.self)
            return number == 0 ? text.replacing("\u{1B}(B\u{F}", with: "") : text
        }
    }

    @Test("Colours nobody sees are not sent, and the pen stays between frames")
    func dropsNeedlessChanges() {
        #expect(
            filtered("\u{1B}[31mab\u{1B}(B\u{1B}[m", "\u{1B}[31mcd\u{1B}(B\u{1B}[m", "e")
                == ["\u{1B}[;31mab", "cd", "\u{1B}[me"])
    }

    @Test("Moving does not need the pen; erasing does")
    func waitsForDrawing() {
        #expect(filtered("x\u{1B}[1m\u{1B}[4;5H\u{1B}[my") == ["\u{1B}[mx\u{1B}[4;5Hy"])
        #expect(filtered("x\u{1B}[44m\u{1B}[K") == ["\u{1B}[mx\u{1B}[44m\u{1B}[K"])
        #expect(filtered("x\u{1B}[44m\u{1B}M") == ["\u{1B}[mx\u{1B}[44m\u{1B}M"])
    }

    @Test("The shortest change is taken")
    func takesTheShortest() {
        #expect(
            filtered("\u{1B}[1m\u{1B}[38;5;37mx\u{1B}[39;49m\u{1B}[38;5;37my", "\u{1B}[mz")
                == ["\u{1B}[;1;38;5;37mxy", "\u{1B}[mz"])
        #expect(filtered("\u{1B}[38;5;37mx", "\u{1B}[48;5;9my") == ["\u{1B}[;38;5;37mx", "\u{1B}[48;5;9my"])
        #expect(filtered("\u{1B}[38;5;37;48;5;9mx", "\u{1B}[39my") == ["\u{1B}[;38;5;37;48;5;9mx", "\u{1B}[39my"])
    }

    @Test("Colours of letters are not sent for spaces or for erasing; backgrounds, lines and reverse are")
    func sparesBlanks() {
        #expect(
            filtered("\u{1B}[31ma\u{1B}[m \u{1B}[31mb\u{1B}[m\u{1B}[K \u{1B}[5bc")
                == ["\u{1B}[;31ma b\u{1B}[K \u{1B}[5b\u{1B}[mc"])
        #expect(filtered("\u{1B}[4ma\u{1B}[m b") == ["\u{1B}[;4ma\u{1B}[m b"])
        #expect(filtered("\u{1B}[44ma\u{1B}[m\u{1B}[Kb") == ["\u{1B}[;44ma\u{1B}[m\u{1B}[Kb"])
        #expect(filtered("a\u{1B}[7m \u{1B}[m b") == ["\u{1B}[ma\u{1B}[7m \u{1B}[m b"])
    }

    @Test(
        "A line is its first piece and how often that comes again, where the terminal knows that and it is shorter",
        arguments: [
            ("a─────b", "a─\u{1B}[4bb"), ("──", "──"), ("───", "─\u{1B}[2b"), ("━━━━┃┃x", "━\u{1B}[3b┃┃x"),
            ("a… …….──", "a… …….──"), ("   ────", "   ─\u{1B}[3b"), ("日本───✓✓✓✓", "日本─\u{1B}[2b✓✓✓✓"),
        ])
    func repeatsLines(letters: String, sent: String) {
        var plain = PenFilter(), short = PenFilter()
        short.repeatsLetters = true
        var outputs: [[UInt8]] = [[], []]
        plain.filter(Array("x\(letters)".utf8)[...], into: &outputs[0])
        short.filter(Array("x\(letters)".utf8)[...], into: &outputs[1])
        let texts = outputs.map { String(decoding: $0, as: UTF8.self) }

        #expect(texts[0].hasSuffix("x\(letters)"))
        #expect(texts[1].hasSuffix("x\(sent)"))
    }

    @Test("A piece that is cut off is passed on as it came")
    func cutPieces() {
        var filter = PenFilter()
        filter.repeatsLetters = true
        var output: [UInt8] = []
        filter.filter([0x78, 0xE2, 0x94, 0x80, 0xE2, 0x94, 0x80, 0xE2, 0x94][...], into: &output)
        #expect(output.suffix(9) == [0x78, 0xE2, 0x94, 0x80, 0xE2, 0x94, 0x80, 0xE2, 0x94])
    }

    @Test("The plain letters are chosen once and never again")
    func choosesLettersOnce() {
        var filter = PenFilter()
        var output: [UInt8] = []
        filter.filter(Array("a\u{1B}[1mb\u{1B}(B\u{1B}[m\u{F}c".utf8)[...], into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "\u{1B}(B\u{F}\u{1B}[ma\u{1B}[1mb\u{1B}[mc")
    }

    @Test("Margins that are the whole screen are taken back in short")
    func shortMargins() {
        var filter = PenFilter()
        filter.rows = 45
        var output: [UInt8] = []
        filter.filter(Array("\u{1B}[2;44r\u{1B}[1;45r\u{1B}[1;44r\u{1B}[11;45r".utf8)[...], into: &output)
        #expect(String(decoding: output, as: UTF8.self).hasSuffix("\u{1B}[2;44r\u{1B}[r\u{1B}[1;44r\u{1B}[11;45r"))
    }

    @Test("Colours beyond the table of 256 are kept as they are, and what is no colour is handed on")
    func otherColours() {
        #expect(filtered("\u{1B}[38;2;1;20;255mx\u{1B}[95;103my") == ["\u{1B}[;38;2;1;20;255mx\u{1B}[95;103my"])
        #expect(filtered("a\u{1B}[38;5;256mb", "\u{1B}[38;7mc") == ["\u{1B}[ma\u{1B}[38;5;256mb", "\u{1B}[38;7mc"])
    }

    @Test("What it does not understand it hands on")
    func handsOn() {
        #expect(filtered("a\u{1B}[58:5:1mb") == ["\u{1B}[ma\u{1B}[58:5:1mb"])
        #expect(filtered("\u{1B}[?25l\u{1B}[?1049h") == ["\u{1B}[?25l\u{1B}[?1049h"])
        #expect(filtered("a\u{1B}[", "b")[0] == "\u{1B}[ma\u{1B}[")
    }
}

@Suite struct MailboxTests {
    @Test("No letter is lost, whoever posts, and each sender's come in order")
    func deliversAll() async throws {
        let mailbox = try Mailbox<Int>()
        await withTaskGroup(of: Void.self) { group in
            for sender in 0..<4 {
                group.addTask { for number in 0..<250 { mailbox.post(sender * 1000 + number) } }
            }
        }

        #expect(mailbox.wait(atMost: 1000))
        let letters = mailbox.takeAll()

        #expect(letters.count == 1000)
        for sender in 0..<4 {
            let own = letters.filter { $0 / 1000 == sender }
            #expect(own == own.sorted())
        }
        #expect(!mailbox.wait(atMost: 0))
        #expect(mailbox.takeAll() == [])
    }
}
