/// A telephone number in E.164: a plus sign, then 7 to 15 digits, the first of which is no zero.
///
/// The type promises the form only. Whether such a number exists is PhoneNumbers' question, and a number that the
/// carrier sent is kept whatever the answer.
package struct PhoneNumber: Hashable, Sendable, Comparable, CustomStringConvertible {
    package let e164: String

    package init?(e164 text: String) {
        let bytes = text.utf8
        guard (8...16).contains(bytes.count) else { return nil }
        for (place, byte) in bytes.enumerated() {
            switch place {
            case 0: guard byte == 43 else { return nil }
            case 1: guard (49...57).contains(byte) else { return nil }
            default: guard (48...57).contains(byte) else { return nil }
            }
        }
        e164 = text
    }

    package var description: String { e164 }

    /// The number without its plus sign, as conversation names carry it.
    package var digits: String { String(e164.dropFirst()) }

    /// What the composer shows, so that a person can tell two recipients of one name apart.
    package var lastFour: String { String(e164.suffix(4)) }

    package static func < (one: PhoneNumber, other: PhoneNumber) -> Bool { one.e164 < other.e164 }
}
