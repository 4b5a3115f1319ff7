import Testing

@testable import Secrets

@Suite("Tokens and base64")
struct EncodingTests {
    @Test(
        "base64 is what RFC 4648 prints, and reads back",
        arguments: [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")])
    func publishedPairs(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "what is no base64 is refused", arguments: ["Zg", "Zg=", "Z===", "Zm9v\n", "Z g=", "Zm-v", "====", "Zm8=Zg=="])
    func refused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("every byte survives base64")
    func everyByte() {
        let bytes = Array(UInt8.min...UInt8.max)

        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }

    @Test("two tokens are never the same")
    func tokensDiffer() {
        let tokens = Set((0..<100).map { _ in Randomness.token() })

        #expect(tokens.count == 100)
        #expect(tokens.allSatisfy { $0.utf8.count == 32 })
        #expect(Randomness.bytes(0).isEmpty)
    }
}
