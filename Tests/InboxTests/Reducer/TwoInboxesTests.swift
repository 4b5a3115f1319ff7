import Drawing
import Messaging
import Testing

@testable import Inbox

/// Two inboxes of one profile, in which people write to the same lead at the same time.
@Suite("Two people write one draft")
struct TwoInboxesTests {
    private struct Desk {
        var editor = LineEditor("")
        var known = ""

        /// Saves as the store and the composer do.
        mutating func save(_ stored: inout String) {
            let mine = editor.text
            let isOwn = stored.isEmpty || stored == known || stored == mine
            if !isOwn {
                let merged = DraftMerge(base: known, mine: mine, theirs: stored)
                editor.become(merged.text, linesBefore: merged.linesBefore)
            }
            (stored, known) = (editor.text, editor.text)
        }
    }

    @Test("However their letters and their saving meet, each text is there once", arguments: 0..<40)
    func once(seed: Int) {
        var random = SystemRandomNumberGenerator()
        var desks = [Desk(), Desk()]
        var left = [Array("see you on tuesday"), Array("BOOKED FOR YOU AT NINE")]
        var stored = ""

        while !(left[0].isEmpty && left[1].isEmpty) {
            let turn = Int.random(in: 0...1, using: &random)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !left[turn].isEmpty {
                _ = desks[turn].editor.insert(String(left[turn].removeFirst()))
            }
            if Bool.random(using: &random) { desks[turn].save(&stored) }
        }
        for _ in 0..<2 { for desk in desks.indices { desks[desk].save(&stored) } }

        #expect(
            stored.split(separator: "\n").map(String.init).sorted() == ["BOOKED FOR YOU AT NINE", "see you on tuesday"])
        #expect(desks.allSatisfy { $0.editor.text == stored })
    }

    @Test("What was joined once is not joined again with what has become of it")
    func merging() {
        func whole(_ base: String, _ mine: String, _ theirs: String) -> String {
            DraftMerge(base: base, mine: mine, theirs: theirs).text
        }

        #expect(whole("", "mine", "theirs") == "theirs\nmine")
        #expect(whole("B", "Bo", "W\nB") == "W\nBo")
        #expect(whole("B", "Bo", "B\nW") == "Bo\nW")
        #expect(whole("B\nW", "B\nWe", "Bo\nW") == "Bo\nWe")
        #expect(whole("B\nW", "B", "Bo\nW") == "Bo")
        #expect(whole("x", "", "theirs\nx") == "theirs")
        #expect(whole("one", "two", "three") == "three\ntwo")
    }
}
