/// Which hosts are this machine, whatever a resolver says: the only ones that may be spoken to without encryption.
package enum LoopbackHost {
    /// `host` is a name or an address without its port, in small letters; an IPv6 address may stand in brackets.
    package static func contains(_ host: some StringProtocol) -> Bool {
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil && $0.utf8.count <= 3 }
    }
}
