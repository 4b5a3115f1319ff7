/// A number that names one row of one kind; ids of different kinds never mix.
package protocol RowID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The letter that stands before the number where people and scripts read it.
    static var letter: Character { get }
    var rawValue: Int64 { get }
    init(rawValue: Int64)
}

extension RowID {
    package var description: String { "\(Self.letter)\(rawValue)" }

    package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }

    /// Reads what `description` wrote, such as `L42`; anything else is no id of this kind.
    package init?(_ text: String) {
        guard text.first == Self.letter, let number = Int64(text.dropFirst()), number > 0 else { return nil }
        self.init(rawValue: number)
    }
}

/// A lead: one person.
package struct LeadID: RowID {
    package static let letter: Character = "L"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A conversation: one lead on one of our numbers.
package struct ConversationID: RowID {
    package static let letter: Character = "C"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// A message: one SMS or MMS, from the moment it is queued here or first seen at the remote.
package struct MessageID: RowID {
    package static let letter: Character = "M"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// One picture, film or document of a message.
package struct MediaID: RowID {
    package static let letter: Character = "A"
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
}

/// Names one decision to send, wherever it is told of: a UUID that is given when the person decides and stays for good.
///
/// What is written down twice under one name, because nobody knew whether the first time had succeeded, is one message.
package struct IntentID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    /// A name that nothing else has.
    package init(_ chance: inout some RandomNumberGenerator) {
        // The version, 4, and the variant stand where RFC 9562 wants them.
        high = chance.next() & ~0xF000 | 0x4000
        low = chance.next() & ~(3 << 62) | 1 << 63
    }

    /// Reads the usual form of a UUID, in letters of either case; anything else is none.
    package init?(_ text: String) {
        var digits: [UInt8] = []
        for (place, byte) in text.utf8.enumerated() {
            if Self.hyphens.contains(place) {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
                digits.append(UInt8(digit))
            }
        }
        guard digits.count == 32, text.utf8.count == 36 else { return nil }
        high = digits[..<16].reduce(0) { $0 << 4 | UInt64($1) }
        low = digits[16...].reduce(0) { $0 << 4 | UInt64($1) }
    }

    /// Where the hyphens stand.
    private static let hyphens: Set<Int> = [8, 13, 18, 23]
}

extension IntentID: CustomStringConvertible {
    /// The usual form, in small letters.
    package var description: String {
        var text = ""
        for place in 0..<32 {
            if Self.hyphens.contains(text.utf8.count) { text += "-" }
            let half = place < 16 ? high : low
            text += String(half >> UInt64(60 - place % 16 * 4) & 15, radix: 16)
        }
        return text
    }
}
