/// A SID as it is stored: two letters and 32 small hexadecimal digits become 18 bytes, anything else stays text.
///
/// Half the bytes make the index of a million random SIDs fit the page cache, which is what the speed of a first sync
/// hangs on.
enum SIDKey: Hashable {
    case packed(PackedSID)
    case text(String)

    init(_ sid: String) {
        self = PackedSID(sid).map(SIDKey.packed) ?? .text(sid)
    }
}

extension SIDKey: Comparable {
    /// The order in which SQLite has them: texts by their bytes, then packed ones.
    static func < (one: SIDKey, other: SIDKey) -> Bool {
        switch (one, other) {
        case (.packed(let one), .packed(let other)): one < other
        case (.text(let one), .text(let other)): one.utf8.lexicographicallyPrecedes(other.utf8)
        case (.text, .packed): true
        case (.packed, .text): false
        }
    }
}

/// The 18 bytes of a SID of the usual form.
struct PackedSID: Hashable {
    private var letters: UInt16
    private var high: UInt64
    private var low: UInt64

    init?(_ sid: String) {
        var sid = sid
        let parsed = sid.withUTF8 { bytes -> PackedSID? in
            guard bytes.count == 34, Self.isCapital(bytes[0]), Self.isCapital(bytes[1]),
                let high = Self.number(bytes[2..<18]), let low = Self.number(bytes[18..<34])
            else { return nil }
            return PackedSID(letters: UInt16(bytes[0]) << 8 | UInt16(bytes[1]), high: high, low: low)
        }
        guard let parsed else { return nil }
        self = parsed
    }

    /// Reads the stored bytes; `nil` when they are not 18.
    init?(stored bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 18 else { return nil }
        letters = UInt16(bytes[0]) << 8 | UInt16(bytes[1])
        high = bytes[2..<10].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[10..<18].reduce(0) { $0 << 8 | UInt64($1) }
    }

    private init(letters: UInt16, high: UInt64, low: UInt64) {
        (self.letters, self.high, self.low) = (letters, high, low)
    }

    var text: String {
        String(unsafeUninitializedCapacity: 34) { buffer in
            buffer[0] = UInt8(letters >> 8)
            buffer[1] = UInt8(letters & 255)
            for place in 0..<16 {
                buffer[2 + place] = Self.digit(high >> UInt64(60 - place * 4))
                buffer[18 + place] = Self.digit(low >> UInt64(60 - place * 4))
            }
            return 34
        }
    }

    func bytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: 18, alignment: 8) { buffer in
            buffer[0] = UInt8(letters >> 8)
            buffer[1] = UInt8(letters & 255)
            for place in 0..<8 {
                buffer[2 + place] = UInt8(truncatingIfNeeded: high >> UInt64(56 - place * 8))
                buffer[10 + place] = UInt8(truncatingIfNeeded: low >> UInt64(56 - place * 8))
            }
            body(UnsafeRawBufferPointer(buffer))
        }
    }

    private static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }

    private static func digit(_ value: UInt64) -> UInt8 {
        let nibble = UInt8(value & 15)
        return nibble < 10 ? 48 + nibble : 87 + nibble
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64? {
        var value: UInt64 = 0
        for byte in digits {
            switch byte {
            case 48...57: value = value << 4 | UInt64(byte - 48)
            case 97...102: value = value << 4 | UInt64(byte - 87)
            default: return nil
            }
        }
        return value
    }
}

extension PackedSID: Comparable {
    static func < (one: PackedSID, other: PackedSID) -> Bool {
        (one.letters, one.high, one.low) < (other.letters, other.high, other.low)
    }
}
