import Foundation
import Messaging
import TestSupport
import Testing

@Suite("Replacing characters that make a text dear")
struct SmartEncodingTests {
    @Test("A typographer's sentence becomes one that fits seven bits")
    func sentence() {
        let replaced = SmartEncoding.replacing("“Don’t wait…” — it’s ½ price")

        #expect(replaced == "\"Don't wait...\" - it's 1/2 price")
        #expect(Segments(replaced).encoding == .gsm7)
    }

    @Test("A letter without a look-alike stays")
    func stays() {
        #expect(SmartEncoding.replacing("está") == "está")
        #expect(SmartEncoding.replacement(for: "á") == nil)
    }

    @Test(
        "A letter whose accent is a scalar of its own is put together or left alone, never taken apart",
        arguments: [
            ("man\u{303}ana", "mañana"), ("cafe\u{301}", "café"), ("A\u{308}pfel", "Äpfel"), ("a\u{301}", "a\u{301}"),
            ("o\u{303}", "o\u{303}"), ("e\u{323}\u{301}", "e\u{323}\u{301}"), ("“e\u{300}”…", "\"è\"..."),
            ("\u{303}", "~"),
            ("mañana", "mañana"),
        ])
    func decomposedLetters(text: String, cheaper: String) {
        #expect(Array(SmartEncoding.cheaper(text).unicodeScalars) == Array(cheaper.unicodeScalars))
    }

    @Test("No character of the GSM alphabet is ever replaced, and every stand-in is in it")
    func onlyStrangers() {
        for value in UInt32(0)...0xFFFF {
            guard let scalar = Unicode.Scalar(value), let standIn = SmartEncoding.replacement(for: scalar) else {
                continue
            }
            #expect(Segments(String(scalar)).encoding == .ucs2, "\(String(value, radix: 16))")
            #expect(Segments(standIn).encoding == .gsm7, "\(String(value, radix: 16))")
        }
    }

    @Test("The stand-ins are as many as Twilio's, oddities included")
    func oddities() {
        let count = (UInt32(0)...0x10FFFF).count { value in
            Unicode.Scalar(value).flatMap(SmartEncoding.replacement) != nil
        }

        #expect(count == 270)
        #expect(SmartEncoding.replacement(for: "\u{2039}") == ">")
        #expect(SmartEncoding.replacement(for: "\u{A0}") == "  ")
        #expect(SmartEncoding.replacement(for: "\t") == "       ")
        #expect(SmartEncoding.replacement(for: "\u{200B}") == "")
        #expect(SmartEncoding.replacement(for: "\u{FF5A}") == nil)
    }

    @Test("Where Twilio's list lies beside the repository, every stand-in is the listed one")
    func published() throws {
        struct List: Decodable { var map: [String: String] }
        let path = Fixture.folder.appendingPathComponent("../../../shared/twilio/smart-encoding.json")
        guard let content = FileManager.default.contents(atPath: path.path) else {
            print("The published list of stand-ins is not beside the repository; only their number was compared.")
            return
        }

        for (name, standIn) in try JSONDecoder().decode(List.self, from: content).map {
            let scalar = try #require(UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init))
            #expect(SmartEncoding.replacement(for: scalar) == standIn, "\(name)")
        }
    }
}
