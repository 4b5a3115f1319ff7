internal import HTTPTypes

/// Where a call goes, checked before anything is opened.
struct CallTarget {
    /// The whole address, exactly as it will be asked for.
    let url: String
    let isLoopback: Bool

    /// Takes https to anywhere and plain http to this machine alone, and no address in which a library and we might
    /// see different hosts.
    init(_ request: HTTPRequest) throws(TransportError) {
        guard let scheme = request.scheme?.lowercased(), scheme == "https" || scheme == "http" else {
            throw .refused(reason: "Only http and https addresses can be asked.")
        }
        guard let authority = request.authority, let host = Self.host(of: authority) else {
            throw .refused(reason: "The address has no usable host name.")
        }
        isLoopback = LoopbackHost.contains(host)
        guard scheme == "https" || isLoopback else {
            throw .refused(reason: "Plain http is allowed to this machine only; use https.")
        }
        let path = request.path ?? "/"
        guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 35 }) else {
            throw .refused(reason: "The address holds characters that must be escaped.")
        }
        url = "\(scheme)://\(authority)\(path)"
    }

    /// The host of `authority` without its port; `nil` for user names, empty names and strange characters.
    private static func host(of authority: String) -> String? {
        let bytes = Array(authority.utf8)
        let isBracketed = bytes.first == UInt8(ascii: "[")
        guard
            let end = isBracketed
                ? bytes.firstIndex(of: UInt8(ascii: "]")).map({ $0 + 1 })
                : bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.count
        else { return nil }
        let host = bytes[..<end]
        let port = bytes[end...]
        guard !host.isEmpty, host.allSatisfy({ isHostByte($0, bracketed: isBracketed) }),
            port.isEmpty || (port.count > 1 && port.count <= 6 && port.first == UInt8(ascii: ":")),
            port.dropFirst().allSatisfy({ (48...57).contains($0) })
        else { return nil }
        return String(decoding: host, as: UTF8.self).lowercased()
    }

    private static func isHostByte(_ byte: UInt8, bracketed: Bool) -> Bool {
        switch byte {
        case 48...57, 65...90, 97...122, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
        case UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "]"): bracketed
        default: false
        }
    }
}
