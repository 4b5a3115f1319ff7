/// The part of an address that names a machine: `host`, `host:port` or `[address]:port` (RFC 3986, 3.2).
package struct Authority: Hashable, Sendable {
    /// In small letters and without brackets.
    package let host: String
    /// From 1 to 65,535, where one was written.
    package let port: Int?

    /// `nil` for a user name, an empty host, a port that is none, and characters in which a library and we might see
    /// different hosts.
    package init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)[...]
        let name: ArraySlice<UInt8>
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return nil }
            (name, bytes) = (bytes[1..<end], bytes[(end + 1)...])
            guard name.allSatisfy(Self.isOfSixthVersion) else { return nil }
        } else {
            let end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
            (name, bytes) = (bytes[..<end], bytes[end...])
            guard name.allSatisfy(Self.isOfName) else { return nil }
        }
        guard !name.isEmpty else { return nil }
        host = String(decoding: name, as: UTF8.self).lowercased()
        guard let mark = bytes.popFirst() else {
            port = nil
            return
        }
        guard mark == UInt8(ascii: ":"), (1...5).contains(bytes.count), bytes.allSatisfy({ (48...57).contains($0) }),
            let number = Int(String(decoding: bytes, as: UTF8.self)), (1...65_535).contains(number)
        else { return nil }
        port = number
    }

    /// Whether the host is this machine.
    package var isLoopback: Bool { LoopbackHost.contains(host) }

    private static func isOfName(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        default: false
        }
    }

    private static func isOfSixthVersion(_ byte: UInt8) -> Bool {
        switch byte {
        case 48...57, 65...70, 97...102, UInt8(ascii: ":"), UInt8(ascii: "."): true
        default: false
        }
    }
}
