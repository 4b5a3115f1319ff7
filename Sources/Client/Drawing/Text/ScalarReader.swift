/// Reads the scalars of a text from its bytes, several times as quickly as through the text's own view of them.
///
/// What is no UTF-8, which no text of ours holds, comes out as U+FFFD.
struct ScalarReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next scalar begins.
    private(set) var offset: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0) { (self.bytes, self.offset) = (bytes, offset) }

    @inline(__always)
    mutating func next() -> Unicode.Scalar? {
        guard offset < bytes.count else { return nil }
        let first = bytes[offset]
        offset += 1
        return first < 0x80 ? Unicode.Scalar(first) : rest(of: UInt32(first))
    }

    /// The scalar that begins with the byte just read.
    private mutating func rest(of first: UInt32) -> Unicode.Scalar {
        let more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
        guard offset + more <= bytes.count else {
            offset = bytes.count
            return "\u{FFFD}"
        }
        var value = first & (0x3F >> UInt32(more))
        for byte in bytes[offset..<offset + more] { value = value << 6 | UInt32(byte & 0x3F) }
        offset += more
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }
}

extension Substring {
    /// The bytes of the text, where they lie.
    @inline(__always)
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
    }
}
