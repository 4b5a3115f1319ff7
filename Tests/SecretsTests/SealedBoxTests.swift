import Testing

@testable import Secrets

@Suite("Sealing")
struct SealedBoxTests {
    /// The vectors for 256-bit keys of the specification of GCM that NIST refers to: cases 13 to 16.
    private static let vectors: [(key: String, nonce: String, bound: String, plain: String, sealed: String)] = [
        (
            String(repeating: "0", count: 64), String(repeating: "0", count: 24), "", "",
            "530f8afbc74536b9a963b4f1c4cb738b"
        ),
        (
            String(repeating: "0", count: 64), String(repeating: "0", count: 24), "", String(repeating: "0", count: 32),
            "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"
                + "b094dac5d93471bdec1a502270e3cc6c"
        ),
        (
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662" + "76fc6ece0f4e1768cddf8853bb2d551b"
        ),
    ]

    private func bytes(_ digits: String) -> [UInt8] {
        let values = digits.utf8.compactMap(Hexadecimal.value)
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    @Test("known texts come out as the standard prints them, and open again", arguments: 0..<4)
    func publishedVectors(index: Int) throws {
        let vector = Self.vectors[index]
        let (key, nonce, bound) = (SecretBytes(bytes(vector.key)), bytes(vector.nonce), bytes(vector.bound))

        let sealed = SealedBox.seal(SecretBytes(bytes(vector.plain)), key: key, nonce: nonce, bound: bound)

        #expect(Hexadecimal.lowercase(sealed) == vector.sealed)
        let opened = try #require(SealedBox.open(sealed[...], key: key, nonce: nonce, bound: bound))
        #expect(opened == SecretBytes(bytes(vector.plain)))
    }

    @Test("a single bit that is another keeps it shut")
    func tampered() {
        let key = SecretBytes.random(32)
        let nonce = Randomness.bytes(12)
        let sealed = SealedBox.seal(SecretBytes(Array("a token".utf8)), key: key, nonce: nonce, bound: [1, 2, 3])
        for bit in 0..<(sealed.count * 8) {
            var changed = sealed
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(SealedBox.open(changed[...], key: key, nonce: nonce, bound: [1, 2, 3]) == nil)
        }
        #expect(SealedBox.open(sealed[...], key: .random(32), nonce: nonce, bound: [1, 2, 3]) == nil)
        #expect(SealedBox.open(sealed[...], key: key, nonce: Randomness.bytes(12), bound: [1, 2, 3]) == nil)
        #expect(SealedBox.open(sealed[...], key: key, nonce: nonce, bound: [1, 2]) == nil)
        #expect(SealedBox.open(sealed[...], key: key, nonce: nonce, bound: []) == nil)
        for length in 0..<sealed.count {
            #expect(SealedBox.open(sealed[..<length], key: key, nonce: nonce, bound: [1, 2, 3]) == nil)
        }
    }

    @Test("secret bytes tell nothing of themselves, and are equal by what they hold")
    func secretBytes() {
        let secret = SecretBytes(Array("hush".utf8))

        #expect("\(secret)" == "4 secret bytes")
        var dumped = ""
        dump([secret], to: &dumped)
        #expect(!dumped.contains("hush") && !String(reflecting: secret).contains("hush"))
        #expect(secret == SecretBytes(Array("hush".utf8)))
        #expect(secret != SecretBytes(Array("husk".utf8)) && secret != SecretBytes([]))
        #expect(secret.text == "hush" && SecretBytes([0xFF]).text == nil && SecretBytes([]).text == "")
    }
}
