import Testing

@testable import Secrets

@Suite("Digests")
struct DigestTests {
    @Test("a signature over a known text comes out as RFC 2202 and RFC 4231 print it")
    func publishedVectors() {
        let key = Array("Jefe".utf8)
        let text = Array("what do ya want for nothing?".utf8)

        #expect(
            Hexadecimal.lowercase(MessageDigest.hmacSHA1.digest(of: text, key: key))
                == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
        #expect(
            Hexadecimal.lowercase(MessageDigest.hmacSHA256.digest(of: text, key: key))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test("an empty key and an empty text still have a signature")
    func emptyInput() {
        let digest = MessageDigest.hmacSHA1.digest(of: [], key: [])

        #expect(Hexadecimal.lowercase(digest) == "fbdb1d1b18aa6c08324b7d64b71fb76370690e1d")
    }

    @Test("a file hashed in pieces has the hash of the whole")
    func piecesEqualWhole() {
        let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let hash = ContentHash()

        for start in stride(from: 0, to: bytes.count, by: 997) {
            hash.update(bytes[start..<min(start + 997, bytes.count)])
        }

        #expect(hash.finish() == ContentHash.hex(of: bytes))
        #expect(hash.finish() == ContentHash.hex(of: []))
    }

    @Test("the hash of three letters is the published one")
    func publishedHash() {
        #expect(
            ContentHash.hex(of: Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test(
        "two signatures are equal only when every byte is",
        arguments: [("", "", true), ("a", "a", true), ("a", "b", false), ("a", "ab", false), ("ab", "a", false)])
    func comparison(one: String, other: String, equal: Bool) {
        #expect(constantTimeEquals(Array(one.utf8), Array(other.utf8)) == equal)
    }
}
