/// A terminal's pen: emphasis and two colours, as the numbers that set them (ECMA-48, SGR).
nonisolated struct Pen: Hashable, Sendable {
    /// One bit for each of the codes 1 to 9.
    private var emphasis: UInt16 = 0
    private var front = Colour.usual
    private var back = Colour.usual

    private enum Colour: Hashable, Sendable {
        /// The terminal's own.
        case usual
        /// One of the first sixteen, by the code that sets it.
        case named(UInt8)
        case indexed(UInt8)
        case direct(UInt8, UInt8, UInt8)

        /// Reads what follows 38 or 48; `nil` where that is no colour.
        init?(_ codes: inout Codes) {
            switch codes.next() {
            case 5:
                guard let index = codes.next() else { return nil }
                self = .indexed(index)
            case 2:
                guard let red = codes.next(), let green = codes.next(), let blue = codes.next() else { return nil }
                self = .direct(red, green, blue)
            default: return nil
            }
        }

        /// Says the codes that set it, behind `selector` (38 or 48) where they are not one alone.
        func say(selector: UInt8, in words: inout Words) {
            switch self {
            case .usual: words.say(selector + 1)
            case .named(let code): words.say(code)
            case .indexed(let index):
                words.say(selector)
                words.say(5)
                words.say(index)
            case .direct(let red, let green, let blue):
                words.say(selector)
                for code in [2, red, green, blue] { words.say(code) }
            }
        }
    }

    /// Follows a change of the pen; `false` where it says something unknown, and the pen is as it was.
    mutating func apply(_ parameters: ArraySlice<UInt8>) -> Bool {
        var pen = self
        var codes = Codes(parameters)
        while let code = codes.next() {
            switch code {
            case 0: pen = Pen()
            case 1...9: pen.emphasis |= 1 << code
            case 22: pen.emphasis &= ~(1 << 1 | 1 << 2)
            case 23...25, 27...29: pen.emphasis &= ~(1 << (code - 20))
            case 30...37, 90...97: pen.front = .named(code)
            case 40...47, 100...107: pen.back = .named(code)
            case 39: pen.front = .usual
            case 49: pen.back = .usual
            case 38, 48:
                guard let colour = Colour(&codes) else { return false }
                if code == 38 { pen.front = colour } else { pen.back = colour }
            default: return false
            }
        }
        guard !codes.hasFailed else { return false }
        self = pen
        return true
    }

    /// Whether spaces drawn by either pen look the same: colour and weight of letters do not show on them.
    func blanksLike(_ other: Pen) -> Bool {
        back == other.back && emphasis & Pen.shownOnBlanks == other.emphasis & Pen.shownOnBlanks
    }

    /// Underline, blinking, reverse and strike-through.
    private static let shownOnBlanks: UInt16 = 1 << 4 | 1 << 5 | 1 << 6 | 1 << 7 | 1 << 9

    /// The shortest change that makes `old` this pen.
    func change(from old: Pen?) -> [UInt8] {
        let anew = sequence(from: nil)
        guard let old, old.emphasis & ~emphasis == 0 else { return anew }
        let step = sequence(from: old)
        return step.count < anew.count ? step : anew
    }

    /// What is to be said on top of `old`, or after a reset.
    private func sequence(from old: Pen?) -> [UInt8] {
        // A change that begins with nothing begins with a reset.
        var words = Words(beginsWithNothing: old == nil)
        let before = old ?? Pen()
        var added = emphasis & ~before.emphasis
        while added != 0 {
            words.say(UInt8(added.trailingZeroBitCount))
            added &= added - 1
        }
        if front != before.front { front.say(selector: 38, in: &words) }
        if back != before.back { back.say(selector: 48, in: &words) }
        words.bytes.append(UInt8(ascii: "m"))
        return words.bytes
    }

    /// A sequence as it is written: numbers with semicolons between them.
    private struct Words {
        var bytes: [UInt8] = []
        private var isFirst: Bool

        init(beginsWithNothing: Bool) {
            isFirst = !beginsWithNothing
            bytes.reserveCapacity(40)
            bytes.append(0x1B)
            bytes.append(0x5B)
        }

        mutating func say(_ code: UInt8) {
            if !isFirst { bytes.append(UInt8(ascii: ";")) }
            isFirst = false
            if code >= 100 { bytes.append(0x30 + code / 100) }
            if code >= 10 { bytes.append(0x30 + code / 10 % 10) }
            bytes.append(0x30 + code % 10)
        }
    }

    /// The numbers between the semicolons, one after the other, nothing being nought.
    private struct Codes {
        private let bytes: ArraySlice<UInt8>
        private var place: Int
        /// Whether something was no number or too great; nothing follows it.
        private(set) var hasFailed = false

        init(_ bytes: ArraySlice<UInt8>) { (self.bytes, place) = (bytes, bytes.startIndex) }

        mutating func next() -> UInt8? {
            guard !hasFailed, place <= bytes.endIndex else { return nil }
            var number = 0
            while place < bytes.endIndex, bytes[place] != UInt8(ascii: ";") {
                let digit = Int(bytes[place]) - 0x30
                number = number * 10 + digit
                guard (0...9).contains(digit), number <= UInt8.max else {
                    hasFailed = true
                    return nil
                }
                place += 1
            }
            place += 1
            return UInt8(number)
        }
    }
}
