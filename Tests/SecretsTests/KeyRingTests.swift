import Testing

@testable import Secrets

@Suite("The keys that seal")
struct KeyRingTests {
    private let place = SealedPlace(tenant: [1], row: [2], column: "auth_token")
    private let secret = SecretBytes(Array("0123456789abcdef0123456789abcdef".utf8))

    @Test("a sealed token opens at its place, and is another text each time")
    func roundTrip() throws {
        let ring = KeyRing.fresh()

        let (one, other) = (ring.seal(secret, for: place), ring.seal(secret, for: place))

        #expect(one != other && one.hasPrefix("enc:v1:\(ring.keys[0].id):"))
        #expect(!one.contains("0123456789abcdef"))
        #expect(try ring.open(one, at: place) == secret)
        #expect(try ring.open(other, at: place) == secret)
    }

    @Test("moved to another tenant, row or column it stays shut")
    func bound() {
        let ring = KeyRing.fresh()
        let text = ring.seal(secret, for: place)
        let elsewhere = [
            SealedPlace(tenant: [3], row: [2], column: "auth_token"),
            SealedPlace(tenant: [1], row: [3], column: "auth_token"),
            SealedPlace(tenant: [1], row: [2], column: "api_key_secret"),
            // The same bytes in all, parted elsewhere.
            SealedPlace(tenant: [1, 2], row: [], column: "auth_token"),
            SealedPlace(tenant: [], row: [1, 2], column: "auth_token"),
        ]
        for place in elsewhere { #expect(throws: SealError.notGenuine) { try ring.open(text, at: place) } }
    }

    @Test("a token that nobody has sealed yet is known as one")
    func plain() {
        let ring = KeyRing.fresh()
        let plain = [
            "", "0123456789abcdef0123456789abcdef", "enc:v1:", "enc:v1:0123abcd:", "enc:v1:0123abcd:QUJD",
            "enc:v2:0123abcd:\(Base64.encode([UInt8](repeating: 0, count: 40)))", "enc:v1:0123ABCD:AAAA",
        ]
        for text in plain {
            #expect(!KeyRing.isSealed(text))
            #expect(throws: SealError.notSealed) { try ring.open(text, at: place) }
        }
        #expect(KeyRing.isSealed(ring.seal(SecretBytes([]), for: place)))
    }

    @Test("a key comes in, goes to the front, and the old one goes when nothing needs it any more")
    func rotation() throws {
        let old = KeyRing.fresh()
        let text = old.seal(secret, for: place)
        let key = KeyRing.Key.fresh()

        let both = try #require(old.adding(key))
        #expect(KeyRing.keyID(of: both.seal(secret, for: place)) == old.keys[0].id)
        let turned = try #require(both.promoting(key.id))
        let renewed = try #require(try turned.renewed(text, at: place))
        let alone = try #require(turned.dropping(old.keys[0].id))

        #expect(try both.open(renewed, at: place) == secret)
        #expect(try turned.renewed(renewed, at: place) == nil)
        #expect(try alone.open(renewed, at: place) == secret)
        #expect(throws: SealError.unknownKey(old.keys[0].id)) { try alone.open(text, at: place) }
    }

    @Test("a ring is never without a key, has none twice, and does not drop the one that seals")
    func whole() {
        let ring = KeyRing.fresh()

        #expect(KeyRing([]) == nil)
        #expect(ring.adding(ring.keys[0]) == nil)
        #expect(ring.dropping(ring.keys[0].id) == nil)
        #expect(ring.promoting("00000000") == nil)
    }
}
