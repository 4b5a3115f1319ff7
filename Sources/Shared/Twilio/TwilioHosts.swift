/// Where Twilio's products answer: its own hosts, those of a region, or one address in place of all of them.
package struct TwilioHosts: Hashable, Sendable {
    enum Product: String {
        case api, messaging, pricing
    }

    private let override: WebAddress?
    /// What stands between product and `twilio.com`, with the dots round it.
    private let place: String

    /// `apiURL` replaces every host. Otherwise `region` such as `ie1` and `edge` such as `dublin` name the host; an
    /// edge without a region means `us1`, and a region brings its own edge.
    package init(apiURL: String? = nil, region: String? = nil, edge: String? = nil) throws(TwilioError) {
        if let apiURL {
            guard var address = WebAddress(apiURL), !address.path.contains("?") else {
                throw .credentials(reason: "The API address must begin with https:// and name a host.")
            }
            guard address.scheme == "https" || address.isLoopback else {
                throw .credentials(
                    reason: "The API address must begin with https://; plain http is for this machine only.")
            }
            while address.path.hasSuffix("/") { address.path.removeLast() }
            (override, place) = (address, "")
            return
        }
        override = nil
        guard [region, edge].allSatisfy({ $0.map(Self.isLabel) ?? true }) else {
            throw .credentials(reason: "Region and edge are short words such as ie1 and dublin.")
        }
        switch (region ?? "us1", edge) {
        case ("us1", nil): place = "."
        case (let region, let edge):
            guard let edge = edge ?? Self.edges[region] else {
                throw .credentials(reason: "The region \(region) is not known; known are us1, ie1, au1 and jp1.")
            }
            place = ".\(edge).\(region)."
        }
    }

    /// The base address as settings and databases name it.
    package var base: String {
        override.map { "\($0.scheme)://\($0.authority)\($0.path)" }
            ?? "https://\(Product.api.rawValue)\(place)twilio.com"
    }

    /// The whole address of `path` at a product.
    func address(_ product: Product, _ path: String) -> WebAddress? {
        guard var address = override else { return WebAddress("https://\(product.rawValue)\(place)twilio.com\(path)") }
        address.path += path
        return address
    }

    private static let edges = ["us1": "ashburn", "ie1": "dublin", "au1": "sydney", "jp1": "tokyo"]

    private static func isLabel(_ text: String) -> Bool {
        (1...20).contains(text.utf8.count)
            && text.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "-") }
    }
}
