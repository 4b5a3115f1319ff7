/// What messages cost, by the calling code of the lead: a small list that is near enough to the truth for a demo.
enum PriceList {
    struct Country: Sendable {
        let code: String
        let name: String
        let callingCode: String
        /// In hundred-thousandths of a dollar a segment.
        let outbound: Int32
        let inbound: Int32
    }

    /// A multimedia message has one price, however long its text is.
    static let multimedia: (outbound: Int32, inbound: Int32) = (2200, 1650)

    /// The price of `record`, negative since it is a charge; `nil` where nothing is billed.
    static func price(of record: StoredMessage, to address: String) -> Int32? {
        guard record.status != .failed, record.status != .canceled else { return nil }
        let isInbound = record.direction == .inbound
        if record.isMultimedia { return -(isInbound ? multimedia.inbound : multimedia.outbound) }
        let country = countries.last { address.hasPrefix($0.callingCode) } ?? countries[0]
        return -(isInbound ? country.inbound : country.outbound) * Int32(max(1, record.segments))
    }

    /// `price` as resources show it: five decimals.
    static func text(_ price: Int32) -> String {
        let digits = String(abs(price))
        let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return (price < 0 ? "-" : "") + padded.dropLast(5) + "." + padded.suffix(5)
    }

    static let countries: [Country] = [
        Country(code: "US", name: "United States", callingCode: "+1", outbound: 830, inbound: 830),
        Country(code: "AT", name: "Austria", callingCode: "+43", outbound: 9890, inbound: 750),
        Country(code: "AU", name: "Australia", callingCode: "+61", outbound: 5150, inbound: 750),
        Country(code: "BR", name: "Brazil", callingCode: "+55", outbound: 5970, inbound: 750),
        Country(code: "CH", name: "Switzerland", callingCode: "+41", outbound: 7410, inbound: 750),
        Country(code: "CN", name: "China", callingCode: "+86", outbound: 4390, inbound: 750),
        Country(code: "CO", name: "Colombia", callingCode: "+57", outbound: 5200, inbound: 750),
        Country(code: "DE", name: "Germany", callingCode: "+49", outbound: 11250, inbound: 750),
        Country(code: "EG", name: "Egypt", callingCode: "+20", outbound: 35120, inbound: 750),
        Country(code: "ES", name: "Spain", callingCode: "+34", outbound: 7870, inbound: 750),
        Country(code: "FR", name: "France", callingCode: "+33", outbound: 7980, inbound: 750),
        Country(code: "GB", name: "United Kingdom", callingCode: "+44", outbound: 5240, inbound: 750),
        Country(code: "GR", name: "Greece", callingCode: "+30", outbound: 7930, inbound: 750),
        Country(code: "IE", name: "Ireland", callingCode: "+353", outbound: 8260, inbound: 750),
        Country(code: "IL", name: "Israel", callingCode: "+972", outbound: 25690, inbound: 750),
        Country(code: "IN", name: "India", callingCode: "+91", outbound: 8320, inbound: 750),
        Country(code: "IT", name: "Italy", callingCode: "+39", outbound: 9270, inbound: 750),
        Country(code: "JP", name: "Japan", callingCode: "+81", outbound: 8770, inbound: 750),
        Country(code: "KR", name: "South Korea", callingCode: "+82", outbound: 4990, inbound: 750),
        Country(code: "MX", name: "Mexico", callingCode: "+52", outbound: 6590, inbound: 750),
        Country(code: "NG", name: "Nigeria", callingCode: "+234", outbound: 40630, inbound: 750),
        Country(code: "NL", name: "Netherlands", callingCode: "+31", outbound: 10630, inbound: 750),
        Country(code: "NO", name: "Norway", callingCode: "+47", outbound: 7450, inbound: 750),
        Country(code: "NZ", name: "New Zealand", callingCode: "+64", outbound: 10500, inbound: 750),
        Country(code: "PH", name: "Philippines", callingCode: "+63", outbound: 18200, inbound: 750),
        Country(code: "PL", name: "Poland", callingCode: "+48", outbound: 4410, inbound: 750),
        Country(code: "PT", name: "Portugal", callingCode: "+351", outbound: 4660, inbound: 750),
        Country(code: "SE", name: "Sweden", callingCode: "+46", outbound: 6370, inbound: 750),
        Country(code: "SG", name: "Singapore", callingCode: "+65", outbound: 4350, inbound: 750),
        Country(code: "TR", name: "Turkey", callingCode: "+90", outbound: 2180, inbound: 750),
        Country(code: "UA", name: "Ukraine", callingCode: "+380", outbound: 13710, inbound: 750),
        Country(code: "VN", name: "Vietnam", callingCode: "+84", outbound: 11650, inbound: 750),
        Country(code: "ZA", name: "South Africa", callingCode: "+27", outbound: 8240, inbound: 750),
    ]
}
