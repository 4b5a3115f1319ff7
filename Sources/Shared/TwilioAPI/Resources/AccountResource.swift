package import Messaging

/// The account as Twilio describes it. A standard API key may not read it.
package struct AccountResource: Hashable, Sendable {
    package enum Status: Hashable, Sendable {
        case active, suspended, closed
        case other(String)
    }

    package var sid: String
    package var friendlyName: String?
    package var status: Status
    /// Whether only verified numbers can be written to.
    package var isTrial: Bool

    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> AccountResource {
        let value = try JSONValue(bytes)
        guard let sid = value["sid"].text, SID.isAccount(sid) else { throw .missing("account SID") }
        let status: Status =
            switch value["status"].text ?? "active" {
            case "active": .active
            case "suspended": .suspended
            case "closed": .closed
            case let word: .other(word)
            }
        return AccountResource(
            sid: sid, friendlyName: value["friendly_name"].words, status: status,
            isTrial: value["type"].text?.lowercased() == "trial")
    }
}

/// What is left of the account's money; it may lag behind. A subaccount has none of its own.
package enum Balance {
    package static func decode(_ bytes: [UInt8]) throws(DecodingFault) -> Price {
        let value = try JSONValue(bytes)
        guard let amount = value["balance"].text.flatMap({ Decimal($0.utf8) }) else { throw .missing("balance") }
        return Price(millionths: amount.millionths, unit: value["currency"].words?.uppercased() ?? "USD")
    }
}
