import Foundation
import Messaging
import TestSupport
import Testing

@Suite("Printing an object on a line")
struct JSONLineTests {
    @Test("Members come in the order in which they were set")
    func order() {
        var nested = JSONLine()
        nested.set("direction", "inbound")
        var line = JSONLine()
        line.set("id", "L1")
        line.set("name", nil as String?)
        line.set("unread", 2)
        line.set("is_open", true)
        line.set("at", Instant(seconds: 0))
        line.set("last_message", nested)
        line.set("media", ["a", "b"])
        line.set("segment_units", [153, 7])
        line.set("rows", [nested])

        #expect(
            line.text == #"{"id":"L1","name":null,"unread":2,"is_open":true,"at":"1970-01-01T00:00:00Z","#
                + #""last_message":{"direction":"inbound"},"media":["a","b"],"segment_units":[153,7],"#
                + #""rows":[{"direction":"inbound"}]}"#)
        #expect(JSONLine().text == "{}")
    }

    @Test("Controls and what turns the direction of writing are spelt out")
    func escapes() {
        var line = JSONLine()
        line.set("body", "a\"\\\n\u{1B}\u{7F}\u{9B}\u{202E}\u{E0061}é😀")

        #expect(line.text == #"{"body":"a\"\\\u000a\u001b\u007f\u009b\u202e\udb40\udc61é😀"}"#)
    }

    @Test("A reader gets back every text whole, and the line holds nothing that a terminal obeys")
    func roundTrip() throws {
        for (name, text) in try Fixture.hostileTexts() {
            var line = JSONLine()
            line.set("body", text)

            let read = try JSONDecoder().decode([String: String].self, from: Data(line.text.utf8))
            #expect(read["body"].map { Array($0.unicodeScalars) } == Array(text.unicodeScalars), "\(name)")
            #expect(!line.text.unicodeScalars.contains(where: ScalarKind.isTreacherous), "\(name)")
        }
    }
}
