import Testing

@testable import Secrets

@Suite("Tokens that open something")
struct SecretTokenTests {
    @Test("a token tells what it is, is made of digits and letters, and there are no two of them")
    func form() {
        let tokens = (0..<200).map { _ in SecretToken.fresh(.user).text }

        #expect(Set(tokens).count == 200)
        for text in tokens {
            #expect(text.wholeMatch(of: /leadline_user_[0-9A-Za-z]{43}/) != nil)
            #expect(SecretToken(text, .user)?.text == text)
            #expect(SecretToken(text, .link) == nil)
        }
    }

    @Test("32 bytes have a word each, from the smallest to the largest")
    func words() {
        #expect(Base62.encode([UInt8](repeating: 0, count: 32)) == String(repeating: "0", count: 43))
        #expect(Base62.encode([UInt8](repeating: 0, count: 31) + [62]) == String(repeating: "0", count: 41) + "10")
        // 2^256 - 1.
        #expect(Base62.encode([UInt8](repeating: 255, count: 32)) == "yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1")
    }

    @Test(
        "what was never a token is not looked for",
        arguments: [
            "", "leadline_user_", "leadline_user_short", "Bearer", "leadline_user_" + String(repeating: "é", count: 43),
        ])
    func strangers(text: String) {
        #expect(SecretToken(text, .user) == nil)
    }

    @Test("only a hash is kept, and it is that of the token")
    func hashes() throws {
        let text = "leadline_user_" + String(repeating: "0", count: 43)
        let token = try #require(SecretToken(text, .user))

        #expect(Hexadecimal.lowercase(token.hash.bytes) == ContentHash.hex(of: Array(text.utf8)))
        #expect(TokenHash(stored: token.hash.bytes) == token.hash)
        #expect(TokenHash(stored: []) == nil)
        #expect(SecretToken.fresh(.user).hash != token.hash)
        var dumped = ""
        dump([token], to: &dumped)
        #expect("\(token)" == "a token" && !String(reflecting: token).contains("000") && !dumped.contains("000"))
    }
}
