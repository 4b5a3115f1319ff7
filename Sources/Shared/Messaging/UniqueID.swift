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

    fileprivate init(milliseconds: UInt64, count: UInt64, chance: UInt64) {
        self.init(milliseconds << 16 | count, chance, version: 7)
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

/// Ids of version 7 in the order in which they are asked for, also within one millisecond.
///
/// The twelve bits behind the moment count within it and begin at chance (RFC 9562, 6.2, method 1). Where they do not
/// suffice, the next millisecond is begun early. A clock that is set back by more than a second is followed.
package struct UniqueIDSequence: Sendable {
    private var moment: UInt64 = 0
    private var count: UInt64 = 0

    package init() {}

    package mutating func next(at moment: Instant, _ chance: inout some RandomNumberGenerator) -> UniqueID {
        let now = min(UInt64(clamping: moment.milliseconds), Self.greatestMoment)
        if now > self.moment || now + 1000 < self.moment {
            begin(now, &chance)
        } else if count < 0xFFF {
            count += 1
        } else {
            begin(min(self.moment + 1, Self.greatestMoment), &chance)
        }
        return UniqueID(milliseconds: self.moment, count: count, chance: chance.next())
    }

    private mutating func begin(_ moment: UInt64, _ chance: inout some RandomNumberGenerator) {
        self.moment = moment
        count = chance.next() & 0x7FF
    }

    private static let greatestMoment: UInt64 = 0xFFFF_FFFF_FFFF
}
