/// What Twilio signs of a webhook request: its URL as it was configured, then each name and value in byte order.
///
/// The key and the digest are somebody else's; this is only the text they are applied to.
package enum SignatureText {
    /// The texts of which one must fit the signature. Several, because Twilio signs some requests with the port and
    /// some without it. `form` is `nil` where the parameters stand in the URL or the body is JSON.
    package static func candidates(url: [UInt8], form: WebhookForm?) -> [[UInt8]] {
        let tail = form.map(sortedParameters) ?? []
        return portVariants(of: withoutUser(url)).map { $0 + tail }
    }

    /// The hash that the sender of a JSON body put into the URL: the first `bodySHA256` of the query as it stands.
    /// Such a body counts only when this equals its own SHA-256 in lower-case hexadecimal.
    package static func bodyHash(url: [UInt8]) -> String? {
        guard let mark = url.firstIndex(of: UInt8(ascii: "?")) else { return nil }
        let query = Array(url[(mark + 1)...].prefix { $0 != UInt8(ascii: "#") })
        let pair = FormEncoding.decode(query).first { $0.name.elementsEqual("bodySHA256".utf8) }
        return pair.map { String(decoding: $0.value, as: UTF8.self) }
    }

    /// Names in byte order; a repeated name with each of its different values, in byte order too.
    private static func sortedParameters(_ form: WebhookForm) -> [UInt8] {
        let sorted = form.pairs.sorted { one, other in
            one.name == other.name
                ? one.value.lexicographicallyPrecedes(other.value) : one.name.lexicographicallyPrecedes(other.name)
        }
        var text: [UInt8] = []
        for (index, pair) in sorted.enumerated() {
            if index > 0, sorted[index - 1].name == pair.name, sorted[index - 1].value == pair.value { continue }
            text += pair.name + pair.value
        }
        return text
    }

    /// The URL without `user:password@` and without its fragment, neither of which is signed.
    private static func withoutUser(_ url: [UInt8]) -> [UInt8] {
        let whole = url.prefix { $0 != UInt8(ascii: "#") }
        guard let start = authorityStart(whole) else { return Array(whole) }
        let authority = whole[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else { return Array(whole) }
        return Array(whole[..<start] + whole[(at + 1)...])
    }

    private static func portVariants(of url: [UInt8]) -> [[UInt8]] {
        guard let start = authorityStart(url[...]) else { return [url] }
        let authority = url[start...].prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
        // A colon inside of brackets belongs to an IPv6 address.
        let hostEnd = authority.lastIndex(of: UInt8(ascii: "]")) ?? start
        if let colon = authority[hostEnd...].firstIndex(of: UInt8(ascii: ":")) {
            return [url, Array(url[..<colon] + url[authority.endIndex...])]
        }
        let isPlain = url.prefix(5).elementsEqual("http:".utf8)
        let port = Array((isPlain ? ":80" : ":443").utf8)
        return [url, Array(url[..<authority.endIndex] + port + url[authority.endIndex...])]
    }

    /// Where host and port begin, after `://`.
    private static func authorityStart(_ url: ArraySlice<UInt8>) -> Int? {
        guard let colon = url.firstIndex(of: UInt8(ascii: ":")), url[colon...].starts(with: "://".utf8) else {
            return nil
        }
        return colon + 3
    }
}

/// Which secret and which digest a request says it was signed with, from `X-Twilio-Webhooks-Signature-Settings`.
///
/// What the header says never weakens what a URL was configured for: whoever configured a key of its own expects that
/// key and that digest.
package struct SignatureSettings: Hashable, Sendable {
    package enum Algorithm: String, Hashable, Sendable {
        case hmacSHA1 = "HMAC_SHA1"
        case hmacSHA256 = "HMAC_SHA256"
    }

    /// The name of the shared key; `nil` means the account's auth token.
    package var key: String?
    package var algorithm: Algorithm

    /// Without a header, or without an algorithm in it, HMAC-SHA1. `nil` for an algorithm that is not known: such a
    /// request is refused.
    package init?(header: String?) {
        (key, algorithm) = (nil, .hmacSHA1)
        for part in (header ?? "").split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1).map { $0.filter { $0 != " " } }
            guard pair.count == 2 else { continue }
            if pair[0] == "key" { key = pair[1] }
            if pair[0] == "algorithm" {
                guard let known = Algorithm(rawValue: pair[1]) else { return nil }
                algorithm = known
            }
        }
    }
}
