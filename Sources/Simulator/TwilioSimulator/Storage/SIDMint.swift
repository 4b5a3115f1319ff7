/// Makes Twilio's identifiers, 32 hexadecimal digits behind two letters, from small numbers, and reads them back.
///
/// The lower half is the number, mixed beyond recognition by a key but invertibly; the upper half is a check of the
/// lower one. So a million identifiers need no table, differ between seeds, and are the same for the same seed.
struct SIDMint: Sendable {
    /// What is numbered, so that the third message and the third medium have nothing in common.
    enum Kind: UInt64, Sendable {
        case account = 1, key, message, media, number, service, callerID, token, secret, content, delivery
    }

    let seed: UInt64

    /// Appends the 32 digits of `number`, without letters before them.
    func write(_ kind: Kind, _ number: Int, into bytes: inout [UInt8]) {
        let low = mix(UInt64(number) | kind.rawValue << 56)
        write(check(low), into: &bytes)
        write(low, into: &bytes)
    }

    func sid(_ letters: String, _ kind: Kind, _ number: Int) -> String {
        var bytes = Array(letters.utf8)
        write(kind, number, into: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The number behind `sid`, or `nil` when this mint did not make it for `kind`.
    func number(_ sid: String, letters: [String], _ kind: Kind) -> Int? {
        let bytes = Array(sid.utf8)
        guard bytes.count == 34, letters.contains(where: { sid.hasPrefix($0) }),
            let high = value(bytes[2..<18]), let low = value(bytes[18...]), check(low) == high
        else { return nil }
        let plain = unmix(low)
        return plain >> 56 == kind.rawValue ? Int(plain & 0xFF_FFFF_FFFF_FFFF) : nil
    }

    private func write(_ half: UInt64, into bytes: inout [UInt8]) {
        var shift: UInt64 = 64
        while shift > 0 {
            shift -= 4
            let digit = UInt8(truncatingIfNeeded: half >> shift & 15)
            bytes.append(digit < 10 ? 48 + digit : 87 + digit)
        }
    }

    /// Four rounds of a Feistel network: every 64-bit value has one image, and the key decides which.
    private func mix(_ value: UInt64) -> UInt64 {
        var (left, right) = (UInt32(value >> 32), UInt32(truncatingIfNeeded: value))
        for round in 0..<UInt64(4) { (left, right) = (right, left ^ scramble(right, round)) }
        return UInt64(left) << 32 | UInt64(right)
    }

    private func unmix(_ value: UInt64) -> UInt64 {
        var (left, right) = (UInt32(value >> 32), UInt32(truncatingIfNeeded: value))
        for round in (0..<UInt64(4)).reversed() { (left, right) = (right ^ scramble(left, round), left) }
        return UInt64(left) << 32 | UInt64(right)
    }

    /// The round function; it may be anything, since the network is invertible whatever it does.
    private func scramble(_ half: UInt32, _ round: UInt64) -> UInt32 {
        var state = SplitMix(seed: seed &+ round &* 0x51_7C_C1_B7 &+ UInt64(half) << 16)
        return UInt32(truncatingIfNeeded: state.next())
    }

    private func check(_ low: UInt64) -> UInt64 {
        var state = SplitMix(seed: seed ^ low)
        return state.next()
    }

    private func value(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var sum: UInt64 = 0
        for digit in digits {
            switch digit {
            case 48...57: sum = sum << 4 | UInt64(digit - 48)
            case 97...102: sum = sum << 4 | UInt64(digit - 87)
            default: return nil
            }
        }
        return sum
    }
}

/// A small generator of random numbers whose course is decided by its seed (SplitMix64, Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number in `0..<bound`; 0 where there is no room.
    mutating func below(_ bound: Int) -> Int { bound > 0 ? Int(next() % UInt64(bound)) : 0 }

    /// Whether a thing that happens `percent` times in a hundred happens now.
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    /// One of `choices`, which must not be empty.
    mutating func pick<Choice>(_ choices: [Choice]) -> Choice { choices[below(choices.count)] }
}
