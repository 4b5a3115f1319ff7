/// Where a Leadline server is asked, and as whom.
package struct CRMAccess: Sendable {
    let scheme: String
    let authority: String
    /// What stands in front of every path, without a slash at its end.
    let prefix: String
    /// The Unix socket that it is asked by, where it is.
    let socket: String?
    let token: String

    /// `base` is an address such as `https://leadline.example`, with or without a path.
    package init?(base: String, token: String) {
        let parts = base.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasSuffix(":"), parts[1].isEmpty else { return nil }
        let authority = parts[2].prefix { $0 != "/" }
        scheme = String(parts[0].dropLast())
        self.authority = String(authority)
        prefix = String(parts[2].dropFirst(authority.count))
        (socket, self.token) = (nil, token)
    }

    package init(socket: String, token: String) {
        (scheme, authority, prefix) = ("http", "localhost", "")
        (self.socket, self.token) = (socket, token)
    }
}
