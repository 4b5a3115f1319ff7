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
        guard let written = request.authority, let authority = Authority(written) else {
            throw .refused(reason: "The address has no usable host name.")
        }
        isLoopback = authority.isLoopback
        guard scheme == "https" || isLoopback else {
            throw .refused(reason: "Plain http is allowed to this machine only; use https.")
        }
        let path = request.path ?? "/"
        guard path.utf8.first == UInt8(ascii: "/"), path.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != 35 }) else {
            throw .refused(reason: "The address holds characters that must be escaped.")
        }
        url = "\(scheme)://\(written)\(path)"
    }
}
