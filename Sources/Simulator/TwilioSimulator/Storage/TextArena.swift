/// All message texts, one after the other in one block of UTF-8.
///
/// A million texts in strings of their own would be a million allocations; here a text is a place and a
/// length. What is cleared by redaction stays behind as unreachable bytes.
struct TextArena: Sendable {
    /// Where a text lies, and whether it can be put between JSON's quotes as it is.
    struct Slice: Sendable {
        var offset: UInt32 = 0
        var count: UInt16 = 0
        var needsEscape = false
    }

    private var bytes: [UInt8] = []

    /// Keeps `text`; what exceeds 65,535 bytes, which no message can have, is dropped.
    mutating func store(_ text: String) -> Slice {
        var text = text
        return text.withUTF8 { store(UnsafeRawBufferPointer($0)) }
    }

    mutating func store(_ text: UnsafeRawBufferPointer) -> Slice {
        let kept = text.prefix(Int(UInt16.max))
        let offset = UInt32(truncatingIfNeeded: bytes.count)
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: kept))
        return Slice(offset: offset, count: UInt16(kept.count), needsEscape: kept.contains(where: JSONBytes.isSpecial))
    }

    func text(_ slice: Slice) -> String { withBytes(slice) { String(decoding: $0, as: UTF8.self) } }

    /// Hands out the bytes of `slice` for the length of `body`.
    func withBytes<Result>(_ slice: Slice, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        bytes.withUnsafeBytes { all in
            let start = Int(slice.offset)
            return body(UnsafeRawBufferPointer(rebasing: all[start..<start + Int(slice.count)]))
        }
    }

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(bytes.count + count) }
}
