/// Where Twilio is to fetch an attachment: an address that the whole world can reach, over https.
package enum MediaAddress {
    /// Why Twilio could not fetch from an address.
    package enum Problem: Error, Hashable, Sendable {
        case isFile
        case otherScheme(String)
        case malformed
        case tooLong
        case unprotected
        case notPublic(host: String)
    }

    /// What helps in each of these cases.
    package static let advice =
        "Twilio fetches attachments itself: give a public address that begins with https://."

    private static let longest = 2048

    /// What is wrong with an address, or `nil`. A Twilio that is simulated on this machine may fetch from it, too.
    package static func problem(of text: String, forThisMachine: Bool) -> Problem? {
        guard let scheme = scheme(of: text) else { return .isFile }
        guard scheme == "https" || scheme == "http" else { return .otherScheme(scheme) }
        guard text.utf8.count <= longest else { return .tooLong }
        guard let host = host(text.dropFirst(scheme.count + 3)) else { return .malformed }
        if forThisMachine { return nil }
        guard scheme == "https" else { return .unprotected }
        return isPublic(host) ? nil : .notPublic(host: host)
    }

    /// What stands before `://`, in lower case.
    private static func scheme(of text: String) -> String? {
        guard let end = text.firstRange(of: "://")?.lowerBound else { return nil }
        let scheme = text[..<end]
        let isScheme =
            scheme.first?.isLetter == true
            && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
        return isScheme ? scheme.lowercased() : nil
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
        // Of the sixth version only 2000::/3 is the world's.
        if host.contains(":") { return IPAddress.six(host).map { $0 >> 13 == 1 } ?? false }
        if let four = IPAddress.four(host) { return !closed.contains { $0.contains(four) } }
        var name = Substring(host)
        if name.last == "." { name.removeLast() }
        let ending = name.split(separator: ".").last.map(String.init) ?? ""
        return name.contains(".") && !["localhost", "local", "internal", "lan", "home", "test"].contains(ending)
    }

    private struct Network {
        let net: UInt32
        let length: UInt32

        func contains(_ address: UInt32) -> Bool { address >> (32 - length) == net >> (32 - length) }
    }

    /// By IANA's registry of special-purpose addresses.
    private static let closed = [
        Network(net: 0x0000_0000, length: 8), Network(net: 0x0A00_0000, length: 8),
        Network(net: 0x6440_0000, length: 10), Network(net: 0x7F00_0000, length: 8),
        Network(net: 0xA9FE_0000, length: 16), Network(net: 0xAC10_0000, length: 12),
        Network(net: 0xC000_0000, length: 24), Network(net: 0xC0A8_0000, length: 16),
        Network(net: 0xC612_0000, length: 15), Network(net: 0xE000_0000, length: 3),
    ]
}

extension MediaAddress.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .isFile: "Sending a file needs the server; what lies at a public https:// address can be sent."
        case .otherScheme(let scheme): "Addresses of the kind \(shown(scheme)):// are not supported."
        case .malformed: "That is no address."
        case .tooLong: "That address is too long."
        case .unprotected: "That address is not protected on its way; https:// would be."
        case .notPublic(let host): "\(shown(host)) cannot be reached from outside."
        }
    }

    private func shown(_ text: String) -> String { VisibleText(text, keepsLines: false, limit: 80).text }
}

/// Numeric addresses of hosts, read in every way in which resolvers read them, so that no other way of writing an
/// address of a home network slips through.
private enum IPAddress {
    /// One to four numbers, decimal, octal or hexadecimal, the last of which fills what is left.
    static func four(_ host: String) -> UInt32? {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap(number)
        guard (1...4).contains(parts.count), numbers.count == parts.count, let last = numbers.last else { return nil }
        let room = UInt64(8 * (5 - numbers.count))
        guard last < 1 << room, numbers.dropLast().allSatisfy({ $0 < 256 }) else { return nil }
        let leading = numbers.dropLast().reduce(0) { $0 << 8 | $1 }
        return UInt32(leading << room | last)
    }

    private static func number(_ text: Substring) -> UInt64? {
        guard text.utf8.first.map({ (48...57).contains($0) }) == true, text.utf8.count <= 16 else { return nil }
        if text.hasPrefix("0x") { return UInt64(text.dropFirst(2), radix: 16) }
        return text.count > 1 && text.hasPrefix("0") ? UInt64(text, radix: 8) : UInt64(text)
    }

    /// The first sixteen bits of an address of the sixth version; `nil` where it is none.
    static func six(_ host: String) -> UInt16? {
        let halves = host.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return nil }
        var groups: [[UInt16]] = []
        for (index, half) in halves.enumerated() {
            guard let read = Self.groups(half, mayEndInFour: index == halves.count - 1) else { return nil }
            groups.append(read)
        }
        let count = groups.joined().count
        guard halves.count == 2 ? count <= 7 : count == 8 else { return nil }
        return groups[0].first ?? 0
    }

    private static func groups(_ text: Substring, mayEndInFour: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var tail: [UInt16] = []
        if mayEndInFour, let last = parts.last, last.contains(".") {
            guard let four = four(String(last)) else { return nil }
            tail = [UInt16(four >> 16), UInt16(four & 0xFFFF)]
            parts.removeLast()
        }
        let read = parts.compactMap { $0.utf8.count <= 4 && $0.allSatisfy(\.isHexDigit) ? UInt16($0, radix: 16) : nil }
        return read.count == parts.count ? read + tail : nil
    }
}
