internal import Transport

/// An http or https address, taken apart as far as a request needs it.
struct WebAddress: Hashable, Sendable {
    var scheme: String
    /// Host and, where it was written, port.
    var authority: String
    /// From the first slash on, with the query and without a fragment; at least `/`.
    var path: String

    /// Reads an absolute address; `nil` for other schemes, user names and what has no host.
    init?(_ text: String) {
        guard let mark = text.firstIndex(of: ":"), text[mark...].hasPrefix("://") else { return nil }
        scheme = text[..<mark].lowercased()
        let rest = text[text.index(mark, offsetBy: 3)...].prefix { $0 != "#" }
        let host = rest.prefix { $0 != "/" && $0 != "?" }
        guard scheme == "https" || scheme == "http", !host.isEmpty, !host.contains("@"), !host.contains("\\") else {
            return nil
        }
        authority = host.lowercased()
        let tail = rest[host.endIndex...]
        path = tail.hasPrefix("/") ? String(tail) : "/" + tail
    }

    /// Reads where a redirect of this address leads, which may be written relative to its host.
    func redirected(to location: String) -> WebAddress? {
        guard location.hasPrefix("/"), !location.hasPrefix("//") else { return WebAddress(location) }
        var target = self
        target.path = String(location.prefix { $0 != "#" })
        return target
    }

    /// Whether both are served by the same program: a secret of one may be shown to the other.
    func isSameOrigin(as other: WebAddress) -> Bool { scheme == other.scheme && authority == other.authority }

    /// Whether the host is this machine.
    var isLoopback: Bool { Authority(authority)?.isLoopback ?? false }
}
