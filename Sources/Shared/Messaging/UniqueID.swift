/// A UUID: 128 bits that name one thing wherever it is told of.
package struct UniqueID: Hashable, Sendable {
    private let high: UInt64
    private let low: UInt64

    private init(_ high: UInt64, _ low: UInt64, version: UInt64) {
        // The version and the variant stand where RFC 9562 wants them.
        self.high = high & ~0xF000 | version << 12
        self.low = low & ~(3 << 62) | 1 << 63
    }

    /// Version 4: chance alone.
    package init(_ chance: inout some RandomNumberGenerator) {
        self.init(chance.next(), chance.next(), version: 4)
    }

    /// Version 7: the moment, then chance. What is made later sorts later, so an index of them grows at its end.
    package init(at moment: Instant, _ chance: inout some RandomNumberGenerator) {
        let time = UInt64(clamping: moment.milliseconds) << 16
        self.init(time | chance.next() & 0x0FFF, chance.next(), version: 7)
    }

    /// Reads the usual form, in letters of either case; anything else is none.
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

    /// Before and behind all ids that are made: where a list begins.
    package static let least = UniqueID(high: 0, low: 0)
    package static let greatest = UniqueID(high: .max, low: .max)

    private init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// Where the hyphens stand.
    private static let hyphens: Set<Int> = [8, 13, 18, 23]
}

extension UniqueID: Comparable {
    package static func < (one: UniqueID, other: UniqueID) -> Bool {
        (one.high, one.low) < (other.high, other.low)
    }
}

extension UniqueID: CustomStringConvertible {
    /// The usual form, in small letters.
    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for place in 0..<32 {
            if Self.hyphens.contains(text.count) { text.append(UInt8(ascii: "-")) }
            let half = place < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: half >> UInt64(60 - place % 16 * 4) & 15)
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
