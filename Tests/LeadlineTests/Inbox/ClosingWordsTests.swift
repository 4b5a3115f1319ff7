import Testing

@testable import leadline

@Suite("What is said when the inbox has closed")
struct ClosingWordsTests {
    @Test("Whatever has not left, and whatever may have left, is told of, one beside the other")
    func all() throws {
        #expect(ClosingWords.complaint(waiting: 0, unknown: 0) == nil)
        for (waiting, unknown) in [(1, 0), (2, 0), (0, 1), (0, 2), (2, 1), (1, 3)] {
            let complaint = try #require(ClosingWords.complaint(waiting: waiting, unknown: unknown))
            let text = complaint.description

            #expect(complaint.status == (unknown > 0 ? .outcomeUnknown : .tryLater))
            #expect(text.contains("not left; ") == (waiting > 0))
            #expect(text.contains("may have left") == (waiting > 0 && unknown > 0))
            #expect(text.contains("Nobody knows yet whether") == (waiting == 0))
            #expect(text.contains("Do not send it again") == (unknown > 0))
            #expect(text.contains("leaves with the next") == (waiting > 0))
        }
    }

    @Test("Lines break at words where a terminal is too narrow for them, and nowhere else", arguments: [20, 40, 80])
    func lines(width: Int) {
        let sentences = [
            "Two messages have not left; they wait in the outbox.", "What waits leaves with the next sync.",
        ]

        let lines = Program.lines(sentences, width: width)

        #expect(lines.allSatisfy { $0.count <= width })
        let words = lines.flatMap { $0.split(separator: " ") }.joined(separator: " ")
        #expect(words == "leadline: " + sentences.joined(separator: " "))
        #expect(Program.lines(sentences, width: nil) == ["leadline: " + sentences[0], "  " + sentences[1]])
    }
}
