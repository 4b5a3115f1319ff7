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
}
