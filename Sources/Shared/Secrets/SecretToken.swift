internal import COpenSSL

/// A token that opens something by itself: 256 bits of chance behind a word that tells what it is, so that whoever finds one
/// in a file or a log knows what was lost.
package struct SecretToken: Hashable, Sendable {
    /// What a token opens.
    package enum Kind: String, CaseIterable, Sendable {
        /// The server, for a user's device or script.
        case user = "leadline_user_"
        /// One file, for whoever has the link.
        case link = "leadline_link_"
    }

    /// Tell it once, to its owner.
    package let text: String

    package static func fresh(_ kind: Kind) -> SecretToken {
        SecretToken(text: kind.rawValue + Base62.encode(Randomness.bytes(32)))
    }

    private init(text: String) { self.text = text }

    /// Reads a token as its bearer sent it; `nil` for what `fresh` never makes, which nobody needs to look for.
    package init?(_ text: some StringProtocol, _ kind: Kind) {
        guard text.hasPrefix(kind.rawValue), text.utf8.count == kind.rawValue.utf8.count + Base62.length,
            text.utf8.dropFirst(kind.rawValue.utf8.count).allSatisfy(Base62.isDigit)
        else { return nil }
        self.text = String(text)
    }

    package var hash: TokenHash { TokenHash(of: Array(text.utf8)) }
}

extension SecretToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "a token" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is kept of a token: its SHA-256. Nobody guesses 256 bits, so nothing slower is needed, unlike for passwords.
package struct TokenHash: Hashable, Sendable {
    package let bytes: [UInt8]

    fileprivate init(of text: [UInt8]) {
        var digest = [UInt8](repeating: 0, count: 32)
        let isMade = EVP_Digest(text, text.count, &digest, nil, EVP_sha256(), nil) == 1
        precondition(isMade, "libcrypto has no memory left for a digest.")
        bytes = digest
    }

    /// A hash as it was stored.
    package init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    package static func == (one: TokenHash, other: TokenHash) -> Bool { constantTimeEquals(one.bytes, other.bytes) }
}

/// Bytes as digits and letters alone, which a double click selects whole.
enum Base62 {
    /// How many digits 32 bytes take.
    static let length = 43

    /// Exactly `length` digits for 32 bytes.
    static func encode(_ bytes: [UInt8]) -> String {
        var number = bytes
        var digits: [UInt8] = []
        for _ in 0..<length {
            var rest = 0
            for index in number.indices {
                let part = rest << 8 | Int(number[index])
                number[index] = UInt8(part / 62)
                rest = part % 62
            }
            digits.append(alphabet[rest])
        }
        return String(decoding: digits.reversed(), as: UTF8.self)
    }

    static func isDigit(_ byte: UInt8) -> Bool { alphabet.contains(byte) }

    private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
}
