import Glibc

/// Where Twilio is to fetch an attachment: an address that the whole world can reach, over https.
enum MediaAddress {
    /// Refuses what Twilio could not fetch. A Twilio that is simulated on this machine may fetch from it, too.
    static func check(_ text: String, forThisMachine: Bool) throws(Complaint) {
        let advice = "Twilio fetches attachments itself: give a public address that begins with https://."
        guard let end = text.firstRange(of: "://")?.lowerBound, isScheme(text[..<end]) else {
            throw Complaint(
                .refused, "\(visible(text)) is a file, and sending files needs the server.", advice: advice)
        }
        let scheme = text[..<end].lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw Complaint(.refused, "Addresses of the kind \(visible(scheme)):// are not supported.", advice: advice)
        }
        guard let host = host(text[end...].dropFirst(3)) else {
            throw Complaint(.refused, "\(visible(text)) is no address.", advice: advice)
        }
        if forThisMachine { return }
        guard scheme == "https" else {
            throw Complaint(.refused, "\(visible(text)) is not protected on its way.", advice: advice)
        }
        guard isPublic(host) else {
            throw Complaint(.refused, "\(visible(host)) cannot be reached from outside.", advice: advice)
        }
    }

    private static func isScheme(_ text: Substring) -> Bool {
        text.first?.isLetter == true
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    }

    /// The host in lower case, without brackets and port. A name and a password before it are refused.
    private static func host(_ rest: Substring) -> String? {
        let authority = rest.prefix { !"/?#".contains($0) }
        guard !rest.contains(where: \.isWhitespace), !authority.contains("@"), !authority.contains("\\") else {
            return nil
        }
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            return authority[..<end].dropFirst().lowercased()
        }
        let host = authority.prefix { $0 != ":" }.lowercased()
        return host.isEmpty ? nil : host
    }

    private static func isPublic(_ host: String) -> Bool {
        if host.contains(":") { return isPublicSix(host) }
        var four = in_addr()
        // As the C library reads it, so that no other way of writing an address of a home network slips through.
        if inet_aton(host, &four) != 0 { return isPublicFour(UInt32(bigEndian: four.s_addr)) }
        var name = Substring(host)
        if name.last == "." { name.removeLast() }
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        return name.contains(".") && !["localhost", "local", "internal", "lan", "home", "test"].contains(ending)
    }

    /// By IANA's registry of special-purpose addresses.
    private static func isPublicFour(_ address: UInt32) -> Bool {
        let closed: [(net: UInt32, length: UInt32)] = [
            (0x0000_0000, 8), (0x0A00_0000, 8), (0x6440_0000, 10), (0x7F00_0000, 8), (0xA9FE_0000, 16),
            (0xAC10_0000, 12), (0xC000_0000, 24), (0xC0A8_0000, 16), (0xC612_0000, 15), (0xE000_0000, 3),
        ]
        return !closed.contains { address >> (32 - $0.length) == $0.net >> (32 - $0.length) }
    }

    /// Of the sixth version only 2000::/3 is the world's.
    private static func isPublicSix(_ host: String) -> Bool {
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: six) { $0[0] & 0xE0 == 0x20 }
    }
}
