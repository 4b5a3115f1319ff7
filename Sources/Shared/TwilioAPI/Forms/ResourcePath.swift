/// The paths of one account's resources. Twilio's paths are case-sensitive.
package struct ResourcePath: Sendable {
    private let root: String

    /// `accountSID` must be a proper SID, since it becomes part of every path.
    package init(accountSID: String) {
        precondition(SID.isAccount(accountSID), "An account's paths need its SID.")
        root = "/2010-04-01/Accounts/\(accountSID)"
    }

    package var account: String { root + ".json" }
    package var balance: String { root + "/Balance.json" }
    package var messages: String { root + "/Messages.json" }
    package var incomingNumbers: String { root + "/IncomingPhoneNumbers.json?PageSize=1000" }
    package var outgoingCallerIDs: String { root + "/OutgoingCallerIds.json?PageSize=1000" }

    /// Those of the account's numbers that contain the digits of this one.
    package func incomingNumbers(like number: String) -> String {
        let query = FormEncoding.encode([("PhoneNumber", number), ("PageSize", "1000")])
        return root + "/IncomingPhoneNumbers.json?" + String(decoding: query, as: UTF8.self)
    }

    /// The SIDs of the following must have passed `SID`.
    package func incomingNumber(_ sid: String) -> String { root + "/IncomingPhoneNumbers/\(sid).json" }
    package func message(_ sid: String) -> String { root + "/Messages/\(sid).json" }
    package func mediaList(_ messageSID: String) -> String { root + "/Messages/\(messageSID)/Media.json?PageSize=100" }
    package func mediaContent(_ messageSID: String, _ mediaSID: String) -> String {
        root + "/Messages/\(messageSID)/Media/\(mediaSID)"
    }

    /// Prices of a country, on the pricing host; `nil` when `country` is no pair of letters.
    package static func messagingPrices(country: String) -> String? {
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) }) else { return nil }
        return "/v1/Messaging/Countries/\(country.uppercased())"
    }

    /// The messaging services of whoever asks, on the messaging host: of as many as anybody looks through.
    package static let services = "/v1/Services?PageSize=50"

    /// One of them, and one number of its pool. The SIDs must have passed `SID`.
    package static func service(_ sid: String) -> String { "/v1/Services/\(sid)" }
    package static func serviceNumber(_ serviceSID: String, _ numberSID: String) -> String {
        "/v1/Services/\(serviceSID)/PhoneNumbers/\(numberSID)"
    }

    /// The pool of a messaging service, on the messaging host. Its SID must have passed `SID`.
    package static func serviceNumbers(_ serviceSID: String) -> String {
        "/v1/Services/\(serviceSID)/PhoneNumbers?PageSize=1000"
    }

    /// The path of the page of that pool which another named as its next by a whole address; `nil` where it is none.
    /// Host and scheme are not taken from there.
    package static func nextServiceNumbers(_ serviceSID: String, _ address: String) -> String? {
        let isPlain = address.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "#") }
        guard isPlain, address.utf8.count <= 2000,
            let own = address.firstRange(of: "/v1/Services/\(serviceSID)/PhoneNumbers?")
        else { return nil }
        return String(address[own.lowerBound...])
    }

    /// Whether `uri`, which a page named as the next, leads to this very account and nowhere else. Such a URI is used
    /// verbatim, so nothing in it may step out of the account or carry a line break.
    package func owns(_ uri: String) -> Bool {
        guard uri.hasPrefix(root + "/"), uri.utf8.count <= 2000 else { return false }
        let path = uri.utf8.prefix { $0 != UInt8(ascii: "?") }
        return uri.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "#") && $0 != UInt8(ascii: "\\") }
            && !path.contains(UInt8(ascii: "%"))
            && !path.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("..".utf8) }
    }
}
