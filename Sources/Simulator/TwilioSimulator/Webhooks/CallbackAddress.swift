/// An absolute http or https address, split as far as Twilio's webhooks need it.
struct CallbackAddress: Equatable, Sendable {
    /// The address to call: without user, password and fragment. This is also what is signed.
    let called: String
    let host: String
    /// `user:password`, to be sent as Basic authentication.
    let credentials: String?
    /// What follows `#`: Twilio's connection overrides.
    let fragment: String

    init?(_ text: String) {
        let halves = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let address = halves.first.map(String.init) ?? ""
        fragment = halves.count > 1 ? String(halves[1]) : ""
        let lowered = address.lowercased()
        guard let scheme = ["http://", "https://"].first(where: lowered.hasPrefix) else { return nil }
        let rest = address.dropFirst(scheme.count)
        let authority = rest.prefix { !"/?".contains($0) }
        let place = authority.lastIndex(of: "@")
        credentials = place.map { String(authority[..<$0]) }
        let hostAndPort = place.map { authority[authority.index(after: $0)...] } ?? authority
        host = String(hostAndPort.prefix { $0 != ":" })
        guard !host.isEmpty, !host.contains(where: \.isWhitespace) else { return nil }
        called = String(address.prefix(scheme.count) + hostAndPort + rest.dropFirst(authority.count))
    }
}
