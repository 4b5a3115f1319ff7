package import Messaging

/// What a segment costs in one country, before carrier fees, which Twilio bills apart.
package struct MessagingPrices: Hashable, Sendable {
    /// The price of one kind of our numbers, such as `local`, `mobile`, `toll-free` or `shortcode`.
    package struct Rate: Hashable, Sendable {
        package var numberType: String
        package var current: Price
    }

    /// What sending to one carrier costs.
    package struct Carrier: Hashable, Sendable {
        package var name: String
        package var rates: [Rate]
    }

    /// Two letters, ISO 3166-1.
    package var country: String
    package var outbound: [Carrier]
    package var inbound: [Rate]

    /// What one of a number's texts to that country costs as a rule: the median over the carriers, of what a local number
    /// pays where the list tells it.
    package var usualOutbound: Price? {
        let prices = outbound.compactMap { carrier in
            (carrier.rates.first { $0.numberType == "local" } ?? carrier.rates.first)?.current
        }
        return prices.sorted { $0.millionths < $1.millionths }.dropFirst((prices.count - 1) / 2).first
    }

    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> MessagingPrices {
        let value = try JSONValue(bytes)
        guard let country = value["iso_country"].words else { throw .missing("country") }
        let unit = value["price_unit"].words?.uppercased() ?? "USD"
        let outbound = value["outbound_sms_prices"].list.map { row in
            Carrier(name: row["carrier"].text ?? "", rates: rates(row["prices"], unit))
        }
        return MessagingPrices(
            country: country.uppercased(), outbound: outbound, inbound: rates(value["inbound_sms_prices"], unit))
    }

    private static func rates(_ list: JSONValue, _ unit: String) -> [Rate] {
        list.list.compactMap { row in
            guard let amount = row["current_price"].text.flatMap({ Decimal($0.utf8) }) else { return nil }
            let price = Price(millionths: amount.millionths, unit: unit)
            return Rate(numberType: row["number_type"].text ?? "", current: price)
        }
    }
}
