internal import Foundation
internal import ServerHTTP
internal import Transport

/// The root of what others reach: scheme, host, port and perhaps a path, without a slash at the end.
struct RootAddress: Hashable, Sendable {
    let text: String

    /// Plain http is taken for this machine's own addresses alone.
    init?(_ text: String) {
        let lowered = text.lowercased()
        guard let scheme = ["https://", "http://"].first(where: lowered.hasPrefix) else { return nil }
        let rest = lowered.dropFirst(scheme.count)
        let authority = rest.prefix { $0 != "/" }
        let path = text.dropFirst(scheme.count + authority.count)
        guard let read = Authority(authority), scheme == "https://" || read.isLoopback,
            path.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "/-._~".contains($0)) })
        else { return nil }
        var base = scheme + authority + path
        while base.hasSuffix("/") { base.removeLast() }
        self.text = base
    }
}

/// The role of a PostgreSQL address, which stands before the host or among the parameters.
struct PostgresRole: Hashable, Sendable {
    let name: String

    init?(of address: String) {
        guard let parts = URLComponents(string: address) else { return nil }
        let parameter = parts.queryItems?.last { $0.name == "user" }?.value
        guard let name = parameter ?? parts.user, !name.isEmpty else { return nil }
        self.name = name
    }
}

extension HTTPListener.Place {
    /// Reads `HOST:PORT` or `unix:PATH`; port 0 takes a free one.
    init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = text.dropFirst(5)
            // The kernel has room for no more.
            guard path.hasPrefix("/"), path.utf8.count < 108 else { return nil }
            self = .unix(path: String(path))
        } else {
            guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
                return nil
            }
            var host = text[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") {
                host = host.dropFirst().dropLast()
            } else if host.contains(":") {
                return nil
            }
            guard !host.isEmpty else { return nil }
            self = .tcp(host: String(host), port: Int(port))
        }
    }

    var wantedPort: Int {
        switch self {
        case .tcp(_, let port): port
        case .unix: 0
        }
    }

    /// How others name it, once `port` is taken.
    func base(port: Int) -> String {
        switch self {
        case .tcp(let host, _): "http://\(host.contains(":") ? "[\(host)]" : host):\(port)"
        case .unix(let path): "unix:\(path)"
        }
    }
}
