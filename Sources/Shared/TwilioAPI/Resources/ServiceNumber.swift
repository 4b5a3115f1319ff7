/// A number in the pool of a messaging service.
package struct ServiceNumber: Hashable, Sendable {
    /// E.164.
    package var phoneNumber: String

    /// Reads a page of the pool. Where it goes on is a whole address here, unlike in the older lists.
    package static func decodePage(_ bytes: [UInt8]) throws(DecodingFault) -> ResourcePage<ServiceNumber> {
        var page = try ResourcePage<ServiceNumber>.decode(bytes, "phone_numbers") { row in
            row["phone_number"].words.map(ServiceNumber.init)
        }
        page.nextPageURI = try JSONValue(bytes)["meta"]["next_page_url"].words
        return page
    }
}
