import Glibc

/// A character set by the name that a file gives it, as the C library knows it.
struct CharacterSetName {
    private let name: String

    /// `nil` where there is no such set.
    init?(_ name: String) {
        // The name comes from a file, and slashes mean more to the C library than a name.
        guard (1...40).contains(name.utf8.count), name.utf8.allSatisfy(Self.isOfName) else { return nil }
        self.name = name
        guard let converter = Self.converter(name) else { return nil }
        iconv_close(converter)
    }

    /// What the bytes say, or `nil` where they are none of this set.
    func text(of bytes: [UInt8]) -> String? {
        guard let converter = Self.converter(name) else { return nil }
        defer { iconv_close(converter) }
        var source = bytes.map { CChar(bitPattern: $0) }
        // No set that people write names in takes more than four bytes a letter, and no letter is less than one byte.
        var room = [CChar](repeating: 0, count: bytes.count * 4 + 16)
        var (left, free) = (source.count, room.count)
        let status = source.withUnsafeMutableBufferPointer { source in
            room.withUnsafeMutableBufferPointer { room in
                var (from, to) = (source.baseAddress, room.baseAddress)
                return iconv(converter, &from, &left, &to, &free)
            }
        }
        guard status != .max, left == 0 else { return nil }
        return String(validating: room.dropLast(free).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func converter(_ name: String) -> iconv_t? {
        let converter = iconv_open("UTF-8", name)
        return converter == iconv_t(bitPattern: -1) ? nil : converter
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
        default: false
        }
    }
}
