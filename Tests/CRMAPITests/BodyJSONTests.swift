import Messaging
import TestSupport
import Testing

@testable import CRMAPI

@Suite("JSON that somebody sends")
struct BodyJSONTests {
    private func read(_ text: String) throws -> BodyJSON { try BodyJSON(Array(text.utf8)) }

    private func reason(_ bytes: [UInt8]) -> BodyJSONFault.Reason? {
        do {
            _ = try BodyJSON(bytes)
            return nil
        } catch { return error.reason }
    }

    @Test("every kind of value is read as what it is")
    func kinds() throws {
        let json = try read(#" {"a": [1, -2.50, 3e2, true, false, null], "b": {"c": "d"}, "e": "" } "#)

        #expect(
            json
                == .object([
                    "a": .list([.number("1"), .number("-2.50"), .number("3e2"), .bool(true), .bool(false), .null]),
                    "b": .object(["c": .text("d")]), "e": .text(""),
                ]))
    }

    @Test("escapes stand for their characters, pairs of surrogates for one")
    func escapes() throws {
        #expect(try read(#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#) == .text("\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1F600}"))
    }

    @Test(
        "what the grammar does not know is refused",
        arguments: [
            "{", "[1,]", "{\"a\":1,}", "{\"a\"}", "{a:1}", "[1 2]", "01", "-", "1.", ".5", "1e", "+1", "-01", "00",
            "nul", "True", "\"\n\"", "\"\\x\"", "\"\\u12g4\"", "1 2", "[]]", "'a'", "\u{FEFF}{}", "NaN", "// a\n1",
        ])
    func malformed(text: String) {
        #expect(throws: BodyJSONFault.self) { try read(text) }
    }

    @Test(
        "numbers that the grammar knows are kept digit for digit", arguments: ["0", "-0", "0.10", "10", "1E-7", "-3.5"])
    func numbers(text: String) throws {
        #expect(try read(text) == .number(text))
    }

    @Test("a whole number is one, whatever zeros stand behind its point, and one that is too large is none")
    func integers() throws {
        #expect(try read("12.0").integer == 12)
        #expect(try read("-7").integer == -7)
        for text in ["1.5", "1e2", "9223372036854775808", "\"1\""] { #expect(try read(text).integer == nil) }
    }

    @Test("a name that stands twice in one object is refused, however it is spelt")
    func duplicates() throws {
        #expect(reason(Array(#"{"a":1,"a":2}"#.utf8)) == .duplicate("a"))
        #expect(reason(Array(#"{"a":1,"\u0061":2}"#.utf8)) == .duplicate("a"))
        #expect(try read(#"[{"a":1},{"a":2}]"#).elements.count == 2)
    }

    @Test("broken UTF-8 and halves of surrogate pairs are refused")
    func notUnicode() {
        #expect(reason([34, 0xC3, 34]) == .notUnicode)
        #expect(reason([34, 0xED, 0xA0, 0x80, 34]) == .notUnicode)
        #expect(reason(Array(#""\ud83d""#.utf8)) == .notUnicode)
        #expect(reason(Array(#""\ud83d\u0041""#.utf8)) == .notUnicode)
        #expect(reason(Array(#""\ude00""#.utf8)) == .notUnicode)
    }

    @Test("depth and number of values are bounded")
    func bounds() {
        let deep = String(repeating: "[", count: 100_000)
        #expect(reason(Array(deep.utf8)) == .tooDeep)
        #expect(reason(Array("[\(String(repeating: "0,", count: 20_000))0]".utf8)) == .tooMany)
        #expect(reason([]) == .empty)
        #expect(reason(Array(" \n".utf8)) == .empty)
    }

    @Test("whatever bytes come, they are read or refused")
    func noise() {
        var dice = Dice(seed: 11)
        let pieces = [
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "d8", "00", "a", "1", "-", ".", "e", "true", "null", " ",
            "\u{e9}",
        ]
        for _ in 0..<20_000 {
            var bytes = (0..<Int.random(in: 0...12, using: &dice)).flatMap { _ in
                Array((pieces.randomElement(using: &dice) ?? "").utf8)
            }
            if Bool.random(using: &dice) { bytes.append(UInt8.random(in: 0...255, using: &dice)) }
            _ = reason(bytes)
        }
    }

    @Test("what we write, with controls and marks that turn the line, is read back as it was")
    func ownWriting() throws {
        let text = "a\u{202E}b\u{0}c\u{85}d\u{200D}\"\\\n\u{1F600}\u{FFFF}"
        let quoted = JSONLine.quoted(text)

        #expect(quoted.unicodeScalars.allSatisfy { !ScalarKind.isTreacherous($0) })
        #expect(try read(quoted) == .text(text))
    }
}
