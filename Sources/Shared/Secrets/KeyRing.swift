/// The keys that seal what has to be secret at rest: the first one seals, all of them open.
///
/// A sealed text is `enc:v1:KEY:BASE64`, the last part being nonce, ciphertext and tag. A new key comes in at the end, goes
/// to the front when every node knows it, and the old one is dropped when nothing is left that it sealed.
package struct KeyRing: Sendable {
    /// One key with the name by which sealed texts call it.
    package struct Key: Sendable {
        package let id: String
        let secret: SecretBytes

        /// A key that nobody has had before.
        package static func fresh() -> Key { Key(id: Randomness.token(bytes: 4), secret: .random(SealedBox.keyLength)) }
    }

    package let keys: [Key]

    /// `nil` for no keys, or two of one name.
    package init?(_ keys: [Key]) {
        guard !keys.isEmpty, Set(keys.map(\.id)).count == keys.count else { return nil }
        self.keys = keys
    }

    /// A ring with one new key.
    package static func fresh() -> KeyRing { KeyRing(first: .fresh(), rest: []) }

    private init(first: Key, rest: [Key]) { keys = [first] + rest }

    /// The ring with another key that opens, and does not seal yet.
    package func adding(_ key: Key) -> KeyRing? { KeyRing(keys + [key]) }

    /// The ring in which the key of this name seals.
    package func promoting(_ id: String) -> KeyRing? {
        keys.first { $0.id == id }.map { key in KeyRing(first: key, rest: keys.filter { $0.id != id }) }
    }

    /// The ring without the key of this name, which must not be the one that seals.
    package func dropping(_ id: String) -> KeyRing? {
        keys[0].id == id ? nil : KeyRing(keys.filter { $0.id != id })
    }
}

extension KeyRing {
    private static let prefix = "enc:v1:"

    /// Whether `text` has the form of a sealed one.
    package static func isSealed(_ text: String) -> Bool { parts(text) != nil }

    /// The name of the key that `text` was sealed with.
    package static func keyID(of text: String) -> String? { parts(text)?.id }

    /// Seals `secret` for `place`, each time to another text.
    package func seal(_ secret: SecretBytes, for place: SealedPlace) -> String {
        let nonce = Randomness.bytes(SealedBox.nonceLength)
        let box = SealedBox.seal(secret, key: keys[0].secret, nonce: nonce, bound: place.bytes)
        return "\(Self.prefix)\(keys[0].id):\(Base64.encode(nonce + box))"
    }

    /// What was sealed for `place`.
    package func open(_ text: String, at place: SealedPlace) throws(SealError) -> SecretBytes {
        guard let (id, bytes) = Self.parts(text) else { throw .notSealed }
        guard let key = keys.first(where: { $0.id == id }) else { throw .unknownKey(id) }
        let nonce = Array(bytes.prefix(SealedBox.nonceLength))
        let box = bytes.dropFirst(SealedBox.nonceLength)
        guard let secret = SealedBox.open(box, key: key.secret, nonce: nonce, bound: place.bytes) else {
            throw .notGenuine
        }
        return secret
    }

    /// The text sealed anew by the first key; `nil` where it is already.
    package func renewed(_ text: String, at place: SealedPlace) throws(SealError) -> String? {
        guard Self.keyID(of: text) != keys[0].id else { return nil }
        return seal(try open(text, at: place), for: place)
    }

    private static func parts(_ text: String) -> (id: String, bytes: [UInt8])? {
        guard text.utf8.count <= 1 << 20, text.hasPrefix(prefix) else { return nil }
        let halves = text.dropFirst(prefix.count).split(separator: ":", omittingEmptySubsequences: false)
        guard halves.count == 2, isKeyID(halves[0]), let bytes = Base64.decode(String(halves[1])),
            bytes.count >= SealedBox.nonceLength + SealedBox.tagLength
        else { return nil }
        return (String(halves[0]), bytes)
    }

    static func isKeyID(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 8 && text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }
}
