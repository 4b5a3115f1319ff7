import Testing

@testable import TwilioAPI

@Suite("Hostile JSON")
struct JSONTests {
    private func text(_ json: String) throws -> String? { try JSONValue(Array(json.utf8)).text }

    @Test(
        "escapes are undone, and what stands for no letter becomes the replacement sign",
        arguments: [
            (#""a\n\t\r\b\f\/\\\"b""#, "a\n\t\r\u{8}\u{c}/\\\"b"), (#""\u00e9\u20ac""#, "é€"),
            (#""\ud83d\udc4d""#, "👍"), (#""\ud83d""#, "\u{FFFD}"), (#""\udc4d\ud83d""#, "\u{FFFD}\u{FFFD}"),
            (#""\ud83dx""#, "\u{FFFD}x"), (#""\ud83d\u0041""#, "\u{FFFD}A"), (#""\uZZZZ""#, "\u{FFFD}ZZZZ"),
            (#""\u12""#, "\u{FFFD}12"), (#""\x""#, "x"), (#""\u0000""#, "\0"),
        ])
    func escapes(json: String, expected: String) throws {
        #expect(try text(json).map { Array($0.unicodeScalars) } == Array(expected.unicodeScalars))
    }

    @Test("bytes that are no UTF-8 are repaired")
    func invalidUTF8() throws {
        let value = try JSONValue([34, 0xFF, 0xC3, 65, 34])

        #expect(value.text == "\u{FFFD}\u{FFFD}A")
    }

    @Test("nesting without end is refused", arguments: ["[", "{\"a\":", "{\"messages\":[{\"a\":["])
    func deepNesting(opening: String) {
        let bytes = Array(String(repeating: opening, count: 100_000).utf8)

        #expect(throws: DecodingFault.tooDeep) { try JSONValue(bytes) }
        #expect(throws: DecodingFault.self) { try MessagePage.decode(bytes) }
    }

    @Test(
        "decimals are exact to a millionth",
        arguments: [
            ("-0.00750", -7500), ("7", 7_000_000), ("+1.5", 1_500_000), ("0.0000019", 1), (".5", 500_000),
            ("5.", 5_000_000),
        ])
    func decimals(text: String, millionths: Int64) {
        #expect(Decimal(text.utf8)?.millionths == millionths)
    }

    @Test(
        "what is no plain decimal has no value",
        arguments: ["", "-", ".", "1e3", "1.2.3", "--1", "1 ", "٣", "99999999999999999999", "NaN"])
    func noDecimals(text: String) {
        #expect(Decimal(text.utf8) == nil)
    }

    @Test("every reader returns, whatever bytes it is given")
    func noise() throws {
        var random: UInt64 = 0x9E37_79B9_7F4A_7C15
        let seeds = try ["message-page.json", "message-page-oddities.json", "media-list.json"].map {
            try fixture("Twilio/" + $0)
        }
        for round in 0..<600 {
            var bytes = Array(seeds[round % 3].prefix(2500))
            for _ in 0..<(1 + round % 9) {
                random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                let place = Int(random >> 33) % bytes.count
                let alphabet = Array(#"{}[]":,\u0d8n-e1."#.utf8) + [0, 255, 0xE2]
                bytes[place] = alphabet[Int(random >> 20 & 0xFFF) % alphabet.count]
                if random & 0x1000 != 0 { bytes.removeSubrange(place..<min(place + 40, bytes.count - 1)) }
            }
            decodeEverything(bytes)
        }
    }
}
